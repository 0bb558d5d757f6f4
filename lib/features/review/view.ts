import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";

/** Handed-in sheets that the visitor accepts or returns. */
export interface ReviewListView {
  readonly sheets: readonly ReviewListEntry[];
  readonly total: number;
}

export interface ReviewListEntry {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly cycleTitle: string;
  readonly state: SheetState;
  readonly answered: number;
  readonly measures: number;
  readonly handedInText: string;
}

/** One sheet as its reviewer reads it. */
export interface ReviewSheetView {
  readonly sheetId: string;
  readonly title: string;
  readonly note: string;
  readonly state: SheetState;
  readonly kind: GuidelineKind;
  readonly returnedReason: string | null;
  readonly answered: number;
  readonly measures: number;
  /** The visitor may accept or return it now; else why not. */
  readonly decision: { readonly possible: true } | { readonly possible: false; readonly why: string };
  readonly mayRemark: boolean;
  /** The visitor chooses which remarks go to the ministry. */
  readonly mayTick: boolean;
  readonly items: readonly ReviewItemView[];
}

export interface ReviewItemView {
  readonly itemId: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  readonly text: string;
  readonly status: AnswerStatus | null;
  readonly reason: string | null;
  readonly remark: string | null;
  readonly evidence: string | null;
  /** The CISO ticked the remark for the ministry. */
  readonly forMinistry: boolean;
  readonly answeredText: string | null;
  readonly previousStatus: AnswerStatus | null | undefined;
  readonly remarks: readonly { readonly id: string; readonly text: string; readonly byText: string }[];
  readonly examples: readonly { readonly id: string; readonly text: string; readonly status: AnswerStatus | null }[];
}

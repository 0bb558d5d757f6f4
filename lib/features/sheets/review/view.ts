import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ParagraphView } from "@/lib/features/sheets/cards/view";

/** Handed-in sheets that the visitor accepts or returns. */
export interface ReviewListView {
  readonly sheets: readonly ReviewListEntry[];
  /** On all pages together. */
  readonly total: number;
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null };
}

export interface ReviewListEntry {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly cycleTitle: string;
  readonly answered: number;
  readonly measures: number;
  readonly counts: { readonly partial: number; readonly notImplemented: number; readonly notApplicable: number; readonly withoutEvidence: number };
  readonly handedInText: string;
}

/** Which answers of a sheet are shown: all, those that are not 実施, those that differ from last cycle's. */
export const REVIEW_FILTERS = ["all", "others", "changed"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];

/** Whether the filter shows an answer; without one last time nothing has changed. */
export function isShown(filter: ReviewFilter, status: AnswerStatus | null, previous: AnswerStatus | null | undefined): boolean {
  if (filter === "others") return status !== "implemented";
  return filter === "all" || (previous !== undefined && previous !== status);
}

/** One sheet as its reviewer reads it. */
export interface ReviewSheetView {
  readonly sheetId: string;
  readonly title: string;
  readonly note: string;
  /** The pages that lead here. */
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
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
  readonly filters: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  /** With the shown items; a section that shows none is not there. */
  readonly sections: readonly ReviewSectionView[];
}

export interface ReviewSectionView {
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  /** How many of the shown answers say what, in the order of the answers. */
  readonly counts: readonly { readonly status: AnswerStatus | null; readonly count: number }[];
  readonly items: readonly ReviewItemView[];
}

export interface ReviewItemView extends AnswerContent {
  readonly itemId: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  /** What is asked of the sheet's role, and what the item asks of others, folded. */
  readonly own: readonly ParagraphView[];
  readonly others: readonly ParagraphView[];
  /** The CISO ticked the remark for the ministry. */
  readonly forMinistry: boolean;
  /** It was ticked in other words than it has now. */
  readonly tickRests: boolean;
  readonly answeredText: string | null;
  readonly previous: { readonly status: AnswerStatus | null; readonly dateText: string } | null;
  readonly remarks: readonly { readonly id: string; readonly text: string; readonly byText: string }[];
  /** How many answers to its examples do not count, for it is 該当なし. */
  readonly setAside: number;
  readonly examples: readonly { readonly id: string; readonly text: string; readonly status: AnswerStatus | null }[];
}

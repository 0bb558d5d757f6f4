import type { AnswerNumber } from "@/lib/domain/checking/progress";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";

export interface CopiedAnswerView {
  readonly id: string;
  readonly label: string;
  readonly status: AnswerStatus | null;
  /** Why it does not count: its measure is 該当なし, or it lacks its reason; else null. */
  readonly uncountedText: string | null;
  readonly texts: readonly { readonly term: string; readonly text: string }[];
  readonly byText: string;
}

/** A measure as printed, and the answered examples below it. */
interface CopiedMeasure {
  readonly id: string;
  readonly label: string;
  readonly paragraphs: readonly string[];
  readonly examples: readonly CopiedAnswerView[];
}

/** All answers of a sheet on one page, to read, print and keep. */
export interface OwnCopyView {
  readonly title: string;
  readonly note: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly kind: GuidelineKind;
  readonly cover: readonly { readonly term: string; readonly description: string }[];
  /** The number of each answer as it counts, 0 as well: of the measures, and of the examples where the sheet asks some. */
  readonly counts: readonly { readonly label: string; readonly total: number; readonly counts: readonly AnswerNumber[] }[];
  readonly sections: readonly {
    readonly key: string;
    readonly heading: string;
    readonly items: readonly (CopiedAnswerView & CopiedMeasure)[];
    /** Measures that others answer. */
    readonly elsewhere: readonly CopiedMeasure[];
  }[];
  readonly csvHref: string;
  readonly backHref: string;
  /** Null if it cannot be handed in now. */
  readonly handInHref: string | null;
}

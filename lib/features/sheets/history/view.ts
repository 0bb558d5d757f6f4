import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ChecklistNotice } from "@/lib/features/sheets/cards/view";
import type { pagerView } from "@/lib/validation/paging";

/** Every version of the answer to one item of a sheet. */
export interface AnswerHistoryView {
  /** 「3.1.5.1(1)(c) 権限管理機能」 */
  readonly itemTitle: string;
  readonly itemText: string;
  readonly kind: GuidelineKind;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly backHref: string;
  /** Newest first. */
  readonly versions: readonly AnswerVersionView[];
  readonly total: number;
  readonly pager: ReturnType<typeof pagerView>;
  /** The reviewers' remarks on the item and what was said about them, in the order of time. */
  readonly remarks: readonly { readonly key: string; readonly title: string; readonly text: string | null; readonly byText: string }[];
  /** How a respondent goes back to an earlier version, as a new one; null if nothing can be changed now. */
  readonly restoring: RestoringView | null;
  /** After going back to a version. */
  readonly notice: ChecklistNotice | null;
}

/** The form that saves a version once more. */
export interface RestoringView {
  readonly action: string;
  readonly itemId: string;
  /** The version of the present answer. */
  readonly version: number;
  readonly returnTo: string;
  /** The account that the form is made for. */
  readonly sender: string;
}

export interface AnswerVersionView extends AnswerContent {
  readonly version: number;
  /** 「佐藤 真理　2026年11月18日 14:32」 */
  readonly byText: string;
  /** The cause, if the respondent did not simply give it. */
  readonly causeText: string | null;
  /** Whether it is the present answer. */
  readonly present: boolean;
  /** Whether it says something else than the present answer, so that it can be gone back to. */
  readonly differs: boolean;
}

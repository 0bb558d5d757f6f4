import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ParagraphView } from "@/lib/features/sheets/cards/view";

/** Handed-in sheets that the visitor may review. */
export interface ReviewListView {
  readonly sheets: readonly ReviewListEntry[];
  /** Sheets that the visitor returned and nobody has touched since; the return can be undone on their page. */
  readonly justReturned: readonly { readonly id: string; readonly title: string; readonly href: string }[];
  /** On all pages. */
  readonly total: number;
  /** The words for answers on these sheets, of one kind or both: 「一部実施・一部規定」 */
  readonly words: Readonly<Record<AnswerStatus, string>>;
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null };
}

/** Several sheets before they are accepted together. */
export interface AcceptingView {
  readonly sheets: readonly ReviewListEntry[];
  readonly words: ReviewListView["words"];
  /** 「点検票12枚を受理します。」 */
  readonly title: string;
  /** 「「未実施」3件、…」 */
  readonly numbersText: string;
  readonly follows: readonly string[];
  /** The numbers that submitting the form confirms, by the name of the control. */
  readonly confirmed: Readonly<Record<string, number>>;
  readonly button: string;
}

export interface ReviewListEntry {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly cycleTitle: string;
  readonly answered: number;
  readonly measures: number;
  readonly counts: {
    readonly unanswered: number;
    readonly partial: number;
    readonly notImplemented: number;
    readonly notApplicable: number;
    readonly withoutEvidence: number;
  };
  /** 「具体例の未回答 30件」, where the round asks for answers to them; null if none is left. */
  readonly missingExamplesText: string | null;
  readonly handedInText: string;
  /** Whether the visitor reviews it as a deputy. */
  readonly asDeputy: boolean;
}

/**
 * Which answers of a sheet are shown: all, measures without one, those of one status, 実施 without evidence, those other than 実施, those that differ from
 * the last cycle, or those with a reviewer's remark.
 */
export const REVIEW_FILTERS = ["all", "unanswered", "notImplemented", "partial", "notApplicable", "withoutEvidence", "others", "changed", "remarked"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];

/** The remarks on a measure, which has none where others answer it, and on its examples. */
export const remarksOn = ({
  remarks = [],
  examples,
}: Pick<ReviewedExamples, "examples"> & Partial<Pick<ReviewItemView, "remarks">>): readonly ReviewedRemarkView[] => [
  ...remarks,
  ...examples.flatMap((example) => example.remarks),
];

/** Whether a remark stands on it. */
export const isRemarked = (item: Parameters<typeof remarksOn>[0]): boolean => remarksOn(item).some(({ withdrawnText }) => withdrawnText === null);

type Filtered = Pick<ReviewItemView, "counted" | "evidence" | "previous" | "remarks" | "examples">;

/** Whether the filter shows an answer, by what it counts as; an answer without a previous one has not changed. */
export function isShown(filter: ReviewFilter, item: Filtered): boolean {
  const { counted: status, evidence, previous } = item;
  if (filter === "all") return true;
  if (filter === "unanswered") return status === null;
  if (filter === "others") return status !== "implemented";
  if (filter === "withoutEvidence") return status === "implemented" && evidence === null;
  if (filter === "changed") return previous !== null && previous.status !== status;
  return filter === "remarked" ? isRemarked(item) : status === filter;
}

/**
 * Whether only withdrawn remarks are left of what the filter shows it for. Its row is on the page, hidden unless they were withdrawn there:
 * then it stays with what it said about that, and with what is typed in it, until the page is opened again.
 */
export const isGone = (filter: ReviewFilter, item: Parameters<typeof remarksOn>[0]): boolean =>
  filter === "remarked" && !isRemarked(item) && remarksOn(item).length > 0;

/** One sheet for its reviewer. */
export interface ReviewSheetView {
  readonly sheetId: string;
  readonly title: string;
  readonly note: string;
  /** 「佐藤 真理（旅客ターミナル部）」「11月19日 16:05に提出」; null if it is not handed in. */
  readonly handIn: { readonly by: string; readonly at: string } | null;
  /** The breadcrumb. */
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly state: SheetState;
  readonly kind: GuidelineKind;
  /** The reason of the last return, also when it is handed in again; null if it is accepted, or never was returned. */
  readonly returned: { readonly title: string; readonly reason: string } | null;
  readonly answered: number;
  readonly measures: number;
  /** 「具体例 102／118件（任意）」; empty if it has none. */
  readonly examplesText: string;
  /** The number of each answer of the whole sheet; 未回答 only if there is one. */
  readonly counts: readonly { readonly status: AnswerStatus | null; readonly count: number }[];
  /** What accepting means and how long the sheet can be returned afterwards; null where it is not offered. */
  readonly accepting: string | null;
  /** What was handed in, of which the browser marks what was seen; null for those who do not decide on it. */
  readonly round: { readonly handedInAt: string; readonly unseenOnly: boolean } | null;
  /** What the visitor may do with it now: what is accepted can only be returned. Else why nothing. */
  readonly decision: { readonly possible: true; readonly accepts: boolean } | { readonly possible: false; readonly why: string };
  /** 「所見 1件（ほかに対応済み2件）」 */
  readonly remarksText: string;
  /** Remarks that ask to return it: not worked off, and not among those that it was accepted with. */
  readonly returnsFor: number;
  /** The next sheet that waits, and the number of others; null if none does. */
  readonly next: { readonly href: string; readonly others: number } | null;
  /** Whether single keys are commands. */
  readonly shortcuts: boolean;
  /** The state to which undoing the return leads: 「提出」; null if it cannot be undone. */
  readonly undoTo: SheetState | null;
  /** The remarks that were answered since the return: undoing it shows the answers to the reviewer. */
  readonly repliesSince: number;
  readonly mayRemark: boolean;
  /** Whether the visitor may select remarks for the ministry. */
  readonly mayTick: boolean;
  /** `mark`: of the answers that it shows, if they are alike. `count`: null if the browser counts it. */
  readonly filters: readonly {
    readonly label: string;
    readonly mark: AnswerStatus | "unanswered" | null;
    readonly count: string | null;
    readonly href: string;
    readonly current: boolean;
  }[];
  /** With the shown items; sections without any are left out. */
  readonly sections: readonly ReviewSectionView[];
}

export interface ReviewSectionView {
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  /** The number of shown answers of each status, in the order of the statuses. */
  readonly counts: readonly { readonly status: AnswerStatus | null; readonly count: number }[];
  readonly items: readonly (ReviewItemView | ReviewElsewhereView)[];
  /** The ids of those that the filter shows no longer (`isGone`). */
  readonly gone: readonly string[];
}

/** `open`: it stands and was not worked off. `response`: what the respondents said about it, as far as it was handed in (`listAllRemarks`). */
export interface ReviewedRemarkView {
  readonly id: string;
  readonly open: boolean;
  readonly text: string;
  readonly byText: string;
  readonly response: { readonly done: boolean; readonly reply: string | null; readonly byText: string } | null;
  /** Who withdrew it and when; null while it stands. */
  readonly withdrawnText: string | null;
}

/** An example that was answered or remarked on. */
interface ReviewExample {
  readonly id: string;
  readonly anchor: string;
  readonly text: string;
  readonly status: AnswerStatus | null;
  readonly remarks: readonly ReviewedRemarkView[];
}

interface ReviewedExamples {
  readonly itemId: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  readonly examples: readonly ReviewExample[];
}

/** A measure that others answer, with the answered and remarked examples that the sheet asks below it. */
export interface ReviewElsewhereView extends ReviewedExamples {
  readonly answeredBy: readonly string[];
  readonly paragraphs: readonly ParagraphView[];
}

export interface ReviewItemView extends AnswerContent, ReviewedExamples {
  /** The answer as it counts: 未回答 while it `lacksReason`, the one that 該当なし needs. */
  readonly counted: AnswerStatus | null;
  readonly lacksReason: boolean;
  /** The paragraphs that oblige the sheet's role, and those that oblige others, folded. */
  readonly own: readonly ParagraphView[];
  readonly others: readonly ParagraphView[];
  /** Whether the CISO selected the remark for the ministry. */
  readonly forMinistry: boolean;
  /** Whether the remark has changed since it was selected. */
  readonly tickRests: boolean;
  readonly answeredText: string | null;
  readonly previous: { readonly status: AnswerStatus | null; readonly dateText: string } | null;
  readonly remarks: readonly ReviewedRemarkView[];
  /** The number of answers to its examples that do not count because it is 該当なし. */
  readonly uncounted: number;
}

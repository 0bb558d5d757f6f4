import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { AnswerStatus, ExampleMode, SheetState } from "@/lib/domain/checking/state";
import type { GuidanceKind, GuidelineKind, Phase, Tier } from "@/lib/domain/guideline/edition";
import { hasVisible } from "@/lib/domain/shared/text";

/** The content of one section of a 点検票, ready to display: dates are Japanese text, names are complete. */
export interface ChecklistSectionView {
  readonly sheet: SheetView;
  readonly tree: readonly TreePhaseView[];
  /** The remarks to be worked off; empty while nothing can be changed. */
  readonly itemRemarks: readonly ItemRemarkView[];
  readonly section: SectionView;
  /** In printed order. */
  readonly groups: readonly SectionGroupView[];
  readonly guides: readonly GuideView[];
  readonly exampleMode: ExampleMode;
  readonly previousHref: string | null;
  readonly nextHref: string | null;
  /** First unanswered item after this section, else the first of the sheet; null if none is left elsewhere. */
  readonly nextUnansweredHref: string | null;
  /** `/checks/{sheet}/answer`: handles the form of a card when scripts are off. */
  readonly action: string;
  /** Path of this page, to return to after the form. */
  readonly path: string;
  /** Single-key commands; switched off in /account (WCAG 2.1.4). */
  readonly shortcuts: boolean;
  /** After a form without scripts. */
  readonly notice: ChecklistNotice | null;
}

export interface ChecklistNotice {
  readonly tone: "done" | "conflict" | "mistake";
  readonly text: string;
}

export interface SheetView {
  readonly id: string;
  /** 「システム管理者の点検票　バゲージハンドリングシステム（BHS）」 */
  readonly title: string;
  readonly editionLabel: string;
  readonly kind: GuidelineKind;
  readonly state: SheetState;
  readonly readOnly: boolean;
  /** Why nothing can be changed: 「提出済みです。…」 */
  readonly readOnlyReason: string | null;
  /** Changes of the open cycle: 「回答の期限が…に変わりました（理由：…）」 */
  readonly changes: readonly string[];
  /** 「2026年12月4日（金）・あと14日」 */
  readonly dueText: string | null;
  readonly overdue: boolean;
  readonly returnedReason: string | null;
  /** The account whose unsent answers this browser stores. */
  readonly accountId: string;
  readonly measures: ProgressView;
  readonly examples: ProgressView;
  /** 提出前の確認; null if it cannot be handed in. */
  readonly handInHref: string | null;
}

export interface ProgressView {
  readonly answered: number;
  readonly total: number;
}

/** Of the measures; the examples count where the sheet asks no measure. */
interface TreeCounts extends ProgressView {
  readonly examples: ProgressView;
}

export interface TreePhaseView extends TreeCounts {
  readonly phase: Phase;
  /** 「Plan 計画」 */
  readonly label: string;
  /** The phase is our reading, not printed. */
  readonly editorial: boolean;
  readonly current: boolean;
  /** Empty if the sheet asks nothing of this phase. */
  readonly sections: readonly TreeSectionView[];
}

export interface TreeSectionView extends TreeCounts {
  readonly code: string;
  readonly heading: string;
  readonly href: string | null;
  /** `page` is the section of this page; `ancestor` contains it. */
  readonly place: "page" | "ancestor" | "elsewhere";
  readonly sections: readonly TreeSectionView[];
}

export interface SectionView {
  readonly code: string;
  readonly heading: string;
  /** 「Plan 計画」「3.1.5「構築」の観点」「3.1.5.1」 */
  readonly trail: readonly string[];
  /** Text before the items. */
  readonly guidance: readonly GuidanceView[];
}

export interface SectionGroupView {
  readonly code: string;
  /** Null if the group is the section itself. */
  readonly heading: string | null;
  readonly entries: readonly SectionEntryView[];
}

export type SectionEntryView = { readonly kind: "card"; readonly card: ItemCardView } | { readonly kind: "elsewhere"; readonly item: ElsewhereItemView };

export interface ItemCardView {
  readonly itemId: string;
  /** Whole printed number, `3.1.5.1(1)(a)①`. */
  readonly code: string;
  /** As shown on the card and in the tree, `(a)①`. */
  readonly shortCode: string;
  readonly heading: string;
  readonly tier: Tier;
  readonly paragraphs: readonly ParagraphView[];
  readonly answer: AnswerView | null;
  readonly previous: PreviousAnswerView | null;
  readonly reviewRemarks: readonly ReviewRemarkView[];
  readonly exampleGroups: readonly ExampleGroupView[];
  readonly guideId: string | null;
}

export interface ParagraphView {
  readonly text: string;
  readonly list: boolean;
  /** Whether it obliges this sheet's role; the others are folded. */
  readonly own: boolean;
  /** Words of the text that are links, in order of appearance. */
  readonly marks: readonly TextMarkView[];
}

export interface TextMarkView {
  readonly text: string;
  readonly href: string;
  readonly kind: "term" | "reference";
}

/** The evidence is one document or record per line. */
export interface AnswerView extends AnswerContent<string> {
  /** The reason of an earlier 該当なし, restored when the respondent returns to it. */
  readonly keptReason?: string;
  readonly version: number;
  /** 「14:32」 on the same day, else 「11月18日 14:32」 */
  readonly savedAtText: string;
  readonly byName: string | null;
}

export interface PreviousAnswerView extends AnswerContent<string> {
  /** 「2025年11月27日」 */
  readonly dateText: string;
  /** Whether it may be copied: the item asks the same now. */
  readonly copyable: boolean;
}

export interface ReviewRemarkView {
  readonly id: string;
  /** The item that it is about: the measure, or an example of it. */
  readonly about: string;
  readonly text: string;
  /** As a part of sentences, `inSentence`: the checklist's script composes them. */
  readonly byName: string;
  /** 「2026年11月20日」, of a deputy 「（代行：情報セキュリティ責任者）　2026年11月20日」: behind the name, which also stands in sentences. */
  readonly dateText: string;
  readonly done: boolean;
  readonly reply: string;
  /** 「14:25」 when the respondents said so last; empty if they did not. */
  readonly saidText: string;
  /** Whether something else was said before, which the history has. */
  readonly earlierReplies: boolean;
  /** Whether its reviewer withdrew it: it is shown for what was answered to it, and asks for nothing. */
  readonly withdrawn: boolean;
}

/** A remark in the order of the sheet: returned, it is worked off by these. */
export interface ItemRemarkView {
  readonly remarkId: string;
  /** The measure on whose card it stands. */
  readonly itemId: string;
  readonly label: string;
  readonly href: string;
  readonly done: boolean;
}

export interface ExampleGroupView {
  readonly lead: string | null;
  readonly group: string | null;
  readonly rows: readonly ExampleRowView[];
}

export interface ExampleRowView {
  readonly itemId: string;
  readonly text: string;
  /** 1 for a sub-bullet. */
  readonly depth: 0 | 1;
  readonly answer: AnswerView | null;
  readonly previous: PreviousAnswerView | null;
}

/** A measure that other roles answer. */
export interface ElsewhereItemView {
  readonly itemId: string;
  readonly code: string;
  readonly shortCode: string;
  readonly heading: string;
  readonly answeredBy: readonly string[];
  /** The number of its examples that the sheet does not ask. */
  readonly exampleCount: number;
  readonly paragraphs: readonly ParagraphView[];
  /** Its examples that the sheet asks, and the remarks on them. */
  readonly exampleGroups: readonly ExampleGroupView[];
  readonly reviewRemarks: readonly ReviewRemarkView[];
}

export interface GuidanceView {
  readonly kind: GuidanceKind;
  readonly paragraphs: readonly ParagraphView[];
}

export interface GuideView {
  readonly id: string;
  readonly title: string;
  readonly guidance: readonly GuidanceView[];
  /** Definitions and duties that the text names; its ids are targets of `TextMarkView.href` (`#term-…`). */
  readonly terms: readonly GuideTermView[];
  readonly relatedTerms: readonly GuideTermView[];
  /** Rows of the table of references. */
  readonly references: readonly string[];
  readonly referencesTitle: string;
  /** The items of the 指針 that the section covers; null if there are none. */
  readonly crosswalk: { readonly title: string; readonly items: readonly { readonly text: string; readonly tierLabel: string }[] } | null;
  readonly bookHref: string;
  readonly bookLabel: string;
}

export interface GuideTermView {
  /** DOM id without `term-`. */
  readonly id: string;
  readonly term: string;
  readonly code: string;
  readonly text: string;
}

export function itemAnchor(itemId: string): string {
  return `item-${itemId}`;
}

/** Where the form of a card goes when scripts are off. */
export const answerHref = (sheetId: string): string => `/checks/${sheetId}/answer`;

/** The page with every version of the answer to an item. */
export const historyHref = (sheetId: string, itemId: string): string => `/checks/${sheetId}/history/${encodeURIComponent(itemId)}`;

/** 「該当なし」 without its reason is stored but does not count. */
export function isAnswered(answer: { readonly status: AnswerStatus | null; readonly reason: string } | null): boolean {
  if (answer === null || answer.status === null) return false;
  return answer.status !== "notApplicable" || hasVisible(answer.reason);
}

import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";

/** The first page of a respondent: their sheets, and the next step. */
export interface MySheetsView {
  /** 「佐藤さんの点検票」 */
  readonly title: string;
  /** 「2026年度 自己点検（2026年10月1日〜12月18日）　空港分野 安全ガイドライン 第2版」 */
  readonly note: string | null;
  /** 「システム管理者の点検票を提出しました。情報セキュリティ責任者が確認します。」, right after handing in. */
  readonly handedIn: string | null;
  /** Recently cancelled cycles, and changes of open ones: 「回答の期限が…に変わりました（理由：…）」 */
  readonly changes: readonly { readonly id: string; readonly text: string }[];
  readonly next: NextSheetView | null;
  /** Others' sheets that wait for the visitor's review; null if there are none. */
  readonly review: { readonly text: string; readonly href: string } | null;
  /** Not yet handed in: returned first, then by due date. */
  readonly open: readonly MySheetView[];
  /** Handed in, in cycles that are still answered or reviewed. */
  readonly done: readonly MySheetView[];
  /** Not handed in before answering closed, in the same cycles. */
  readonly missed: readonly MySheetView[];
  /** Of cycles that have ended. */
  readonly earlier: readonly MySheetView[];
  readonly dates: readonly { readonly dateText: string; readonly label: string }[];
  readonly empty: EmptyChecksView;
}

export interface NextSheetView {
  /** The request as one sentence. */
  readonly title: string;
  readonly text: string;
  /** 「期限 11月25日（水）・あと5日」 */
  readonly dueText: string | null;
  /** Whether it is past due. */
  readonly pressing: boolean;
  /** 「目安 15分」 */
  readonly effortText: string | null;
  readonly href: string;
  readonly button: string;
}

export interface MySheetView {
  readonly id: string;
  readonly roleLabel: string;
  readonly scopeLabel: string;
  /** 「山﨑 拓也さんの代行」, 「空席の代行」; null for a sheet of one's own. */
  readonly actsFor: string | null;
  readonly kind: GuidelineKind;
  readonly state: SheetState;
  /** Not handed in before answering closed. */
  readonly missed: boolean;
  /** 「期限 2026年12月4日（金）・あと14日」「2026年11月12日（木）に提出」「14:32に受理」 */
  readonly dateText: string;
  readonly overdue: boolean;
  readonly measures: { readonly answered: number; readonly total: number };
  readonly examples: { readonly answered: number; readonly total: number };
  /** Examples without an answer that the round asks for. */
  readonly missingExamples: number;
  readonly href: string;
  /** All answers on one page. */
  readonly copyHref: string;
  /** 「続きから」「直す（3件）」「見る」 */
  readonly button: string;
  /** The page on which its hand-in can be taken back; null if it cannot. */
  readonly takeBackHref: string | null;
  /** The reason for returning the sheet as a whole. */
  readonly returnedReason: string | null;
  /** Those that are not worked off first. */
  readonly remarks: readonly SheetRemarkView[];
  /** How many are not worked off. */
  readonly openRemarks: number;
  /** 「所見　2件（ほかに対応済み1件）」 */
  readonly remarksText: string;
}

export interface SheetRemarkView {
  readonly id: string;
  /** 「3.1.4.3(3)　委託先における…」 */
  readonly itemLabel: string;
  readonly href: string;
  readonly status: AnswerStatus | null;
  readonly text: string;
  readonly byText: string;
  readonly done: boolean;
}

export interface EmptyChecksView {
  readonly title: string;
  /** Why there is nothing, and what happens next. */
  readonly text: string;
  /** Whom to ask. */
  readonly help: string;
  readonly actions: readonly { readonly label: string; readonly href: string }[];
}

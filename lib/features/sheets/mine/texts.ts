import type { Reviewer } from "@/lib/domain/access/review";
import type { EmptyChecksView, MySheetView, NextSheetView } from "@/lib/features/sheets/mine/view";
import { itemWord } from "@/lib/labels/answer-words";
import { calendarDate, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { NOBODY_REVIEWS, ROLE_WORDS } from "@/lib/labels/words";

/** Estimated minutes per unanswered item. */
const MINUTES_EACH = 1;

const effortText = (left: number): string | null => (left > 0 ? `目安 ${Math.max(5, Math.ceil((left * MINUTES_EACH) / 5) * 5)}分` : null);

/** 「未回答の対策項目が4件、具体例が12件あります。」 */
function leftText(items: string, measures: number, examples: number): string {
  if (measures === 0) return `${items}はすべて回答済みです。未回答の具体例が${examples}件あります。`;
  return `未回答の${items}が${measures}件${examples === 0 ? "" : `、具体例が${examples}件`}あります。`;
}

function request(sheet: MySheetView): Pick<NextSheetView, "title" | "text" | "href" | "button"> {
  const { href, missingExamples } = sheet;
  const name = `「${sheet.roleLabel}の点検票」`;
  const items = itemWord(sheet.kind);
  const measures = sheet.measures.total - sheet.measures.answered;
  const left = measures + missingExamples;
  const workedOff = sheet.remarks.length > 0 && sheet.openRemarks === 0;
  if (sheet.state === "returned" && workedOff && left === 0)
    return {
      title: sentence`差し戻された${name}を提出してください`,
      text: `所見${sheet.remarks.length}件はすべて対応済みです。内容を確かめて、もう一度提出します。`,
      href: `${href}/hand-in`,
      button: "確かめて提出する",
    };
  if (sheet.state === "returned") {
    const read = sheet.openRemarks > 0 ? "差戻しの理由と所見" : "差戻しの理由";
    return { title: sentence`差し戻された${name}を直してください`, text: `${read}を読み、回答を直して、もう一度提出します。`, href, button: "直す" };
  }
  if (left === 0)
    return {
      title: sentence`${name}を提出してください`,
      text: `${items}はすべて回答済みです。内容を確かめて提出します。`,
      href: `${href}/hand-in`,
      button: "確かめて提出する",
    };
  return {
    title: sentence`${name}に回答してください`,
    text: `${leftText(items, measures, missingExamples)}途中で閉じても、回答は保存されています。`,
    href,
    button: sheet.button,
  };
}

/** The next step with the first sheet; red only past its due date. */
export function nextSheet(sheet: MySheetView | undefined): NextSheetView | null {
  if (!sheet) return null;
  const left = sheet.measures.total - sheet.measures.answered + sheet.missingExamples;
  const step = request(sheet);
  const text = sheet.actsFor === null ? step.text : `${sheet.actsFor}です。${step.text}`;
  return { ...step, text, dueText: sheet.dateText, pressing: sheet.overdue, effortText: effortText(left) };
}

/** The state of the sheets of running cycles, if none has to be answered now. */
export interface FinishedSheets {
  /** The reviewers of the waiting sheets. */
  readonly reviewers: readonly (Reviewer | null)[];
  readonly accepted: number;
  /** Sheets that were not handed in before answering closed. */
  readonly missed: number;
  /** Last calendar day of the cycles. */
  readonly until: string | null;
}

const HELP = "担当や期限については、自社の事務局に聞いてください。";
const ACTIONS = [
  { label: "ガイドラインを読む", href: "/guidelines" },
  { label: "アカウントを確かめる", href: "/account" },
] as const;

/** Who reviews them now: 「情報セキュリティ責任者が確認します。」; null where nobody is left to. */
export function reviewText(reviewers: readonly (Reviewer | null)[]): string {
  const words = [...new Set(reviewers.flatMap((role) => (role === null ? [] : [ROLE_WORDS[role]])))];
  return `${words.length > 0 ? `${words.join("と")}が確認します。` : ""}${reviewers.includes(null) ? NOBODY_REVIEWS : ""}`;
}

/** Why there is nothing to answer, and what happens next. */
export function emptyView({ reviewers, accepted, missed, until }: FinishedSheets, now: Date): EmptyChecksView {
  const base = { help: HELP, actions: ACTIONS };
  if (missed > 0) return { ...base, title: "今、回答する点検票はありません", text: "回答の受付が終わりました。" };
  if (reviewers.length > 0) {
    const period = until !== null && until >= calendarDate(now) ? `点検の期間は${dayWithWeekday(until)}までです。` : "";
    return { ...base, title: "すべて提出しました", text: `${reviewText(reviewers)}${period}差し戻されたときは、ここに並びます。` };
  }
  if (accepted > 0) return { ...base, title: "すべて受理されました", text: "この自己点検で、あなたが回答することはもうありません。" };
  return { ...base, title: "今、回答する点検票はありません", text: "自己点検が始まると、ここに点検票が並びます。" };
}

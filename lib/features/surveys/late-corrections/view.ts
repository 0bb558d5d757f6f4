import type { SurveyState } from "@/lib/domain/checking/state";
import type { LateCorrectionState } from "@/lib/domain/survey/late-correction";
import { calledHref } from "@/lib/features/surveys/calls/view";
import type { LateCorrectionRecord } from "@/lib/features/surveys/late-corrections/queries";
import { lateWord } from "@/lib/features/surveys/late-corrections/texts";
import { dateText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";
import { type Page, pagerView } from "@/lib/validation/paging";

const STATE_WORDS = {
  waiting: { words: "受付中", tone: "active" },
  used: { words: "提出済み", tone: "done" },
  withdrawn: { words: "取消し", tone: "neutral" },
  passed: { words: "期限切れ", tone: "neutral" },
} as const satisfies Record<LateCorrectionState, { words: string; tone: string }>;

/** A late correction as its ministry reads it. */
export interface LateRow {
  readonly id: string;
  readonly operatorName: string;
  readonly href: string;
  readonly state: (typeof STATE_WORDS)[LateCorrectionState];
  /** 「訂正を、2026年12月10日（木）まで（2026年11月30日から）」 */
  readonly text: string;
  readonly reason: string;
  readonly withdrawnReason: string | null;
}

export const lateRow = (late: LateCorrectionRecord): LateRow => ({
  id: `${late.operatorId} ${String(late.ordinal)}`,
  operatorName: late.operatorName,
  href: calledHref(late.surveyId, late.operatorId, "late-correction"),
  state: STATE_WORDS[late.state],
  text: `${lateWord(late)}を${dayWithWeekday(late.untilOn)}まで（${dateText(late.allowedAt)}から）`,
  reason: late.reason,
  withdrawnReason: late.withdrawnReason,
});

/** Those of a survey, a page of them. */
export interface LatesView {
  readonly rows: readonly LateRow[];
  readonly pager: ReturnType<typeof pagerView>;
}

/** `href` maps a page to an address. */
export const latesView = (lates: Page<LateCorrectionRecord>, href: (page: number) => string): LatesView => ({
  rows: lates.items.map(lateRow),
  pager: pagerView(lates, "者", href),
});

/** The late corrections of one operator to a survey, and what can be done now. */
export interface LateCorrectionView {
  readonly surveyId: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly surveyTitle: string;
  readonly backHref: string;
  /** `allow`: a new one; `withdraw`: the one that waits; else why nothing can be done. */
  readonly possible: "allow" | "withdraw" | null;
  readonly problem: string | null;
  /** 「訂正」 or 「提出」 */
  readonly word: string;
  readonly follows: readonly string[];
  readonly rows: readonly LateRow[];
}

const NOT_CLOSED = {
  planned: "まだ受付を始めていない調査です。締切後の受付は、締め切ってから始められます。",
  open: "受付中の調査です。締め切るまでは、そのまま提出できます。",
} as const;

/** What the officer can do for one operator. `submitted`: whether the operator has submitted to the survey. */
export function lateChoices(
  state: SurveyState,
  submitted: boolean,
  [last]: readonly LateCorrectionRecord[],
): Pick<LateCorrectionView, "possible" | "problem" | "word" | "follows"> {
  const word = submitted ? "訂正" : "提出";
  const follows = [
    `この事業者だけが、その日まで、${word}を1回提出できます。ほかの事業者には、締め切られたままです。`,
    "理由と日は、事業者の最初の画面と、提出の画面に出ます。",
    `提出されると、調査の結果は新しい${submitted ? "版" : "提出"}で計算し直されます。${submitted ? "前の版は消えずに残ります。" : ""}`,
    UNDONE_UNTIL["survey.allowLateCorrection"],
  ];
  if (last?.state === "waiting") return { possible: "withdraw", problem: null, word: lateWord(last), follows: [] };
  return state === "closed" ? { possible: "allow", problem: null, word, follows } : { possible: null, problem: NOT_CLOSED[state], word, follows: [] };
}

import { transitionSheet } from "@/lib/domain/checking/sheet";
import type { CycleState } from "@/lib/domain/checking/state";
import { type SheetToWithdraw, type WithdrawalObstacle, withdrawalObstacles } from "@/lib/domain/checking/withdrawal";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { LAST_TO_ASK } from "@/lib/features/sheets/withdrawing/texts";
import { itemWord } from "@/lib/labels/answer-words";
import { bearersText } from "@/lib/labels/permission-words";

/** Why a withdrawn sheet cannot be handed out again. */
export const NOT_OPEN = "この回は回答を受け付けていないため、配れません。";
export const NONE_TO_COME = "同じ担当の点検票がすでにあるか、いまは回答する人がいないため、配れません。";

const OF_COUNTED = bearersText("sheet.withdrawCounted");

const OBSTACLES = {
  withdrawn: "すでに取り下げられています。",
  notAsDeputy: `代行としては取り下げられません。ほかの${bearersText("sheet.withdraw")}に頼んでください。`,
  counted: `提出・受理された点検票を取り下げられるのは${OF_COUNTED}だけです。${OF_COUNTED}に頼んでください。`,
} as const;

const obstacleText = (obstacle: WithdrawalObstacle, kind: GuidelineKind): string =>
  obstacle.why === "lastToAsk"
    ? `取り下げると、${itemWord(kind)}${obstacle.items.length}件に回答する人がいなくなります。${LAST_TO_ASK}`
    : OBSTACLES[obstacle.why];

/** Why none of the sheets of the cycle can be withdrawn, by the first obstacle; null if they can. */
export function kept(cycle: CycleState, sheets: readonly SheetToWithdraw[], kind: GuidelineKind): string | null {
  if (!transitionSheet("notStarted", "withdraw", cycle).ok) return "点検の受付が終わっているため、取り下げられません。";
  const [first] = withdrawalObstacles(sheets);
  return first === undefined ? null : obstacleText(first, kind);
}

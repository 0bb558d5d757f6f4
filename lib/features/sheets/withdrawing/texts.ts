import type { WithdrawalNumbers, WithdrawalObstacle } from "@/lib/domain/checking/withdrawal";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { itemWord } from "@/lib/labels/answer-words";
import { bearersText } from "@/lib/labels/permission-words";

/** What to do where the last sheets that ask a measure cannot be withdrawn. */
export const LAST_TO_ASK =
  "この回そのものが要らないときは、点検票を取り下げずに、回を取りやめてください（あとから戻せます）。回を続けるときは、取り下げずに、回答する人を変えてください。";

/** Who withdraws sheets, and those that count. */
const OF_SHEETS = bearersText("sheet.withdraw");
const OF_COUNTED = bearersText("sheet.withdrawCounted");

const obstaclesOf = (obstacles: readonly WithdrawalObstacle[], why: WithdrawalObstacle["why"]): number => obstacles.filter((one) => one.why === why).length;

/** What stands in the way and what to do about it, one sentence or two for each kind. */
export function obstacleTexts(obstacles: readonly WithdrawalObstacle[], kind: GuidelineKind): string[] {
  const [withdrawn, notAsDeputy, counted, last] = [
    ...[obstaclesOf(obstacles, "withdrawn"), obstaclesOf(obstacles, "notAsDeputy")],
    ...[obstaclesOf(obstacles, "counted"), obstaclesOf(obstacles, "lastToAsk")],
  ] as const;
  const items = new Set(obstacles.flatMap((one) => (one.why === "lastToAsk" ? one.items : []))).size;
  return [
    ...(withdrawn === 0 ? [] : [`${withdrawn}枚は、すでに取り下げられています。除いてください。`]),
    ...(notAsDeputy === 0
      ? []
      : [
          `${notAsDeputy}枚は、代行としては取り下げられません。自分か、代行している役割の人が回答に関わった（今も、前にも）点検票か、先の順番の代行者が取り下げる点検票です。除くか、ほかの${OF_SHEETS}に頼んでください。`,
        ]),
    ...(counted === 0 ? [] : [`${counted}枚は、提出・受理されています。取り下げられるのは${OF_COUNTED}だけです。除くか、${OF_COUNTED}に頼んでください。`]),
    ...(last === 0
      ? []
      : [
          `${last}枚は、聞く点検票がほかにない${itemWord(kind)}を聞いています。取り下げると、${itemWord(kind)}${items}件に回答する人がいなくなります。${LAST_TO_ASK}`,
        ]),
  ];
}

/** 「点検票147枚（うち提出・受理7枚）を取り下げます。回答が1204件あります。」 */
export const withdrawalText = ({ sheets, answers, counted }: WithdrawalNumbers): string =>
  `点検票${sheets}枚${counted === 0 ? "" : `（うち提出・受理${counted}枚）`}を取り下げます。${answers === 0 ? "回答はまだありません。" : `回答が${answers}件あります。`}`;

/** Why one of them cannot be withdrawn, beside its name. */
export const OBSTACLE_WORDS = {
  withdrawn: "取下げ済み",
  notAsDeputy: "代行では取り下げられない",
  counted: `提出・受理（${OF_COUNTED}だけ）`,
  lastToAsk: "最後の点検票",
} as const satisfies Record<WithdrawalObstacle["why"], string>;

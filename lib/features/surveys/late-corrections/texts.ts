import type { LateCorrectionRecord } from "@/lib/features/surveys/late-corrections/queries";
import { dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";

/** 「訂正」, or 「提出」 where the operator had submitted nothing. */
export const lateWord = ({ afterVersion }: Pick<LateCorrectionRecord, "afterVersion">): string => (afterVersion === 0 ? "提出" : "訂正");

type Late = Pick<LateCorrectionRecord, "state" | "reason" | "untilOn" | "withdrawnReason" | "afterVersion">;

/** What it means for its operator, in one sentence. */
export function lateText(late: Late): string {
  const word = lateWord(late);
  switch (late.state) {
    case "waiting":
      return sentence`締め切られた後ですが、所管省庁が、${dayWithWeekday(late.untilOn)}まで、${word}を1回だけ受け付けます（理由：${late.reason}）。`;
    case "used":
      return `締切後に受け付けられた1回の${word}は、済んでいます。`;
    case "withdrawn":
      return sentence`締切後の受付は、所管省庁が取り消しました（理由：${late.withdrawnReason ?? ""}）。`;
    case "passed":
      return `締切後の受付は、${dayWithWeekday(late.untilOn)}に終わりました。`;
  }
}

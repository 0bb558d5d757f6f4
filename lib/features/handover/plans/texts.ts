import type { PlannedView } from "@/lib/features/handover/plans/view";
import type { OwnHandover, PlannedHandoverRow } from "@/lib/features/handover/record/schema";
import { confirmReasonText, HANDOVER_WORDS } from "@/lib/labels/handover-words";
import { dateTimeText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { inSentence, sentence } from "@/lib/labels/own-direction";
import { postTitle } from "@/lib/labels/words";

const HREF = "/operator/people";

/** The handover page with what was chosen before. */
export const changeHref = (personId: string): string => `${HREF}/${personId}/handover?plan=1`;

/** 「総務部 → 運用部」 */
const moveText = ({ departmentName, toDepartmentName }: PlannedHandoverRow): string =>
  toDepartmentName === null ? departmentName : sentence`${departmentName} → ${toDepartmentName}`;

export const plannedTitle = ({ personName, event }: Pick<PlannedHandoverRow, "personName" | "event">): string =>
  `${inSentence(personName)}さんの${HANDOVER_WORDS[event]}`;

export function plannedView(row: PlannedHandoverRow, mayManage: boolean): PlannedView {
  const toConfirm = row.state === "toConfirm";
  return {
    id: row.id,
    title: plannedTitle(row),
    toConfirm,
    stateText: toConfirm ? "確認が必要" : "予定",
    lines: [
      `効力日 ${dayWithWeekday(row.effectiveOn)}　${moveText(row)}`,
      ...row.successors.map((one) => `${postTitle(one)}の後任 ${inSentence(one.personName)}さん`),
      `${inSentence(row.confirmedByName)}さんが${dateTimeText(new Date(row.confirmedAt))}に決めました。`,
    ],
    reasons: row.reasons.map(confirmReasonText),
    ...{ personId: row.personId, personHref: `${HREF}/${row.personId}`, changeHref: changeHref(row.personId), mayManage },
    changeText: toConfirm ? "確かめて決め直す" : "予定を変える",
  };
}

/** 「12月1日（火）に、森田 健二さんから、情報セキュリティ責任者（旅客ターミナル部）を引き継ぐ予定です。」 */
export function ownHandoverText({ effectiveOn, part, event, personName, posts }: OwnHandover): string {
  const titles = posts.map(postTitle).join("、");
  if (part === "takesOver") return `${dayWithWeekday(effectiveOn)}に、${inSentence(personName)}さんから、${titles}を引き継ぐ予定です。`;
  const passing = titles === "" ? "" : `${titles}は、後任に移ります。`;
  return `${dayWithWeekday(effectiveOn)}に、あなたの${event === null ? "引継ぎ" : `${HANDOVER_WORDS[event]}の引継ぎ`}が予定されています。${passing}`;
}

import type { Deputy, DeputyState } from "@/lib/features/organisation/deputies/schema";
import type { DeputyView } from "@/lib/features/organisation/deputies/view";
import { dateText, dateTimeText, dayText } from "@/lib/labels/japanese-date";
import { ROLE_WORDS } from "@/lib/labels/words";

const STATE_WORDS = { planned: "これから", inForce: "代行中", over: "期間が終わった", ended: "終えた" } as const satisfies Record<DeputyState, string>;

/** 「情報セキュリティ責任者（総務部）」 */
export const postTitle = ({ role, departmentName, systemName }: Pick<Deputy, "role" | "departmentName" | "systemName">): string => {
  const place = departmentName ?? systemName;
  return place === null ? ROLE_WORDS[role] : `${ROLE_WORDS[role]}（${place}）`;
};

/** 「2026年12月1日から2026年12月31日まで」, or one day. */
export const periodText = ({ from, until }: Pick<Deputy, "from" | "until">): string =>
  from === until ? `${dayText(from)}だけ` : `${dayText(from)}から${dayText(until)}まで`;

function endedNote({ endedAt, endedByName, endedReason }: Deputy): readonly string[] {
  if (endedAt === null) return [];
  return [`終えた理由：${endedReason ?? ""}（${[endedByName, dateTimeText(new Date(endedAt))].filter((part) => part !== null).join("　")}）`];
}

export const deputyView = (deputy: Deputy, mayManage: boolean): DeputyView => ({
  id: deputy.id,
  post: postTitle(deputy),
  order: `${deputy.order}番目`,
  person: deputy.personName,
  href: `/operator/people/${deputy.personId}`,
  period: periodText(deputy),
  state: deputy.state,
  stateText: STATE_WORDS[deputy.state],
  notes: [`${deputy.reason}（${deputy.namedByName ?? ""}　${dateText(new Date(deputy.namedAt))}）`, ...endedNote(deputy)],
  endable: mayManage && (deputy.state === "planned" || deputy.state === "inForce"),
});

import type { Deputy, DeputyState } from "@/lib/features/organisation/deputies/schema";
import type { DeputyView } from "@/lib/features/organisation/deputies/view";
import { dateText, dateTimeText, dayText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { postTitle } from "@/lib/labels/words";

const STATE_WORDS = { planned: "これから", inForce: "代行中", over: "期間が終わった", ended: "終えた" } as const satisfies Record<DeputyState, string>;

/** 「2026年12月1日から2026年12月31日まで」, or one day. */
export const periodText = ({ from, until }: Pick<Deputy, "from" | "until">): string =>
  from === until ? `${dayText(from)}だけ` : `${dayText(from)}から${dayText(until)}まで`;

function endedNote({ endedAt, endedByName, endedReason }: Deputy): readonly string[] {
  if (endedAt === null) return [];
  const when = dateTimeText(new Date(endedAt));
  return [sentence`終えた理由：${endedReason ?? ""}（${endedByName === null ? when : sentence`${endedByName}　${when}`}）`];
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
  notes: [sentence`${deputy.reason}（${deputy.namedByName ?? ""}　${dateText(new Date(deputy.namedAt))}）`, ...endedNote(deputy)],
  endable: mayManage && (deputy.state === "planned" || deputy.state === "inForce"),
});

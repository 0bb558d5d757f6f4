import type { CycleChangeRecord, TitleAndDates } from "@/lib/features/cycles/changes/queries";
import { periodText } from "@/lib/labels/cycle-texts";
import { dateText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { actedBy } from "@/lib/labels/words";

const day = (of: string | undefined): string => (of === undefined ? "" : dayWithWeekday(of));
const period = ({ from = "", to = "" }: Partial<TitleAndDates>): string => periodText(from, to);

/** The text for respondents: 「回答の期限が2026年12月4日（金）から2026年12月11日（金）に変わりました（理由：…）」 */
export function changeText({ before, after, reason }: Pick<CycleChangeRecord, "before" | "after" | "reason">): string {
  const parts = [
    ...(after.title === undefined ? [] : [sentence`名前が「${before.title ?? ""}」から「${after.title}」`]),
    ...(after.from === undefined ? [] : [`期間が${period(before)}から${period(after)}`]),
    ...(after.dueOn === undefined ? [] : [`回答の期限が${day(before.dueOn)}から${day(after.dueOn)}`]),
  ];
  return sentence`${parts.join("、")}に変わりました（理由：${reason}）`;
}

/** The same with author and date, for those who oversee the cycle. */
export const signedChangeText = (change: CycleChangeRecord): string =>
  `${changeText(change)}　${dateText(change.at)}　${actedBy(change.byName, change.represented)}`;

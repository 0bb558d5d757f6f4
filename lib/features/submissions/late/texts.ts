import type { SurveyState } from "@/lib/domain/checking/state";
import type { WaitingLate } from "@/lib/features/submissions/late/queries";
import { lateWord } from "@/lib/features/surveys/late-corrections/texts";
import { CYCLES_HREF, cycleHref } from "@/lib/labels/cycle-texts";
import { dayText, dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

/** What an operator reads of a late correction that waits for it, and where it is made. */
export interface LateView {
  readonly id: string;
  readonly title: string;
  /** The last day, which neither title nor text says. */
  readonly until: string;
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

const STEPS = {
  planned: "点検票を配り、回答を集めて承認すると提出できます。",
  open: "回答を締め切り、承認すると提出できます。",
  reviewing: "承認すると提出できます。",
  approved: "提出する内容を確かめて、提出します。",
  submitted: "直すときは、回答の受付に戻して直し、承認し直して提出します。直すものがなければ、何もしなくてかまいません。",
  cancelled: "取りやめた回を元に戻し、回答を直して承認し直すと提出できます。",
} as const satisfies Record<NonNullable<WaitingLate["cycle"]>["state"], string>;

/** What stands on the first pages: what, until when, why, and how. */
export function lateView({ surveyId, surveyTitle, late, cycle }: WaitingLate): LateView {
  const step = cycle === null ? "点検の回を計画して配り、回答を集めて承認すると提出できます。" : sentence`${cycle.title}。${STEPS[cycle.state]}`;
  const word = lateWord(late);
  return {
    id: `late-${surveyId}`,
    title: sentence`「${surveyTitle}」の${word}を、1回だけ提出できます`,
    until: dayWithWeekday(late.untilOn),
    text: sentence`調査は締め切られていますが、所管省庁が受け付けます（理由：${late.reason}）。${step}`,
    ...(cycle?.state === "approved"
      ? { href: `${cycleHref(cycle.id, "submit")}?survey=${surveyId}`, button: "提出する内容を確かめる" }
      : { href: cycle === null ? CYCLES_HREF : cycleHref(cycle.id), button: "点検の回を見る" }),
  };
}

/** How long what is submitted can be corrected: a late submission is the only one. */
export const submittedUntil = ({ state, closesOn }: { readonly state: SurveyState; readonly closesOn: string }): string =>
  state === "open"
    ? `${UNDONE_UNTIL["cycle.submit"]}締切は${dayText(closesOn)}です。`
    : "締切後に1回だけ受け付けられている提出のため、提出したあとは提出し直せません。";

import type { CalledOperator } from "@/lib/features/surveys/calls/record";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { dayWithWeekday } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";

export const calledHref = (surveyId: string, operatorId: string, leaf: "take-out" | "late-correction"): string =>
  `${surveyHref(surveyId)}/operators/${operatorId}/${leaf}`;

/** The page before an operator is taken out of a survey. */
export interface TakingOutView {
  readonly surveyId: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly surveyTitle: string;
  readonly backHref: string;
  /** Why it cannot be taken out; null if it can. */
  readonly problem: string | null;
  readonly title: string;
  readonly dates: string;
  readonly follows: readonly string[];
}

/** `problem`: why it cannot be taken out; null if it can. */
export const takingOutView = ({ survey, operatorId, operatorName }: CalledOperator, problem: string | null): TakingOutView => ({
  ...{ surveyId: survey.id, operatorId, operatorName, surveyTitle: survey.title, backHref: surveyHref(survey.id), problem },
  title: sentence`${operatorName}を、調査の対象から外します`,
  dates: `締切は${dayWithWeekday(survey.closesOn)}。まだ提出はありません。`,
  follows: [
    ...(survey.state === "open" ? ["この事業者から調査が見えなくなり、提出できなくなります。理由は、事業者の提出の画面に出ます。"] : []),
    "提出のない事業者の数から除かれます。事業者の点検はそのまま続けられます。",
    "外した後も、調査を締め切るまでは、対象に加え直せます。",
  ],
});

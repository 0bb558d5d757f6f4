import { shownContent } from "@/lib/domain/checking/answer";
import type { AnswerCause } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerVersionView } from "@/lib/features/sheets/history/view";
import type { AnswerVersion } from "@/lib/features/sheets/record/schema";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { actedBy } from "@/lib/labels/words";

function causeWords(kind: GuidelineKind): Record<AnswerCause, string | null> {
  const item = itemWord(kind);
  const word = answerWord(kind, "notApplicable");
  return {
    answered: null,
    measureNotApplicable: `${item}が「${word}」になったため、回答を求めなくなりました。`,
    setAside: "ほかの回答と重なり、残さなかった回答です。",
    kept: "重なった回答のうち、こちらを残しました。",
    notCounted: `${item}を「${word}」として提出したため、この回答は数えません。回答はそのまま残っています。`,
    countedAgain: `${item}が「${word}」でなくなったため、この回答に戻りました。`,
  };
}

/** A version of an answer on a sheet of this kind, ready to print. `newest`: it is the one in force. */
export function versionView({ at, byName, represented, cause, ...answer }: AnswerVersion, newest: boolean, kind: GuidelineKind): AnswerVersionView {
  return {
    version: answer.version,
    ...shownContent(answer),
    byText: `${actedBy(byName ?? "回答した人の記録なし", represented)}　${dateTimeText(new Date(at))}`,
    causeText: causeWords(kind)[cause],
    present: newest,
  };
}

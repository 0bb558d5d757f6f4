import { saysTheSame, shownContent } from "@/lib/domain/checking/answer";
import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import type { AnswerCause } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerHistoryView, AnswerVersionView } from "@/lib/features/sheets/history/view";
import type { SheetRemark } from "@/lib/features/sheets/record/queries";
import type { AnswerVersion } from "@/lib/features/sheets/record/schema";
import { answerWord, itemWord } from "@/lib/labels/answer-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { actedBy } from "@/lib/labels/words";

function causeWords(kind: GuidelineKind): Record<AnswerCause, string | null> {
  const item = itemWord(kind);
  const word = answerWord(kind, "notApplicable");
  return {
    answered: null,
    copied: "前回の回答を写しました。確かめるまで、回答していないものとして数えます。",
    confirmed: "前回から写した回答を、このとおりで確かめました。",
    measureNotApplicable: `${item}が「${word}」になったため、回答を求めなくなりました。`,
    setAside: "ほかの回答と重なり、残さなかった回答です。",
    kept: "重なった回答のうち、こちらを残しました。",
    notCounted: `${item}を「${word}」として提出したため、この回答は数えません。回答はそのまま残っています。`,
    countedAgain: `${item}が「${word}」でなくなったため、この回答に戻りました。`,
  };
}

/** A version of an answer on a sheet of this kind, ready to print. `newest`: it is the one in force. `present`: the answer in force, if it can be changed. */
export function versionView(
  { at, byName, represented, cause, ...answer }: AnswerVersion,
  newest: boolean,
  kind: GuidelineKind,
  present: AnswerContent | null = null,
): AnswerVersionView {
  return {
    version: answer.version,
    ...shownContent(answer),
    byText: `${actedBy(byName ?? "回答した人の記録なし", represented)}　${dateTimeText(new Date(at))}`,
    causeText: causeWords(kind)[cause],
    present: newest,
    differs: present !== null && !saysTheSame(answer, present),
  };
}

/** The remarks on the item with every response, in the order of time. */
export const remarkEvents = (remarks: readonly SheetRemark[]): AnswerHistoryView["remarks"] =>
  remarks
    .flatMap(({ id, text, byName, represented, at, responses, withdrawn }) => [
      { at, key: id, title: "所見", text, byName, represented },
      ...responses.map((said, version) => ({
        ...said,
        key: `${id}-${String(version)}`,
        title: said.done ? "対応済み" : "対応済みを取り消しました",
        text: said.reply,
      })),
      ...(withdrawn === null ? [] : [{ ...withdrawn, key: `${id}-withdrawn`, title: "所見を取り下げました", text: null }]),
    ])
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ key, title, text, byName, represented, at }) => ({ key, title, text, byText: `${actedBy(byName, represented)}　${dateTimeText(at)}` }));

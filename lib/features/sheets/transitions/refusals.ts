import { countUncounted } from "@/lib/domain/checking/progress";
import type { SheetRefusal } from "@/lib/domain/checking/sheet";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { answerWord, itemWord } from "@/lib/labels/answer-words";

/** With the present numbers; those of uncounted answers only where there are any. */
function confirmationRefusal({ unanswered, unansweredExamples, uncounted }: Extract<SheetRefusal, { code: "confirmationNeeded" }>, kind: GuidelineKind) {
  const item = itemWord(kind);
  const total = countUncounted(uncounted);
  const measures = uncounted.map(({ measure, examples }) => ({ itemId: measure, examples: examples.length }));
  const parts = [
    ...(unanswered > 0 || total + unansweredExamples === 0 ? [`未回答の${item}が${unanswered}件あります。`] : []),
    ...(unansweredExamples > 0 ? [`未回答の具体例が${unansweredExamples}件あります。`] : []),
    ...(total > 0
      ? [
          `「${answerWord(kind, "notApplicable")}」の${item}${measures.length}件の具体例に、回答が${total}件あります。提出すると、この回答は数えません（消えません）。`,
        ]
      : []),
    "このまま提出するときは件数を確かめてください。",
  ];
  return refusal("confirmation_required", parts.join(""), {
    current: { unanswered, ...(unansweredExamples > 0 ? { unansweredExamples } : {}), ...(total > 0 ? { setAside: total, measures } : {}) },
  });
}

/** How a sheet of this kind refuses. */
const wordsOn = (kind: GuidelineKind) =>
  ({
    cycleNotOpen: () => refusal("wrong_state", "点検の受付が終わっているため、この操作はできません。"),
    wrongState: ({ state }) =>
      state === "notStarted"
        ? refusal("wrong_state", "まだ一つも回答していない点検票です。回答してから提出してください。", { current: { state } })
        : refusal("wrong_state", "点検票の状態が変わっています。画面を開き直して確かめてください。", { current: { state } }),
    confirmationNeeded: (cause) => confirmationRefusal(cause, kind),
    answersUnconfirmed: ({ answers }) => {
      const detail = `この点検票には回答が${answers}件あります。取り下げると、回答は続けられず、どの数値にも入りません。点検票は元に戻せません。回答の件数（${answers}）を確かめて、もう一度送ってください。`;
      return refusal("confirmation_required", detail, { current: { answers } });
    },
    reviewBegun: ({ remarks }) =>
      refusal("wrong_state", `確認が始まり、所見が${remarks}件書かれているため、提出を取り消せません。直したいときは、確認する人に差戻しを頼んでください。`, {
        current: { remarks },
      }),
    changedSince: () =>
      refusal("wrong_state", "差し戻した後に回答が直されたか、もう一度提出されたため、差戻しは取り消せません。提出し直されるのを待ってください。"),
    reasonMissing: ({ items }) =>
      refusal("reason_required", `「${answerWord(kind, "notApplicable")}」の理由がない項目が${items.length}件あります。理由を入力してから提出してください。`, {
        list: items,
      }),
  }) as const satisfies WordsFor<SheetRefusal>;

/** The refusal of what cannot be done with a sheet of this kind. */
export const sheetRefusal = <Cause extends SheetRefusal>(kind: GuidelineKind, cause: Cause) => inWords(wordsOn(kind), cause);

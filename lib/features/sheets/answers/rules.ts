import "server-only";
import { type AnswerRefusal, type CheckedAnswer, checkAnswer, countedStatus, shownContent } from "@/lib/domain/checking/answer";
import { type AnswerContent, type AnswerText, eachText } from "@/lib/domain/checking/answer-content";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { invalidField, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { cleanLines } from "@/lib/domain/shared/text";
import type { CurrentItem } from "@/lib/features/sheets/answers/queries";
import type { BatchBody, CurrentAnswer, SavedAnswer } from "@/lib/features/sheets/record/schema";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { answerWord } from "@/lib/labels/answer-words";

export type SentAnswer = BatchBody["answers"][number];

export interface Write extends CheckedAnswer {
  readonly itemId: string;
  readonly delta: number;
  /** A measure is no longer 該当なし (with or without its reason), so the answers to its examples come back. */
  readonly bringsBack: boolean;
  readonly cause: "answered" | "copied" | "confirmed";
  /** It begins to be a copy of the last round's answer, which is to be checked. */
  readonly copies: boolean;
}

const fieldName = (field: AnswerText, kind: GuidelineKind): string =>
  field === "reason" ? `${answerWord(kind, "notApplicable")}の${ANSWER_TEXT_WORDS[field]}` : ANSWER_TEXT_WORDS[field];

/** Who saves, on what kind of sheet, and how problems are named: `single` without `answers.0`. */
interface Saving {
  readonly single: boolean;
  readonly personId: string;
  readonly kind: GuidelineKind;
}

/** What the answer says to a reader, every part of it. */
const said = (answer: AnswerContent) => ({ ...shownContent(answer), copied: answer.copied ?? null });

/** `by`: who gave it, and the post that they represented. */
export const savedAnswer = (
  itemId: string,
  answer: Omit<CheckedAnswer, "changed">,
  by: Pick<CurrentItem, "byName" | "represented">,
  at: Date,
): SavedAnswer => ({
  itemId,
  ...said(answer),
  version: answer.version,
  savedAt: at.toISOString(),
  byName: by.byName ?? "",
  represented: by.represented,
  needsReason: answer.needsReason,
});

function answerRefusal(cause: AnswerRefusal, item: CurrentItem, path: string, { personId, kind }: Saving) {
  switch (cause.code) {
    case "staleVersion": {
      const current: CurrentAnswer = {
        itemId: item.itemId,
        ...said(item),
        version: cause.current,
        savedAt: item.answeredAt?.toISOString() ?? null,
        byName: item.byName ?? "",
        represented: item.represented,
        bySelf: item.answeredBy === personId,
      };
      return refusal("stale_version", "この項目は、ほかの画面か別の人が先に保存しています。どちらを残すか選んでください。", { current });
    }
    case "tooLong": {
      const message = `${fieldName(cause.field, kind)}は${cause.limit}文字までです（いま${cause.length}文字）。`;
      return invalidField(`${path}${cause.field}`, message);
    }
    case "brokenCharacter": {
      const message = `${fieldName(cause.field, kind)}に、壊れた文字（半分だけの文字）が入っています。打ち直してください。`;
      return invalidField(`${path}${cause.field}`, message);
    }
  }
}

/** Omitted texts stay, including the reason, in case the answer becomes 該当なし again; null or "" clears them. */
const kept = (sent: SentAnswer, item: CurrentItem) => ({
  ...eachText((text) => (sent[text] === undefined ? item[text] : sent[text])),
  copied: (sent.copied === undefined ? item.copied : sent.copied) ?? null,
});

/** Whether the answer ends a copy of the last round's answer without confirming it. */
export const givesUp = ({ status, copied }: SentAnswer, item: CurrentItem | undefined): boolean =>
  (item?.copied ?? null) !== null && (status ?? (copied === undefined ? item?.copied : copied)) !== item?.copied;

/**
 * The answer without the texts that came with the copy it gives up, those that still say what the last round's answer says. A remark
 * or evidence that it names is the respondent's own; a reason is not, because a form sends it with answers that do not show it.
 */
export const withoutCopied = (sent: SentAnswer, item: CurrentItem, last: AnswerContent): SentAnswer => {
  const own = (text: AnswerText): string | null => {
    const given = sent[text];
    if (given !== undefined && text !== "reason") return given;
    const cleaned = cleanLines((given === undefined ? item[text] : given) ?? "");
    return cleaned.ok && cleaned.value === last[text] ? null : given === undefined ? item[text] : given;
  };
  return { ...sent, ...eachText(own) };
};

/** Why the answer gets a version: what was copied is confirmed by giving the same answer. */
const causeOf = ({ status, copied }: CheckedAnswer, item: CurrentItem): Write["cause"] => {
  if (copied !== null) return "copied";
  return status !== null && status === item.copied ? "confirmed" : "answered";
};

/** The effects of saving a measure on other answers. */
function effectsOf({ kind, status: before, reason: reasonBefore }: CurrentItem, { status, reason }: CheckedAnswer): Pick<Write, "delta" | "bringsBack"> {
  if (kind !== "measure") return { delta: 0, bringsBack: false };
  const [was, is] = [countedStatus(kind, before, reasonBefore), countedStatus(kind, status, reason)];
  return { delta: Number(is !== null) - Number(was !== null), bringsBack: before === "notApplicable" && is !== "notApplicable" };
}

export const copyRefusal = (path: string, message: string) =>
  refusal("invalid_input", `前回の回答を写せませんでした。${message}`, { fields: [{ path, message }] });

/** Checks every answer of the person against what stands; the first that is refused refuses all. */
export function checkAll(
  answers: readonly SentAnswer[],
  items: ReadonlyMap<string, CurrentItem>,
  known: ReadonlySet<string>,
  saving: Saving,
): Result<Write[], Refusal<"item_not_asked" | "unknown_item" | "invalid_input"> | Refusal<"stale_version", CurrentAnswer>> {
  const writes: Write[] = [];
  for (const [index, answer] of answers.entries()) {
    const item = items.get(answer.itemId);
    const path = saving.single ? "" : `answers.${index}.`;
    if (!item) {
      const fields = [{ path: `${path}itemId`, message: answer.itemId }];
      if (known.has(answer.itemId)) return refused(refusal("item_not_asked", "この点検票で聞いていない項目です。", { fields }));
      return refused(refusal("unknown_item", "このガイドラインにない項目です。", { fields }));
    }
    if (writes.some(({ itemId }) => itemId === answer.itemId)) {
      return refused(refusal("invalid_input", "同じ項目が二度入っています。", { fields: [{ path: `${path}itemId`, message: answer.itemId }] }));
    }
    const sent = { ...answer, ...kept(answer, item) };
    const checked = checkAnswer(sent, item, item.version === null ? null : { ...item, version: item.version });
    if (!checked.ok) return refused(answerRefusal(checked.refusal, item, path, saving));
    const { copied } = checked.value;
    const copies = copied !== null && copied !== (item.copied ?? null);
    writes.push({ ...checked.value, itemId: answer.itemId, ...effectsOf(item, checked.value), cause: causeOf(checked.value, item), copies });
  }
  return granted(writes);
}

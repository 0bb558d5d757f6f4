import { ANSWER_PARTS, ANSWER_TEXTS, type AnswerContent, type AnswerText, contentOf, eachText } from "@/lib/domain/checking/answer-content";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { cleanLines, hasVisible } from "@/lib/domain/shared/text";

/** Maximum lengths of an answer's texts, in Unicode code points as they are saved. */
export const ANSWER_LIMITS = { reason: 1000, remark: 4000, evidence: 1000 } as const satisfies Record<AnswerText, number>;

/** Maximum length of a 所見, and of what a respondent replies to one. */
export const LONGEST_ITEM_REMARK = 2000;

export interface AnswerInput extends Partial<Readonly<Record<AnswerText, string | null | undefined>>> {
  readonly status: AnswerStatus | null;
  readonly copied?: AnswerStatus | null;
  /** The version that the writer saw; 0 for the first write. */
  readonly version: number;
}

export interface AnsweredItem {
  readonly kind: ItemKind;
}

export interface CheckedAnswer extends AnswerContent {
  readonly copied: AnswerStatus | null;
  /** The version after the write; the present one if nothing changes (0 without an answer). */
  readonly version: number;
  /** Whether it says something else than what is saved; if not, it makes no version. */
  readonly changed: boolean;
  /** Saved, but without the reason that 該当なし needs on a measure: counts as unanswered and prevents handing in. */
  readonly needsReason: boolean;
}

export type AnswerRefusal =
  | { readonly code: "staleVersion"; readonly current: number }
  | { readonly code: "tooLong"; readonly field: AnswerText; readonly limit: number; readonly length: number }
  | { readonly code: "brokenCharacter"; readonly field: AnswerText };

const checkText = (field: AnswerText, sent: string | null | undefined): Result<string | null, AnswerRefusal> => {
  const cleaned = cleanLines(sent ?? "");
  if (!cleaned.ok) return refused({ code: "brokenCharacter", field });
  const text = cleaned.value;
  if (!hasVisible(text)) return granted(null);
  const length = [...text].length;
  const limit = ANSWER_LIMITS[field];
  return length > limit ? refused({ code: "tooLong", field, limit, length }) : granted(text);
};

/** Whether the answer is 該当なし on a measure without the reason it needs (docs/design.md 3). */
export const needsReason = (kind: ItemKind, status: AnswerStatus | null, reason: string | null): boolean =>
  kind === "measure" && status === "notApplicable" && !hasVisible(reason);

/** The reason if the answer is 該当なし. A reason of an earlier 該当なし stays stored, but does not belong to another answer. */
export const shownReason = <Reason extends string | null>(status: AnswerStatus | null, reason: Reason): Reason | null =>
  status === "notApplicable" ? reason : null;

/** What the answer says to a reader; a copied 該当なし has its reason with it. */
export const shownContent = (answer: AnswerContent): AnswerContent => ({
  ...contentOf(answer),
  reason: shownReason(answer.status ?? answer.copied ?? null, answer.reason),
});

/** The lines of the evidence without their order and the spaces around them: each names one document or record. */
const namedIn = (evidence: string | null): string =>
  (evidence ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .sort()
    .join("\n");

/**
 * Whether two answers say the same to a reader. In: answers as they are saved. A reason counts for 該当なし only, and the evidence
 * is a set of documents.
 */
export const saysTheSame = (one: AnswerContent, other: AnswerContent): boolean => {
  const [first, second] = [shownContent(one), shownContent(other)];
  return ANSWER_PARTS.every((part) =>
    part === "evidence" ? namedIn(first[part]) === namedIn(second[part]) : (first[part] ?? null) === (second[part] ?? null),
  );
};

/** The answer as progress and tallies count it: null while it lacks its reason. */
export const countedStatus = (kind: ItemKind, status: AnswerStatus | null, reason: string | null): AnswerStatus | null =>
  needsReason(kind, status, reason) ? null : status;

/** The saved answer, with its version. */
export type SavedContent = AnswerContent & { readonly version: number };

/**
 * An answer as it will be saved (docs/design.md 3 and 9). In: the request, the item, and the saved answer (null if there is
 * none). Out: texts as they are kept (docs/design.md 10), null without anything to see; the next version, or the present one if
 * it says the same as what is saved, which then stays as it is (but a reason that no reader sees now is kept for 該当なし); and
 * whether it still needs a reason. It affects this item alone: people often save before they are finished, so the effect of
 * 該当なし on a measure's examples waits until the sheet is handed in (`handIn`). Refused: a version other than the saved one
 * (0 for the first write); a text over its limit in `ANSWER_LIMITS`; half a character.
 */
export const checkAnswer = (input: AnswerInput, item: AnsweredItem, current: SavedContent | null): Result<CheckedAnswer, AnswerRefusal> => {
  const version = current?.version ?? 0;
  if (input.version !== version) return refused({ code: "staleVersion", current: version });
  const texts = eachText((): string | null => null);
  for (const field of ANSWER_TEXTS) {
    const text = checkText(field, input[field]);
    if (!text.ok) return text;
    texts[field] = text.value;
  }
  const sent = { status: input.status, ...texts, copied: input.status === null ? (input.copied ?? null) : null };
  const changed = current === null ? ANSWER_PARTS.some((part) => sent[part] !== null) : !saysTheSame(sent, current);
  const content = changed || current === null ? sent : { ...sent, ...contentOf(current), copied: sent.copied, reason: sent.reason ?? current.reason };
  return granted({ ...content, version: changed ? version + 1 : version, changed, needsReason: needsReason(item.kind, content.status, content.reason) });
};

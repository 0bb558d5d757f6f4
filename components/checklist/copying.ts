import { type AnswerText, eachText } from "@/lib/domain/checking/answer-content";
import { hasVisible } from "@/lib/domain/shared/text";
import type { AnswerDraft } from "@/lib/features/sheets/queue/entry";
import type { Asked } from "./card-outline";

const orOwn = (own: string, previous: string): string => (hasVisible(own) ? own : previous);

/** Fills in last time's remark and evidence where nothing was written yet; never replaces existing text. */
export const withTexts = (draft: AnswerDraft, { remark, evidence }: Pick<AnswerDraft, "remark" | "evidence">): AnswerDraft => ({
  ...draft,
  remark: orOwn(draft.remark, remark),
  evidence: orOwn(draft.evidence, evidence),
});

/** The last round's answer, to be confirmed; a text that the respondent has already written stays. Null if there is none to copy. */
export function copyOf({ previous }: Pick<Asked, "previous">, draft: AnswerDraft): AnswerDraft | null {
  if (!previous?.copyable || previous.status === null || draft.status !== null || draft.copied) return null;
  return { ...withTexts(draft, previous), copied: previous.status, reason: orOwn(draft.reason, previous.reason) };
}

/** 「このとおりで確かめた」; null if nothing waits for it. */
export const confirmed = (draft: AnswerDraft): AnswerDraft | null => (draft.copied ? { ...draft, status: draft.copied, copied: null } : null);

/** 「写すのをやめる」: the copied texts go too, what was written by hand stays. */
export function uncopied({ previous }: Pick<Asked, "previous">, draft: AnswerDraft): AnswerDraft {
  const own = (text: AnswerText): string => (draft[text] === previous?.[text] ? "" : draft[text]);
  return { status: null, copied: null, ...eachText(own) };
}

/** With a status, a copy ends: the same one confirms it, and another one gives it up. */
export const settled = (item: Pick<Asked, "previous">, draft: AnswerDraft): AnswerDraft =>
  !draft.status || !draft.copied ? draft : { ...(draft.status === draft.copied ? draft : uncopied(item, draft)), status: draft.status, copied: null };

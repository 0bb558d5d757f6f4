import type { AnswerStatus } from "@/lib/domain/checking/state";

/** The texts that an answer may have beside its status. */
export const ANSWER_TEXTS = ["reason", "remark", "evidence"] as const;
export type AnswerText = (typeof ANSWER_TEXTS)[number];

/** All that an answer says; the columns of the database have these names too. */
export const ANSWER_PARTS = ["status", ...ANSWER_TEXTS, "copied"] as const;

/**
 * What an answer says. Without a status it is cleared, or was never given; a text that is not there is null, in a form "".
 * `copied`: the status of the last round's answer that was copied with its texts and is not confirmed yet. It is no status, so
 * that nothing that counts can take it for one (ADR 0043); with a status there is none. Absent from what earlier code stored.
 */
export type AnswerContent<Text = string | null> = { readonly status: AnswerStatus | null; readonly copied?: AnswerStatus | null } & Readonly<
  Record<AnswerText, Text>
>;

/** One value for each text. */
export const eachText = <Value>(of: (text: AnswerText) => Value): Record<AnswerText, Value> => ({
  reason: of("reason"),
  remark: of("remark"),
  evidence: of("evidence"),
});

/** Only what an answer says, of anything that also says when and by whom it was saved. */
export const contentOf = <Text>(answer: AnswerContent<Text>): AnswerContent<Text> & { readonly copied: AnswerStatus | null } => ({
  status: answer.status,
  ...eachText((text) => answer[text]),
  copied: answer.copied ?? null,
});

/** What an answer says to its readers: nothing yet, where the last round's was only copied. Only who answers sees the copy itself. */
export const confirmedContent = (answer: AnswerContent): AnswerContent =>
  (answer.copied ?? null) === null ? contentOf(answer) : { status: null, ...eachText(() => null), copied: answer.copied ?? null };

/** What an answer says, as a form holds it. */
export const inForm = (answer: AnswerContent): AnswerContent<string> & { readonly copied: AnswerStatus | null } => ({
  status: answer.status,
  ...eachText((text) => answer[text] ?? ""),
  copied: answer.copied ?? null,
});

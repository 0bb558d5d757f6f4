import type { AnswerStatus } from "@/lib/domain/checking/state";

/** The texts that an answer may have beside its status. */
export const ANSWER_TEXTS = ["reason", "remark", "evidence"] as const;
export type AnswerText = (typeof ANSWER_TEXTS)[number];

/** All that an answer says; the columns of the database have these names too. */
export const ANSWER_PARTS = ["status", ...ANSWER_TEXTS] as const;

/** What an answer says. Without a status it is cleared, or was never given; a text that is not there is null, in a form "". */
export type AnswerContent<Text = string | null> = { readonly status: AnswerStatus | null } & Readonly<Record<AnswerText, Text>>;

/** One value for each text. */
export const eachText = <Value>(of: (text: AnswerText) => Value): Record<AnswerText, Value> => ({
  reason: of("reason"),
  remark: of("remark"),
  evidence: of("evidence"),
});

/** Only what an answer says, of anything that also says when and by whom it was saved. */
export const contentOf = <Text>(answer: AnswerContent<Text>): AnswerContent<Text> => ({ status: answer.status, ...eachText((text) => answer[text]) });

/** What an answer says, as a form holds it. */
export const inForm = (answer: AnswerContent): AnswerContent<string> => ({ status: answer.status, ...eachText((text) => answer[text] ?? "") });

import type { AnswerText } from "@/lib/domain/checking/answer-content";

/** The words for the texts of an answer. Not beside those of its status, which the browser loads. */
export const ANSWER_TEXT_WORDS = { reason: "理由", remark: "備考", evidence: "根拠" } as const satisfies Record<AnswerText, string>;

import type { AcceptanceNumbers } from "@/lib/domain/checking/acceptance";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord, answerWordOver } from "@/lib/labels/answer-words";
import { UNDONE_UNTIL } from "@/lib/labels/undone-until";

/** What an accepting is, wherever one is offered. */
export const ACCEPTING_MEANS = "受理は「回答のとおりと認める」ことで、よい・悪いの判定ではありません。";

/** Beside the button that accepts one sheet. */
export const acceptingText = (kind: GuidelineKind): string =>
  `${answerWord(kind, "notImplemented")}・${answerWord(kind, "partial")}があっても受理できます。${ACCEPTING_MEANS}${UNDONE_UNTIL["sheet.accept"]}`;

/** 「未回答6件、未実施3件、一部実施5件、該当なし2件（うち理由の足りないもの1件）、根拠のない実施4件」; null if there is nothing of these. */
export function lookedAtText(numbers: AcceptanceNumbers, kinds: readonly GuidelineKind[]): string | null {
  const word = (status: AnswerStatus): string => answerWordOver(kinds, status);
  const { unanswered, notImplemented, partial, notApplicable, withoutReason, withoutEvidence } = numbers;
  const parts = [
    ...(unanswered === 0 ? [] : [`未回答${unanswered}件`]),
    ...(notImplemented === 0 ? [] : [`「${word("notImplemented")}」${notImplemented}件`]),
    ...(partial === 0 ? [] : [`「${word("partial")}」${partial}件`]),
    ...(notApplicable === 0
      ? []
      : [`「${word("notApplicable")}」${notApplicable}件${withoutReason === 0 ? "" : `（うち理由の足りないもの${withoutReason}件）`}`]),
    ...(withoutEvidence === 0 ? [] : [`根拠のない「${word("implemented")}」${withoutEvidence}件`]),
  ];
  return parts.length === 0 ? null : parts.join("、");
}

import type { AcceptanceNumbers } from "@/lib/domain/checking/acceptance";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWordOver } from "@/lib/labels/answer-words";

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

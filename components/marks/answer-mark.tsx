import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord } from "@/lib/labels/answer-words";
import { Icon } from "../ui/icon";

/** ○△×－ and the broken square, with the word beside it or only for screen readers. */
export function AnswerMark({
  kind,
  status,
  wordless = false,
}: {
  readonly kind: GuidelineKind;
  readonly status: AnswerStatus | null;
  readonly wordless?: boolean;
}) {
  const word = answerWord(kind, status);
  return (
    <span className="answer-mark" data-answer={status ?? "unanswered"}>
      <Icon name={status ?? "unanswered"} />
      {wordless ? <span className="sr-only">{word}</span> : word}
    </span>
  );
}

"use client";

import { ANSWER_STATUSES, type AnswerStatus } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import { answerWord } from "@/lib/labels/answer-words";
import { Icon } from "../ui/icon";

/** The four answers as radios. `look`: tiles on a card, or one joined row at an example. */
export function AnswerChoices({
  look,
  kind,
  status,
  copied = null,
  onChoose,
}: {
  readonly look: "tiles" | "row";
  readonly kind: GuidelineKind;
  readonly status: AnswerStatus | null;
  /** Copied from the last round, unconfirmed. */
  readonly copied?: AnswerStatus | null;
  readonly onChoose: (status: AnswerStatus) => void;
}) {
  return (
    <div className={look === "tiles" ? "answer-choices" : "answer-segments"}>
      {ANSWER_STATUSES.map((one, index) => (
        <label key={one} data-answer={one} data-copied={copied === one || undefined}>
          <input type="radio" name="status" value={one} checked={status === one} onChange={() => onChoose(one)} />
          <Icon name={one} />
          <span>
            {answerWord(kind, one)}
            {copied === one ? <span className="copied-mark">前回</span> : null}
          </span>
          {look === "tiles" ? <kbd aria-hidden="true">{index + 1}</kbd> : null}
        </label>
      ))}
    </div>
  );
}

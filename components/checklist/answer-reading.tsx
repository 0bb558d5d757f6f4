import type { ReactNode } from "react";
import { UserText } from "@/components/ui/user-text";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { ItemCardView } from "@/lib/features/sheets/cards/view";
import { asKept, draftOf, EMPTY_DRAFT } from "@/lib/features/sheets/queue/entry";
import { AnswerMark } from "../marks/answer-mark";
import { EvidenceLines } from "./evidence-lines";
import { PreviousAnswer } from "./previous-answer";

/** The answer of a card that cannot be changed. */
export function AnswerReading({
  card: { answer, previous },
  kind,
}: {
  readonly card: Pick<ItemCardView, "answer" | "previous">;
  readonly kind: GuidelineKind;
}) {
  const { status, reason, remark, evidence } = asKept(answer === null ? EMPTY_DRAFT : draftOf(answer));
  return (
    <>
      <div className="row">
        <AnswerMark kind={kind} status={status} />
        {previous ? (
          <div className="previous-answer ml-auto">
            <PreviousAnswer kind={kind} previous={previous} />
          </div>
        ) : null}
      </div>
      <dl className="item-brief">
        {reason ? (
          <Line term="理由">
            <UserText>{reason}</UserText>
          </Line>
        ) : null}
        {remark ? (
          <Line term="備考">
            <UserText>{remark}</UserText>
          </Line>
        ) : null}
        {evidence ? (
          <Line term="根拠">
            <EvidenceLines text={evidence} />
          </Line>
        ) : null}
      </dl>
    </>
  );
}

function Line({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

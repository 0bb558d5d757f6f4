"use client";

import type { ReactNode } from "react";
import { UserText } from "@/components/ui/user-text";
import type { PreviousAnswerView } from "@/lib/features/sheets/cards/view";
import { type AnswerDraft, asKept } from "@/lib/features/sheets/queue/entry";
import { AnswerMark } from "../marks/answer-mark";
import { useChecklist } from "./checklist-context";
import { EvidenceLines } from "./evidence-lines";
import { PreviousAnswer } from "./previous-answer";

/** A read-only answer. */
export function AnswerReading({ draft, previous }: { readonly draft: AnswerDraft; readonly previous: PreviousAnswerView | null }) {
  const { kind } = useChecklist();
  const { reason } = asKept(draft);
  return (
    <>
      <div className="row">
        <AnswerMark kind={kind} status={draft.status} />
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
        {draft.remark ? (
          <Line term="備考">
            <UserText>{draft.remark}</UserText>
          </Line>
        ) : null}
        {draft.evidence ? (
          <Line term="根拠">
            <EvidenceLines text={draft.evidence} />
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

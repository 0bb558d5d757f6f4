"use client";

import { useState } from "react";
import { GUIDELINE_KINDS } from "@/lib/domain/guideline/edition";
import { asKept, type QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { answerWordOver } from "@/lib/labels/answer-words";
import { heldWords } from "@/lib/labels/held-words";
import { DiscardButton } from "../checklist/discard-button";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-text";

/** The answers that the server refused, to be read and copied. Loaded when there are any. */
export function HeldAnswers({
  entries,
  onRetry,
  onDiscard,
}: {
  readonly entries: readonly QueuedAnswer[];
  readonly onRetry: (key: string) => void;
  readonly onDiscard: (key: string) => void;
}) {
  return (
    <details className="held-answers">
      <summary className="page-width">送れなかった回答が {entries.length}件 あります。内容はこの端末に残っています</summary>
      <ul className="page-width">
        {entries.map((entry) => (
          <HeldAnswer key={entry.key} entry={entry} onRetry={() => onRetry(entry.key)} onDiscard={() => onDiscard(entry.key)} />
        ))}
      </ul>
    </details>
  );
}

function HeldAnswer({ entry, onRetry, onDiscard }: { readonly entry: QueuedAnswer; readonly onRetry: () => void; readonly onDiscard: () => void }) {
  const [copied, setCopied] = useState(false);
  const text = answerText(entry);
  const why = entry.problem?.kind === "held" ? heldWords(entry.problem.code) : null;
  return (
    <li>
      <b>{entry.label}</b>
      <p>{why ?? (entry.problem?.kind === "invalid" ? entry.problem.message : null)}</p>
      <textarea className="input" readOnly rows={3} value={text} aria-label={`${entry.label}の回答`} />
      <div className="row">
        <Button size="small" onClick={() => void copyText(text).then(setCopied)}>
          {copied ? "コピーしました" : "コピーする"}
        </Button>
        <Button size="small" onClick={onRetry}>
          もう一度送る
        </Button>
        <DiscardButton onDiscard={onDiscard} />
      </div>
    </li>
  );
}

function answerText(entry: QueuedAnswer): string {
  const { status, reason, remark, evidence } = asKept(entry.draft);
  return [
    `回答：${answerWordOver(entry.kind ? [entry.kind] : GUIDELINE_KINDS, status)}`,
    reason && `理由：${reason}`,
    remark && `備考：${remark}`,
    evidence && `根拠：${evidence}`,
  ]
    .filter(Boolean)
    .join("\n");
}

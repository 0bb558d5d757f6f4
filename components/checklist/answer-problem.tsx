"use client";

import { answerKey } from "@/lib/features/sheets/queue/entry";
import { heldWords } from "@/lib/labels/held-words";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useChecklist } from "./checklist-context";
import { ConflictPanel } from "./conflict-panel";
import { DiscardButton } from "./discard-button";

/** Why this item's change has not reached the server, and what the respondent can do about it. */
export default function AnswerProblem({ itemId }: { readonly itemId: string }) {
  const { accountId, sheetId, snapshot, queue } = useChecklist();
  const entry = snapshot.entries.get(answerKey({ accountId, sheetId, itemId }));
  if (!entry?.problem) return null;
  switch (entry.problem.kind) {
    case "conflict":
      return <ConflictPanel entry={entry} current={entry.problem.current} />;
    case "invalid":
      return (
        <Notice tone="mistake" title="この内容では保存できません">
          <p>{entry.problem.message}</p>
        </Notice>
      );
    case "held":
      return (
        <Notice title="この回答は送れませんでした。内容はこの端末に残っています">
          <p>{heldWords(entry.problem.code)}</p>
          <p className="row mt-2">
            <Button size="small" onClick={() => void queue?.retry(entry.key)}>
              もう一度送る
            </Button>
            <DiscardButton onDiscard={() => void queue?.discard(entry.key)} />
          </p>
        </Notice>
      );
  }
}

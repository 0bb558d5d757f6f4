"use client";

import { DiscardButton } from "../checklist/discard-button";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { OthersUnsent } from "../shell/others-unsent";
import { Button } from "../ui/button";
import { Panel } from "../ui/panel";

/** The answers that wait in this browser: the own ones can be sent and removed, of others' there is only the number. */
export function UnsentPanel({ accountId }: { readonly accountId: string }) {
  const { queue, snapshot } = useAnswerQueue(accountId);
  const keys = [...snapshot.entries.keys()];
  return (
    <Panel id="unsent" title="この端末に残っている回答">
      <div className="stack gap-3">
        {keys.length === 0 ? (
          <p>あなたの送っていない回答はありません。</p>
        ) : (
          <>
            <p>あなたの送っていない回答が{keys.length}件あります。</p>
            <div className="row">
              <Button size="small" onClick={() => void queue?.flush()}>
                いま送る
              </Button>
              <DiscardButton onDiscard={() => void queue?.discardAll(keys)} />
            </div>
          </>
        )}
        <OthersUnsent accountId={accountId} />
      </div>
    </Panel>
  );
}

"use client";

import { useState, useSyncExternalStore } from "react";
import { DiscardButton } from "../checklist/discard-button";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { forgetSeen, sheetsSeen } from "../review/seen-marks";
import { OthersUnsent } from "../shell/others-unsent";
import { Button } from "../ui/button";
import { Panel } from "../ui/panel";

/** What this browser has of the account: its unsent answers and its marks can be removed, of others' answers there is only the number. */
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
        <SeenSheets accountId={accountId} />
        <OthersUnsent accountId={accountId} />
      </div>
    </Panel>
  );
}

const never = () => () => undefined;

/** The marks of what the account has seen of sheets that it reviews. */
function SeenSheets({ accountId }: { readonly accountId: string }) {
  const [removed, setRemoved] = useState(false);
  const kept = useSyncExternalStore(
    never,
    () => sheetsSeen(accountId),
    () => 0,
  );
  if (removed) return <p role="status">「見た」の目印を、この端末から消しました。</p>;
  if (kept === 0) return null;
  const remove = () => {
    forgetSeen(accountId);
    setRemoved(true);
  };
  return (
    <div className="row">
      <p>確認した点検票{kept}枚に、「見た」の目印が残っています。</p>
      <Button size="small" onClick={remove}>
        「見た」の目印を消す
      </Button>
    </div>
  );
}

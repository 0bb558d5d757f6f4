"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { forgetSeen } from "../review/seen-marks";
import { Button } from "../ui/button";

/**
 * Asks what to do with the answers of this browser that could not be sent: on a shared computer they would stay, bound to their
 * account. Leaves at once if there are none. Loaded when it is needed.
 */
export function SignOutQuestion({ accountId, onLeave, onStay }: { readonly accountId: string; readonly onLeave: () => void; readonly onStay: () => void }) {
  const { queue } = useAnswerQueue(accountId);
  const dialog = useRef<HTMLDialogElement>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(true);

  const answer = (unsent: readonly QueuedAnswer[]) => {
    setBusy(false);
    setLeft(unsent.map(({ key }) => key));
    if (unsent.length === 0) onLeave();
    else if (!dialog.current?.open) dialog.current?.showModal();
  };
  const answered = useEffectEvent(answer);
  useEffect(() => {
    void queue?.unsent().then((unsent) => answered(unsent));
  }, [queue]);

  const remove = () => {
    forgetSeen(accountId);
    void queue?.discardAll(left).then(onLeave);
  };
  const count = `${String(left.length)}件`;
  return (
    <dialog className="dialog" id="sign-out" ref={dialog} aria-labelledby="sign-out-title" onClose={onStay}>
      <div className="stack gap-3">
        <h2 className="heading-2" id="sign-out-title">
          送っていない回答が{count}あります
        </h2>
        <p>残した回答は、あなたが次にこの端末でサインインすると送られます。ほかの人は、見ることも、送ることも、消すこともできません。</p>
        <Button
          rank="primary"
          onClick={() => {
            setBusy(true);
            void queue?.unsent().then(answer);
          }}
        >
          送ってからサインアウトする
        </Button>
        <p role="status">{busy ? "送っています…" : ""}</p>
        <Button onClick={onLeave}>{count}を残してサインアウトする</Button>
        <Button onClick={remove}>{count}をこの端末から消してサインアウトする（元に戻せません）</Button>
        <Button onClick={() => dialog.current?.close()}>サインアウトしない</Button>
      </div>
    </dialog>
  );
}

"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { QueuedAnswer } from "@/lib/features/sheets/queue/entry";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { forgetSeen } from "../review/seen-marks";
import { Button } from "../ui/button";
import { forgetReplies, keptReplies } from "./kept-replies";

/** 「回答が2件、所見への返事が1件」 */
const inWords = (answers: number, replies: number): string =>
  [answers > 0 ? `回答が${String(answers)}件` : "", replies > 0 ? `所見への返事が${String(replies)}件` : ""].filter(Boolean).join("、");

/**
 * Asks what to do with the answers of this browser that could not be sent, and with the replies to remarks that were not: on a shared
 * computer they would stay, bound to their account. Leaves at once if there are none. Loaded when it is needed.
 */
export function SignOutQuestion({ accountId, onLeave, onStay }: { readonly accountId: string; readonly onLeave: () => void; readonly onStay: () => void }) {
  const { queue } = useAnswerQueue(accountId);
  const dialog = useRef<HTMLDialogElement>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [replies, setReplies] = useState(0);
  const [busy, setBusy] = useState(true);

  const answer = (unsent: readonly QueuedAnswer[]) => {
    setBusy(false);
    setLeft(unsent.map(({ key }) => key));
    const kept = keptReplies(accountId).length;
    setReplies(kept);
    if (unsent.length + kept === 0) onLeave();
    else if (!dialog.current?.open) dialog.current?.showModal();
  };
  const answered = useEffectEvent(answer);
  useEffect(() => {
    void queue?.unsent().then((unsent) => answered(unsent));
  }, [queue]);

  const remove = () => {
    forgetSeen(accountId);
    forgetReplies(accountId);
    void queue?.discardAll(left).then(onLeave);
  };
  const count = `${String(left.length + replies)}件`;
  return (
    <dialog className="dialog" id="sign-out" ref={dialog} aria-labelledby="sign-out-title" onClose={onStay}>
      <div className="stack gap-3">
        <h2 className="heading-2" id="sign-out-title">
          送っていない{inWords(left.length, replies)}あります
        </h2>
        {left.length === 0 ? null : (
          <>
            <p>残した回答は、あなたが次にこの端末でサインインすると送られます。ほかの人は、見ることも、送ることも、消すこともできません。</p>
            <Button
              rank="primary"
              onClick={() => {
                setBusy(true);
                void queue?.unsent().then(answer);
              }}
            >
              {replies === 0 ? "送ってからサインアウトする" : "回答を送る"}
            </Button>
          </>
        )}
        {replies === 0 ? null : (
          <p>
            返事は、所見のところで押すと送られます（<a href="/checks">点検票</a>
            から）。残すと、このタブを閉じるまで残り、あなたがこのタブでサインインすると送れます。ほかの人には見えません。
          </p>
        )}
        <p role="status">{busy ? "送っています…" : ""}</p>
        <Button onClick={onLeave}>{count}を残してサインアウトする</Button>
        <Button onClick={remove}>{count}をこの端末から消してサインアウトする（元に戻せません）</Button>
        <Button onClick={() => dialog.current?.close()}>サインアウトしない</Button>
      </div>
    </dialog>
  );
}

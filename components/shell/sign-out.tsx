"use client";

import { type SubmitEvent, useRef, useState } from "react";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

/**
 * Signs out. While this browser has answers that could not be sent, it asks first: on a shared computer they would stay, bound
 * to their account. Without a script, or before it came, they stay.
 */
export function SignOut({ accountId, action }: { readonly accountId: string; readonly action: (form: FormData) => void | Promise<void> }) {
  const { queue } = useAnswerQueue(accountId);
  const form = useRef<HTMLFormElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const passes = useRef(false);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);

  const leave = () => {
    dialog.current?.close();
    passes.current = true;
    form.current?.requestSubmit();
  };
  const leaveOnceSent = async () => {
    setBusy(true);
    const keys = ((await queue?.unsent()) ?? []).map(({ key }) => key);
    setBusy(false);
    setLeft(keys);
    if (keys.length === 0) leave();
    else if (!dialog.current?.open) dialog.current?.showModal();
  };
  const ask = (event: SubmitEvent) => {
    if (passes.current || queue === null) return;
    event.preventDefault();
    if (!busy) void leaveOnceSent();
  };
  const count = `${String(left.length)}件`;
  return (
    <>
      <form ref={form} action={action} onSubmit={ask} aria-busy={busy}>
        <Button type="submit" size="small">
          サインアウト
        </Button>
      </form>
      <Dialog id="sign-out" ref={dialog} title={`送っていない回答が${count}あります`}>
        <div className="stack gap-3">
          <p>残した回答は、あなたが次にこの端末でサインインすると送られます。ほかの人は、見ることも、送ることも、消すこともできません。</p>
          <Button rank="primary" onClick={() => void leaveOnceSent()}>
            送ってからサインアウトする
          </Button>
          <p role="status">{busy ? "送っています…" : ""}</p>
          <Button onClick={leave}>{count}を残してサインアウトする</Button>
          <Button onClick={() => void queue?.discardAll(left).then(leave)}>{count}をこの端末から消してサインアウトする（元に戻せません）</Button>
        </div>
      </Dialog>
    </>
  );
}

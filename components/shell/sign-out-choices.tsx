"use client";

import { useEffect, useRef } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

/** What to do with the unsent answers of a visitor who signs out. Loaded when it is needed. */
export function SignOutChoices({
  left,
  busy,
  onSend,
  onKeep,
  onRemove,
  onClose,
}: {
  readonly left: number;
  readonly busy: boolean;
  readonly onSend: () => void;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.addEventListener("close", onClose);
    return () => shown?.removeEventListener("close", onClose);
  }, [onClose]);
  const count = `${String(left)}件`;
  return (
    <Dialog id="sign-out" ref={dialog} title={`送っていない回答が${count}あります`}>
      <div className="stack gap-3">
        <p>残した回答は、あなたが次にこの端末でサインインすると送られます。ほかの人は、見ることも、送ることも、消すこともできません。</p>
        <Button rank="primary" onClick={onSend}>
          送ってからサインアウトする
        </Button>
        <p role="status">{busy ? "送っています…" : ""}</p>
        <Button onClick={onKeep}>{count}を残してサインアウトする</Button>
        <Button onClick={onRemove}>{count}をこの端末から消してサインアウトする（元に戻せません）</Button>
      </div>
    </Dialog>
  );
}

"use client";

import { type SubmitEvent, useCallback, useRef, useState } from "react";
import { useAnswerQueue } from "../checklist/use-answer-queue";
import { Button } from "../ui/button";
import type { SignOutChoices } from "./sign-out-choices";

/**
 * Signs out. While this browser has answers that could not be sent, it asks first: on a shared computer they would stay, bound
 * to their account. Without a script, or before it came, they stay.
 */
export function SignOut({ accountId, action }: { readonly accountId: string; readonly action: (form: FormData) => void | Promise<void> }) {
  const { queue } = useAnswerQueue(accountId);
  const form = useRef<HTMLFormElement>(null);
  const passes = useRef(false);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [choices, setChoices] = useState<{ readonly Shown: typeof SignOutChoices } | "unreachable" | null>(null);
  const close = useCallback(() => setChoices(null), []);

  const leave = () => {
    passes.current = true;
    form.current?.requestSubmit();
  };
  const leaveOnceSent = async () => {
    setBusy(true);
    const keys = ((await queue?.unsent()) ?? []).map(({ key }) => key);
    setBusy(false);
    setLeft(keys);
    if (keys.length === 0) return leave();
    const loaded = await import("./sign-out-choices").catch(() => null);
    setChoices(loaded ? { Shown: loaded.SignOutChoices } : "unreachable");
  };
  const ask = (event: SubmitEvent) => {
    if (passes.current || queue === null) return;
    event.preventDefault();
    if (!busy) void leaveOnceSent();
  };
  return (
    <>
      <form ref={form} action={action} onSubmit={ask} aria-busy={busy}>
        <Button type="submit" size="small">
          サインアウト
        </Button>
      </form>
      {choices === "unreachable" ? <p role="alert">つながってからサインアウトしてください。</p> : null}
      {choices === null || choices === "unreachable" ? null : (
        <choices.Shown
          left={left.length}
          busy={busy}
          onSend={() => void leaveOnceSent()}
          onKeep={leave}
          onRemove={() => void queue?.discardAll(left).then(leave)}
          onClose={close}
        />
      )}
    </>
  );
}

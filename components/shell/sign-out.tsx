"use client";

import { lazy, type SubmitEvent, Suspense, useRef, useState } from "react";
import { Button } from "../ui/button";

const Unreachable = () => <p role="alert">つながってからサインアウトしてください。</p>;

const SignOutQuestion = lazy(() =>
  import("./sign-out-question").then(
    (loaded) => ({ default: loaded.SignOutQuestion }),
    () => ({ default: Unreachable }),
  ),
);

/** Signs out, after the question what to do with unsent answers. Without a script, or before it came, they stay. */
export function SignOut({ accountId, action }: { readonly accountId: string; readonly action: (form: FormData) => void | Promise<void> }) {
  const form = useRef<HTMLFormElement>(null);
  const passes = useRef(false);
  const [asked, setAsked] = useState(false);
  const ask = (event: SubmitEvent) => {
    if (passes.current) return;
    event.preventDefault();
    setAsked(true);
  };
  const leave = () => {
    passes.current = true;
    form.current?.requestSubmit();
  };
  return (
    <form ref={form} action={action} onSubmit={ask}>
      <Button type="submit" size="small">
        サインアウト
      </Button>
      {asked ? (
        <Suspense>
          <SignOutQuestion accountId={accountId} onLeave={leave} onStay={() => setAsked(false)} />
        </Suspense>
      ) : null}
    </form>
  );
}

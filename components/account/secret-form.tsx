"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import type { FormOutcome } from "@/components/ui/action-form";
import { Notice } from "@/components/ui/notice";

/** What an action answers that makes a secret: the secret is shown this once. */
export type SecretOutcome =
  | FormOutcome
  | { readonly status: "issued"; readonly message: string; readonly label: string; readonly secret: string; readonly note: string };

export type SecretAction = (previous: SecretOutcome, form: FormData) => Promise<SecretOutcome>;

/** A form whose answer holds a link or token to copy. Works without a script. */
export function SecretForm({ action, label, children }: { readonly action: SecretAction; readonly label: string; readonly children: ReactNode }) {
  const [outcome, submit, pending] = useActionState<SecretOutcome, FormData>(action, { status: "idle" });
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome.status !== "idle") answer.current?.focus();
  }, [outcome]);
  return (
    <form action={submit} className="stack stack-close" aria-label={label} aria-busy={pending}>
      {outcome.status === "idle" ? null : (
        <div ref={answer} tabIndex={-1}>
          <Answer outcome={outcome} />
        </div>
      )}
      {children}
    </form>
  );
}

function Answer({ outcome }: { readonly outcome: Exclude<SecretOutcome, { status: "idle" }> }) {
  if (outcome.status === "issued") {
    return (
      <Notice tone="done" role="status" title={outcome.message}>
        <label className="field-label">
          {outcome.label}
          <input className="input" readOnly value={outcome.secret} onFocus={(event) => event.currentTarget.select()} />
        </label>
        <p>{outcome.note}</p>
      </Notice>
    );
  }
  const refused = outcome.status === "refused";
  const reasons = refused ? [...(outcome.fields ?? []).map(({ message }) => message), ...(outcome.list ?? [])] : [];
  return (
    <Notice tone={refused ? "mistake" : "done"} role={refused ? "alert" : "status"} title={outcome.message}>
      {reasons.length > 0 ? (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

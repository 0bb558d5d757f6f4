"use client";

import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { Notice } from "./notice";

/** What a server action tells the form that called it. */
export type FormOutcome =
  | { readonly status: "idle" }
  | { readonly status: "done"; readonly message: string }
  | {
      readonly status: "refused";
      readonly message: string;
      readonly fields?: readonly { readonly path: string; readonly message: string }[];
      readonly list?: readonly string[];
    };

export type FormAction = (previous: FormOutcome, form: FormData) => Promise<FormOutcome>;

interface ActionFormProps {
  readonly action: FormAction;
  readonly children: ReactNode;
  readonly className?: string;
  /** Accessible name where no heading names the form. */
  readonly label?: string;
}

/** A form over a server action that shows what the action answered. Works without a script. */
export function ActionForm({ action, children, className = "stack stack-close form-lines", label }: ActionFormProps) {
  const [outcome, submit, pending] = useActionState<FormOutcome, FormData>(action, { status: "idle" });
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome.status !== "idle") notice.current?.focus();
  }, [outcome]);
  // React empties a form after its action; what was typed must still be there when the action refuses it.
  const keepInputs = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter);
    startTransition(() => submit(form));
  };
  return (
    <form action={submit} onSubmit={keepInputs} className={className} aria-label={label} aria-busy={pending}>
      {outcome.status !== "idle" && (
        <div ref={notice} tabIndex={-1}>
          <Notice
            tone={outcome.status === "refused" ? "mistake" : "done"}
            role={outcome.status === "refused" ? "alert" : "status"}
            title={outcome.message}
          >
            {outcome.status === "refused" && <Reasons outcome={outcome} />}
          </Notice>
        </div>
      )}
      {children}
    </form>
  );
}

function Reasons({ outcome: { fields = [], list = [] } }: { readonly outcome: Extract<FormOutcome, { status: "refused" }> }) {
  const reasons = [...fields.map(({ path, message }) => (path === "" ? message : `${path}：${message}`)), ...list];
  if (reasons.length === 0) return null;
  return (
    <ul>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

"use client";

import { unstable_rethrow as rethrowNavigation } from "next/navigation";
import { type MouseEvent, type ReactNode, type SubmitEvent, startTransition, useActionState, useEffect, useId, useRef, useState } from "react";
import { Button } from "./button";
import { FormProblemsContext, fieldAnchor } from "./form-problems";
import { Notice } from "./notice";

interface Refused {
  readonly status: "refused";
  readonly message: string;
  /** `path` is the name of the control; empty if the message belongs to none. */
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  readonly list?: readonly string[];
  /** What sending the form again confirms, by the name of the field. */
  readonly confirms?: Readonly<Record<string, number>>;
  readonly entered?: Readonly<Record<string, readonly string[]>>;
}

interface Done {
  readonly status: "done";
  readonly message: string;
  /** A link or token that is shown only this once. */
  readonly secret?: { readonly label: string; readonly text: string; readonly note: string };
}

/** What a server action returns to its form. */
export type FormOutcome = { readonly status: "idle" } | Done | Refused;

export type FormAction = (previous: FormOutcome, form: FormData) => Promise<FormOutcome>;

const UNANSWERED: FormOutcome = {
  status: "refused",
  message: "いまポータルが応えないため、処理できたか確かめられません。入力はこのまま残っています。少し待ってから、もう一度押してください。",
};

/** Keeps the form and its text when the action fails (an outage, a lost connection). */
const keepingForm =
  (action: FormAction): FormAction =>
  async (previous, form) => {
    try {
      return await action(previous, form);
    } catch (error) {
      rethrowNavigation(error);
      return UNANSWERED;
    }
  };

interface ActionFormProps {
  readonly action: FormAction;
  readonly children: ReactNode;
  readonly className?: string;
  /** Accessible name if no heading names the form. */
  readonly label?: string;
  /** The form adds entries: after success it is emptied for the next one. */
  readonly empties?: boolean;
}

/**
 * A form over a server action that shows the outcome: all problems at once, each under its field too. Works without a script.
 * The messages are the portal's, so the browser's own validation is off.
 */
export function ActionForm({ action: asked, children, className = "stack gap-3 form-lines", label, empties = false }: ActionFormProps) {
  const action = typeof window === "undefined" ? asked : keepingForm(asked);
  const [outcome, submit, pending] = useActionState<FormOutcome, FormData>(action, { status: "idle" });
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome.status === "idle") return;
    if (empties && outcome.status === "done") form.current?.reset();
    notice.current?.focus();
  }, [outcome, empties]);
  // React resets a form after its action; the text must stay if the action refuses it.
  const keepInputs = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => submit(entered));
  };
  const { fields = [], entered = null, confirms = {} } = outcome.status === "refused" ? outcome : {};
  return (
    <form ref={form} action={submit} onSubmit={keepInputs} className={className} aria-label={label} aria-busy={pending} noValidate>
      {outcome.status !== "idle" && (
        <div ref={notice} tabIndex={-1}>
          <Notice tone={outcome.status === "refused" ? "mistake" : "done"} role={outcome.status === "refused" ? "alert" : "status"} title={outcome.message}>
            {outcome.status === "refused" && <Reasons form={id} outcome={outcome} />}
            {outcome.status === "done" && outcome.secret && <Secret {...outcome.secret} />}
          </Notice>
        </div>
      )}
      {Object.entries(confirms).map(([name, number]) => (
        <input key={name} type="hidden" name={name} value={number} />
      ))}
      <FormProblemsContext value={{ form: id, fields, entered }}>{children}</FormProblemsContext>
    </form>
  );
}

function Reasons({ form, outcome: { fields = [], list = [] } }: { readonly form: string; readonly outcome: Refused }) {
  if (fields.length + list.length === 0) return null;
  return (
    <ul>
      {fields.map(({ path, message }) => (
        <li key={`${path} ${message}`}>{path === "" ? message : <FieldLink form={form} name={path} message={message} />}</li>
      ))}
      {list.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

/** Links to the field; with a script it also focuses it. */
function FieldLink({ form, name, message }: { readonly form: string; readonly name: string; readonly message: string }) {
  const anchor = fieldAnchor(form, name);
  const enter = (event: MouseEvent) => {
    const control = document.getElementById(anchor)?.parentElement?.querySelector<HTMLElement>("input, select, textarea");
    if (!control) return;
    event.preventDefault();
    control.focus();
  };
  return (
    <a href={`#${anchor}`} onClick={enter}>
      {message}
    </a>
  );
}

function Secret({ label, text, note }: NonNullable<Done["secret"]>) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p className="field-label">{label}</p>
      <p className="secret-text">{text}</p>
      <p className="row with-script">
        <Button
          size="small"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          写し取る
        </Button>
        <span role="status">{copied ? "写し取りました。" : ""}</span>
      </p>
      <p>{note}</p>
    </>
  );
}

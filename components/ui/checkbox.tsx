"use client";

import type { InputHTMLAttributes, ReactNode } from "react";
import { describedBy, FieldError } from "./field";
import { useEnteredChoice, useFieldProblem } from "./form-problems";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "children">;

/** The initial state of a choice: as submitted before, unless the page controls it. */
function useStart({ name, value, checked, defaultChecked }: Native) {
  const entered = useEnteredChoice(name, value);
  return checked === undefined ? { defaultChecked: entered ?? defaultChecked } : {};
}

export function Checkbox({ label, hint, ...native }: Native & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  return (
    <label className="choice">
      <input {...native} {...useStart(native)} type="checkbox" />
      <span>
        {label}
        {hint ? <span className="field-hint block">{hint}</span> : null}
      </span>
    </label>
  );
}

/** A checkbox in a table, whose row says what it chooses; `aria-label` says it to screen readers. */
export function TableChoice(native: Native & { readonly "aria-label": string }) {
  return <input {...native} {...useStart(native)} type="checkbox" className="table-choice" />;
}

export function Radio({ label, hint, ...native }: Native & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  return (
    <label className="choice">
      <input {...native} {...useStart(native)} type="radio" />
      <span>
        {label}
        {hint ? <span className="field-hint block">{hint}</span> : null}
      </span>
    </label>
  );
}

/** Several checkboxes or radios under one question. */
export function ChoiceGroup({
  id,
  name,
  legend,
  hint,
  children,
}: {
  readonly id: string;
  /** Name of the choices, under which the server reports problems. */
  readonly name?: string;
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}) {
  const { error, anchor } = useFieldProblem(name);
  return (
    <fieldset className="min-w-0" id={id} aria-describedby={describedBy({ id, hint, error })}>
      <legend className="field-label" id={anchor}>
        {legend}
      </legend>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {children}
    </fieldset>
  );
}

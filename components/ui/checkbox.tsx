import type { InputHTMLAttributes, ReactNode } from "react";
import { FieldError } from "./field";

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "children">;

export function Checkbox({ label, hint, ...native }: Native & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  return (
    <label className="choice">
      <input {...native} type="checkbox" />
      <span>
        {label}
        {hint ? <span className="field-hint block">{hint}</span> : null}
      </span>
    </label>
  );
}

export function Radio({ label, hint, ...native }: Native & { readonly label: ReactNode; readonly hint?: ReactNode }) {
  return (
    <label className="choice">
      <input {...native} type="radio" />
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
  legend,
  hint,
  error,
  children,
}: {
  readonly id: string;
  readonly legend: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="choice-group" id={id} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="field-label">{legend}</legend>
      {hint ? <p className="field-hint">{hint}</p> : null}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {children}
    </fieldset>
  );
}

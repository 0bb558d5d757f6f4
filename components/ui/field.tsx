import type { ReactNode } from "react";
import { Icon } from "./icon";

export interface FieldWords {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  readonly required?: boolean | undefined;
  /** The target of links in the form's summary. */
  readonly anchor?: string | undefined;
}

/** Ids of the texts that describe the control, for `aria-describedby`. */
export function describedBy({ id, hint, error }: Pick<FieldWords, "id" | "hint" | "error">): string | undefined {
  const ids = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p className="field-error" id={id}>
      <Icon name="stop" />
      {children}
    </p>
  );
}

export function Field({ id, label, hint, error, required, anchor, children }: FieldWords & { readonly children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id} id={anchor}>
        {label}
        {required ? <span className="field-required"> ※必須</span> : null}
      </label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </div>
  );
}

/** The attributes that a native control gets from its field. */
export function wired(words: FieldWords) {
  return {
    id: words.id,
    required: words.required,
    "aria-invalid": words.error ? (true as const) : undefined,
    "aria-describedby": describedBy(words),
  };
}

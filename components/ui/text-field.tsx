"use client";

import type { InputHTMLAttributes, TextareaHTMLAttributes } from "react";
import { DoubtfulNote, useDoubtful } from "./doubtful-note";
import { describedBy, Field, type FieldWords } from "./field";
import { useFieldProblem, useStartText } from "./form-problems";

/** The attributes that a native control gets from its field. */
function wired(words: FieldWords) {
  return {
    id: words.id,
    required: words.required,
    "aria-invalid": words.error ? (true as const) : undefined,
    "aria-describedby": describedBy(words),
  };
}

export function TextField({ label, hint, error, ...native }: FieldWords & Omit<InputHTMLAttributes<HTMLInputElement>, "id">) {
  const words = { id: native.id, label, hint, required: native.required, ...useFieldProblem(native.name, error) };
  const [doubtful, look] = useDoubtful(native.type);
  return (
    <Field {...words}>
      <input type="text" {...native} {...useStartText(native)} {...wired(words)} onInput={look} className="input" />
      <DoubtfulNote found={doubtful} />
    </Field>
  );
}

export function TextArea({ label, hint, error, ...native }: FieldWords & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">) {
  const words = { id: native.id, label, hint, required: native.required, ...useFieldProblem(native.name, error) };
  const [doubtful, look] = useDoubtful();
  return (
    <Field {...words}>
      <textarea rows={3} {...native} {...useStartText(native)} {...wired(words)} onInput={look} className="input" />
      <DoubtfulNote found={doubtful} />
    </Field>
  );
}

export function FileField({ label, hint, error, ...native }: FieldWords & Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "type">) {
  const words = { id: native.id, label, hint, required: native.required, ...useFieldProblem(native.name, error) };
  return (
    <Field {...words}>
      <input {...native} {...wired(words)} type="file" className="input" />
    </Field>
  );
}

"use client";

import type { InputHTMLAttributes } from "react";
import { DoubtfulNote, useDoubtful } from "./doubtful-note";
import { Field, type FieldWords, wired } from "./field";
import { useFieldProblem, useStartText } from "./form-problems";

export function TextField({ label, hint, error, ...native }: FieldWords & Omit<InputHTMLAttributes<HTMLInputElement>, "id">) {
  const words = { id: native.id, label, hint, required: native.required, ...useFieldProblem(native.name, error) };
  const start = useStartText(native);
  const [doubtful, look] = useDoubtful({ type: native.type, value: native.value, ...start });
  return (
    <Field {...words}>
      <input type="text" {...native} {...start} {...wired(words)} onInput={look} className="input" />
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

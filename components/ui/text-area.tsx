"use client";

import type { TextareaHTMLAttributes } from "react";
import { DoubtfulNote, useDoubtful } from "./doubtful-note";
import { Field, type FieldWords, wired } from "./field";
import { useFieldProblem, useStartText } from "./form-problems";

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

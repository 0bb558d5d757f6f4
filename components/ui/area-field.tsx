"use client";

import type { TextareaHTMLAttributes } from "react";
import { DoubtfulNote, useDoubtful } from "./doubtful-note";
import { Field, type FieldWords, wired } from "./field";

export type AreaFieldProps = FieldWords & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">;

/** A text of several lines with its label, by itself; `TextArea` is the one of a form. */
export function AreaField({ label, hint, error, anchor, ...native }: AreaFieldProps) {
  const words = { id: native.id, label, hint, error, anchor, required: native.required };
  const [doubtful, look] = useDoubtful({ value: native.value, defaultValue: native.defaultValue });
  return (
    <Field {...words}>
      <textarea rows={3} {...native} {...wired(words)} onInput={look} className="input" />
      <DoubtfulNote found={doubtful} />
    </Field>
  );
}

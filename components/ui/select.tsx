"use client";

import type { SelectHTMLAttributes } from "react";
import { describedBy, Field, type FieldWords } from "./field";
import { useFieldProblem, useStartText } from "./form-problems";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

/** What a required choice begins with. Without it, the browser has chosen the first option, and nothing is required. */
const NO_CHOICE = { value: "", label: "選んでください" } as const;

const begun = (options: readonly SelectOption[], isRequired: boolean): readonly SelectOption[] =>
  isRequired && options[0]?.value !== "" ? [NO_CHOICE, ...options] : options;

export function Select({
  label,
  hint,
  error,
  options,
  ...native
}: FieldWords & { readonly options: readonly SelectOption[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, "id">) {
  const words = { id: native.id, label, hint, required: native.required, ...useFieldProblem(native.name, error) };
  return (
    <Field {...words}>
      <select {...native} {...useStartText(native)} className="input" aria-invalid={words.error ? true : undefined} aria-describedby={describedBy(words)}>
        {begun(options, native.required === true).map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

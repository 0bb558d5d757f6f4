"use client";

import { createContext, useContext } from "react";

/** What the server found in a form: messages by the name of the control, and what their anchors begin with. */
export interface FormProblems {
  readonly form: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
}

export const FormProblemsContext = createContext<FormProblems | null>(null);

/** Where the summary of a form finds the field of this name. */
export const fieldAnchor = (form: string, name: string): string => `${form}-${name}`;

interface FieldProblem {
  readonly error: string | null | undefined;
  readonly anchor: string | undefined;
}

/** What is to be mended in the field of this name: the server's words, unless the page has some of its own. */
export function useFieldProblem(name: string | undefined, own?: string | null): FieldProblem {
  const problems = useContext(FormProblemsContext);
  const found = name === undefined ? [] : (problems?.fields.filter(({ path }) => path === name) ?? []);
  if (!problems || name === undefined || found.length === 0) return { error: own, anchor: undefined };
  return { error: own ?? found.map(({ message }) => message).join(""), anchor: fieldAnchor(problems.form, name) };
}

"use client";

import { createContext, useContext } from "react";

/** What the server found in a form: messages by the name of the control, and what their anchors begin with. */
export interface FormProblems {
  readonly form: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** What was entered when the server refused it, by the name of the control; null where nothing was. */
  readonly entered: Readonly<Record<string, readonly string[]>> | null;
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

/** The text that was entered in the field of this name and refused, which it begins with when the page is made anew. */
export const useEnteredText = (name: string | undefined): string | undefined => {
  const entered = useContext(FormProblemsContext)?.entered;
  return name === undefined ? undefined : entered?.[name]?.[0];
};

/** Whether the choice of this name and value was made in what was refused; undefined where nothing was entered. */
export const useEnteredChoice = (name: string | undefined, value: unknown): boolean | undefined => {
  const entered = useContext(FormProblemsContext)?.entered;
  return name === undefined || !entered ? undefined : (entered[name]?.includes(String(value ?? "on")) ?? false);
};

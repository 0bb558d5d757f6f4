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

/** What a control that its page does not keep by itself begins with. */
interface Start {
  readonly type?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: unknown;
  readonly defaultValue?: string | number | readonly string[] | undefined;
}

/** A control's text when the page is made anew: what was entered and refused, but for what is hidden while it is typed. */
export function useStartText({ type, name, value, defaultValue }: Start): Pick<Start, "defaultValue"> {
  const entered = useContext(FormProblemsContext)?.entered;
  const text = name === undefined || type === "password" ? undefined : entered?.[name]?.[0];
  return value === undefined ? { defaultValue: text ?? defaultValue } : {};
}

/** Whether the choice of this name and value was made in what was refused; undefined where nothing was entered. */
export const useEnteredChoice = (name: string | undefined, value: unknown): boolean | undefined => {
  const entered = useContext(FormProblemsContext)?.entered;
  return name === undefined || !entered ? undefined : (entered[name]?.includes(String(value ?? "on")) ?? false);
};

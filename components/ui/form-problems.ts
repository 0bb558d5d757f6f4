"use client";

import { createContext, useContext } from "react";

/** The problems that the server found in a form: messages by the name of the control, and the prefix of their anchors. */
export interface FormProblems {
  readonly form: string;
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** The submitted texts of a refused form, by the name of the control; null if there are none. */
  readonly entered: Readonly<Record<string, readonly string[]>> | null;
  /** What sending the refused form again confirms, by the name of the field: present numbers, ticks that were set; and what tells its input from others. */
  readonly confirms?: { readonly input: string; readonly numbers: Readonly<Record<string, number | "yes">> } | null;
}

/** What a form sends as a confirmation that a refusal asked for this input; the server takes it with this input alone. */
export const askedFor = (input: string, confirmed: number | "yes"): string => `${confirmed}/${input}`;

export const FormProblemsContext = createContext<FormProblems | null>(null);

/** The anchor of the field of this name, for the form's summary. */
export const fieldAnchor = (form: string, name: string): string => `${form}-${name}`;

interface FieldProblem {
  readonly error: string | null | undefined;
  readonly anchor: string | undefined;
}

/** The problem of the field of this name: the server's message, unless the page has its own. */
export function useFieldProblem(name: string | undefined, own?: string | null): FieldProblem {
  const problems = useContext(FormProblemsContext);
  const found = name === undefined ? [] : (problems?.fields.filter(({ path }) => path === name) ?? []);
  if (!problems || name === undefined || found.length === 0) return { error: own, anchor: undefined };
  return { error: own ?? found.map(({ message }) => message).join(""), anchor: fieldAnchor(problems.form, name) };
}

/** The initial value of a control that its page does not control. */
interface Start {
  readonly type?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: unknown;
  readonly defaultValue?: string | number | readonly string[] | undefined;
}

interface StartText extends Pick<Start, "defaultValue"> {
  /** Set where the text is one that somebody typed and that was not taken. */
  readonly "data-unsent"?: "";
}

/** The initial text of a control: the submitted text after a refusal, except for fields that hide their text. */
export function useStartText({ type, name, value, defaultValue }: Start): StartText {
  const entered = useContext(FormProblemsContext)?.entered;
  const text = name === undefined || type === "password" ? undefined : entered?.[name]?.[0];
  if (value !== undefined) return {};
  return text === undefined || text === defaultValue ? { defaultValue } : { defaultValue: text, "data-unsent": "" };
}

/** Whether the choice of this name and value was made in the refused form; undefined if nothing was submitted. */
export const useEnteredChoice = (name: string | undefined, value: unknown): boolean | undefined => {
  const entered = useContext(FormProblemsContext)?.entered;
  return name === undefined || !entered ? undefined : (entered[name]?.includes(String(value ?? "on")) ?? false);
};

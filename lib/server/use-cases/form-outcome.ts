import type { FieldProblem, Refusal } from "@/lib/domain/shared/refusal";

/** What sending this input again confirms, by the name of the field: the numbers of the refusal, and what was confirmed for it before, a tick too. */
export interface Confirms {
  readonly input: string;
  readonly numbers: Readonly<Record<string, number | "yes">>;
}

/** What a server action returns to its form; `components/ui/action-form` shows it. */
export type FormOutcome =
  | { readonly status: "idle" }
  | {
      readonly status: "done";
      readonly message: string;
      /** A link or token that is shown only this once. */
      readonly secret?: { readonly label: string; readonly text: string; readonly note: string };
    }
  | {
      readonly status: "refused";
      readonly message: string;
      /** `path` is the name of the control; empty if the message belongs to none. */
      readonly fields?: readonly FieldProblem[];
      readonly list?: readonly string[];
      readonly confirms?: Confirms;
      /** The submitted texts by the name of the control, so that a form sent without its script can show them again. */
      readonly entered?: Readonly<Record<string, readonly string[]>>;
      /** Where to sign in, in another tab, before the form can be sent again. */
      readonly signIn?: { readonly href: string; readonly label: string; readonly then: string };
      /** The page shows outdated data, and may have no such form when it is read again. */
      readonly outdated?: boolean;
    };

/** Controls whose text is never sent back. */
const SECRET = /password|current|repeated|secret|token/i;
export const isSecret = (name: string): boolean => SECRET.test(name);

/** The submitted texts of a form, without secrets, files and React's own fields. */
export function enteredTexts(form: FormData): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$") && !isSecret(name));
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).filter((value) => typeof value === "string")]));
}

/** The outcome for a form with problems, each with the name of its control. A control that stands for several entries has its problem once. */
export function problemsOutcome(found: readonly FieldProblem[]): FormOutcome {
  const fields = [...new Map(found.map((field) => [JSON.stringify([field.path, field.message]), field])).values()];
  return { status: "refused", message: `入力を${fields.length}か所確かめてください`, fields };
}

/** A refusal as the form shows it; its list is shown only if it is text. */
export function refusedOutcome({ detail, fields, list }: Refusal): FormOutcome {
  if (fields?.some(({ message }) => message === detail)) return problemsOutcome(fields);
  const reasons = list?.filter((entry): entry is string => typeof entry === "string");
  return { status: "refused", message: detail, ...(fields ? { fields } : {}), ...(reasons ? { list: reasons } : {}) };
}

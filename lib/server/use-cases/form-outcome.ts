import type { FieldProblem, Refusal } from "@/lib/domain/shared/refusal";

/** What a server action tells the form that called it; `components/ui/action-form` shows it. */
export type FormOutcome =
  | { readonly status: "idle" }
  | {
      readonly status: "done";
      readonly message: string;
      /** A link or token that is shown this once. */
      readonly secret?: { readonly label: string; readonly text: string; readonly note: string };
    }
  | {
      readonly status: "refused";
      readonly message: string;
      /** `path` is the name of the control; empty where the message belongs to none. */
      readonly fields?: readonly FieldProblem[];
      readonly list?: readonly string[];
      /** What was entered, by the name of the control: a form that was sent without its script is made anew and shows it again. */
      readonly entered?: Readonly<Record<string, readonly string[]>>;
    };

/** Controls whose text is never sent back. */
const SECRET = /password|current|repeated|secret|token/i;

/** What a form entered, but secrets, files and what React adds. */
export function enteredTexts(form: FormData): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$") && !SECRET.test(name));
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).filter((value) => typeof value === "string")]));
}

/** What is to be mended in a form, each problem with the name of its control. */
export const problemsOutcome = (fields: readonly FieldProblem[]): FormOutcome => ({
  status: "refused",
  message: `入力を${fields.length}か所確かめてください`,
  fields,
});

/** A refusal as the form shows it; what it lists is shown where it is text. */
export function refusedOutcome({ detail, fields, list }: Refusal): FormOutcome {
  if (fields?.some(({ message }) => message === detail)) return problemsOutcome(fields);
  const reasons = list?.filter((entry): entry is string => typeof entry === "string");
  return { status: "refused", message: detail, ...(fields ? { fields } : {}), ...(reasons ? { list: reasons } : {}) };
}

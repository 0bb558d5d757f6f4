import type { FormOutcome } from "@/components/ui/action-form";
import type { FieldProblem, Refusal } from "@/lib/domain/shared/refusal";

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

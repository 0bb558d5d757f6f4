import type { z } from "zod";
import "@/lib/http/japanese-messages";
import type { FormOutcome } from "@/components/ui/action-form";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { refusedOutcome } from "@/lib/http/form-outcome";

/** What was entered, as the schema of the API gives it, or what to mend; the messages name their fields themselves. */
export function readForm<Schema extends z.ZodType>(schema: Schema, entered: Record<string, unknown>): Result<z.output<Schema>, FormOutcome> {
  const parsed = schema.safeParse(entered);
  if (parsed.success) return granted(parsed.data);
  const fields = parsed.error.issues.map(({ message }) => ({ path: "", message }));
  return refused({ status: "refused", message: `入力を${fields.length}か所確かめてください`, fields });
}

/** A refusal in a form: without the API's names of the fields. */
export const formRefusal = ({ fields, ...refusal }: Refusal): FormOutcome =>
  refusedOutcome({ ...refusal, ...(fields ? { fields: fields.map(({ message }) => ({ path: "", message })) } : {}) });

/** Entries of a form as text; what is empty is not there. */
export const entriesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" && value !== "" && !name.startsWith("$ACTION") ? [[name, value]] : [])));

import type { z } from "zod";
import "@/lib/validation/japanese-messages";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type FormOutcome, problemsOutcome } from "@/lib/server/use-cases/form-outcome";
import { unstorable } from "@/lib/validation/storable";

/** The control that a problem belongs to has the name of the innermost key, `period.from` that of `from`. */
const innermost = (path: readonly PropertyKey[]): string => path.filter((key) => typeof key === "string").at(-1) ?? "";

/** The same of `appointments.0.role`, as refusals write it; numbers are places in lists. */
export const controlOf = (path: string): string => innermost(path.split(".").filter((key) => !/^\d+$/.test(key)));

/**
 * What was entered, as the schema of the API gives it, or what to mend: every problem, with the name of its control. As in the
 * API, text that no database keeps is a problem too.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, entered: Record<string, unknown>): Result<z.output<Schema>, FormOutcome> {
  const parsed = schema.safeParse(entered);
  if (!parsed.success) return refused(problemsOutcome(parsed.error.issues.map(({ path, message }) => ({ path: innermost(path), message }))));
  const problems = unstorable(parsed.data, "");
  if (problems.length === 0) return granted(parsed.data);
  return refused(problemsOutcome(problems.map(({ path, message }) => ({ path: controlOf(path), message }))));
}

/** Entries of a form as text; what is empty is not there. */
export const entriesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" && value !== "" && !name.startsWith("$ACTION") ? [[name, value]] : [])));

/** A whole number that the form sent; undefined where it sent none: a field that is missing confirms nothing. */
export function sentNumber(form: FormData, name: string): number | undefined {
  const sent = form.get(name);
  return typeof sent === "string" && /^\d{1,9}$/.test(sent) ? Number(sent) : undefined;
}

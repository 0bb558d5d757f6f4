import type { z } from "zod";
import "@/lib/validation/japanese-messages";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type FormOutcome, problemsOutcome } from "@/lib/server/use-cases/form-outcome";
import { unstorable } from "@/lib/validation/storable";

/** The name of the control that a problem belongs to: the innermost key, so `from` for `period.from`. */
const innermost = (path: readonly PropertyKey[]): string => path.filter((key) => typeof key === "string").at(-1) ?? "";

/** The same for a path such as `appointments.0.role` in a refusal; numbers are list positions. */
export const controlOf = (path: string): string => innermost(path.split(".").filter((key) => !/^\d+$/.test(key)));

/**
 * Parses the entries with the schema of the API. Returns the value, or every problem with the name of its control. As in the
 * API, text that no database can store is a problem too.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, entered: Record<string, unknown>): Result<z.output<Schema>, FormOutcome> {
  const parsed = schema.safeParse(entered);
  if (!parsed.success) return refused(problemsOutcome(parsed.error.issues.map(({ path, message }) => ({ path: innermost(path), message }))));
  const problems = unstorable(parsed.data, "");
  if (problems.length === 0) return granted(parsed.data);
  return refused(problemsOutcome(problems.map(({ path, message }) => ({ path: controlOf(path), message }))));
}

/** The entries of a form as text; empty ones are left out. */
export const entriesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" && value !== "" && !name.startsWith("$") ? [[name, value]] : [])));

/** A whole number from the form; undefined if the field is missing, so that a missing field confirms nothing. */
export function sentNumber(form: FormData, name: string): number | undefined {
  const sent = form.get(name);
  return typeof sent === "string" && /^\d{1,9}$/.test(sent) ? Number(sent) : undefined;
}

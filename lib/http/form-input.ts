import type { z } from "zod";
import "@/lib/http/japanese-messages";
import type { FormOutcome } from "@/components/ui/action-form";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { problemsOutcome } from "@/lib/http/form-outcome";

/** The control that a problem belongs to has the name of the innermost key, `period.from` that of `from`. */
const controlOf = (path: readonly PropertyKey[]): string => path.filter((key) => typeof key === "string").at(-1) ?? "";

/** What was entered, as the schema of the API gives it, or what to mend: every problem, with the name of its control. */
export function readForm<Schema extends z.ZodType>(schema: Schema, entered: Record<string, unknown>): Result<z.output<Schema>, FormOutcome> {
  const parsed = schema.safeParse(entered);
  if (parsed.success) return granted(parsed.data);
  return refused(problemsOutcome(parsed.error.issues.map(({ path, message }) => ({ path: controlOf(path), message }))));
}

/** Entries of a form as text; what is empty is not there. */
export const entriesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" && value !== "" && !name.startsWith("$ACTION") ? [[name, value]] : [])));

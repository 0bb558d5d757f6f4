import "server-only";
import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import { requireVisitor } from "@/lib/server/auth/current";
import { controlOf, readForm, sentNumber } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, problemsOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { formAction } from "@/lib/server/use-cases/server-action";
import type { UseCase } from "@/lib/server/use-cases/use-case";

/** The schema inside optional, default and transform wrappers. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  if ("innerType" in def) return bare(def.innerType as z.core.$ZodType);
  return def.type === "pipe" && "in" in def ? bare(def.in as z.core.$ZodType) : schema;
}

/** Reads one control for its schema. A missing control is undefined; an empty text stays, so that the schema asks for it. */
function control(schema: z.core.$ZodType, form: FormData, name: string): unknown {
  const kind = bare(schema);
  if (kind instanceof z.ZodObject) return enteredIn(kind, form);
  if (kind instanceof z.ZodNumber) return sentNumber(form, name);
  if (kind instanceof z.ZodArray) return form.has(name) ? form.getAll(name) : undefined;
  if (kind instanceof z.ZodBoolean) return form.has(name);
  const text = form.get(name);
  return typeof text === "string" ? text : undefined;
}

/** Reads the form for a schema. A control has the name of the innermost key: `from` for `period.from`. */
export const enteredIn = (schema: z.ZodObject, form: FormData): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, part]) => {
      const value = control(part as z.core.$ZodType, form, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The page shows outdated data: refresh it under the refusal. */
const SHOWS_ANEW: ReadonlySet<RefusalCode> = new Set<RefusalCode>(["confirmation_required", "wrong_state", "stale_version"]);

/** Renames the fields to their controls. The rest of a refusal's list are ids, which the pages show with their texts. */
const asEntered = ({ code, detail, fields }: Refusal): Refusal => ({
  ...{ code, detail },
  ...(fields && { fields: fields.map(({ path, message }) => ({ path: controlOf(path), message })) }),
});

interface Form<Asked, Value> {
  /** Reads the input from the form where the control names differ from the schema's. */
  readonly entered?: (form: FormData) => Record<string, unknown>;
  /** Checkboxes that must be ticked first, by name, each with its message. */
  readonly ticked?: Readonly<Record<string, string>>;
  /** Where to go next, or the outcome to show. */
  readonly next: (value: Value, given: Asked, form: FormData) => string | FormOutcome;
}

type Values<Asked, Bound extends readonly (keyof Asked)[]> = { -readonly [Place in keyof Bound]: Asked[Bound[Place]] };

/**
 * A form over a use case. The page binds the subject and fixed input fields by these names and in this order; the form
 * supplies the rest, including a subject that is chosen in the form. The input is parsed as in the API; then the use case
 * runs, and the page moves on or shows the refusal.
 */
export function commandForm<Asked extends object, Value, const Bound extends readonly (keyof Asked & string)[]>(
  command: UseCase<Asked, Value>,
  bound: Bound,
  { entered, ticked = {}, next }: Form<Asked, Value>,
) {
  const { params, input } = command.declaration;
  const shape = { ...input.shape, ...params.shape } as Record<string, z.ZodType>;
  const chosen = Object.entries(params.shape as Record<string, z.ZodType>).filter(([name]) => !bound.some((one) => one === name));
  const inForm = chosen.length === 0 ? input : input.extend(Object.fromEntries(chosen));
  const action = formAction(
    bound.map((name) => shape[name] ?? z.never()),
    async (...sent) => {
      const form = sent.at(-1) as FormData;
      const unticked = Object.entries(ticked).flatMap(([path, message]) => (form.has(path) ? [] : [{ path, message }]));
      if (unticked.length > 0) return problemsOutcome(unticked);
      const fixed = bound.map((name, place) => [name, sent[place]] as const);
      const inBody = Object.fromEntries(fixed.filter(([name]) => name in input.shape));
      const body = readForm(inForm, { ...(entered ? entered(form) : enteredIn(inForm, form)), ...inBody });
      if (!body.ok) return body.refusal;
      const given = { ...Object.fromEntries(fixed), ...body.value } as Asked;
      const done = await command(await requireVisitor(), given, new Date());
      if (!done.ok) {
        if (SHOWS_ANEW.has(done.refusal.code)) refresh();
        return refusedOutcome(asEntered(done.refusal));
      }
      const then = next(done.value, given, form);
      if (typeof then !== "string") {
        refresh();
        return then;
      }
      redirect(then as Route);
    },
  );
  return action as unknown as (...args: [...Values<Asked, Bound>, previous: FormOutcome, form: FormData]) => Promise<FormOutcome>;
}

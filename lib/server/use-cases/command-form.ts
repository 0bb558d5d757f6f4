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

/** The type below what may be absent, has a default or is transformed. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  if ("innerType" in def) return bare(def.innerType as z.core.$ZodType);
  return def.type === "pipe" && "in" in def ? bare(def.in as z.core.$ZodType) : schema;
}

/** One control as its schema takes it. What the form does not have is absent; an empty text stays, so that it is asked for. */
function control(schema: z.core.$ZodType, form: FormData, name: string): unknown {
  const kind = bare(schema);
  if (kind instanceof z.ZodObject) return enteredIn(kind, form);
  if (kind instanceof z.ZodNumber) return sentNumber(form, name);
  if (kind instanceof z.ZodArray) return form.has(name) ? form.getAll(name) : undefined;
  if (kind instanceof z.ZodBoolean) return form.has(name);
  const text = form.get(name);
  return typeof text === "string" ? text : undefined;
}

/** What was entered for a schema. A control has the name of the innermost key: `from` for `period.from`. */
export const enteredIn = (schema: z.ZodObject, form: FormData): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, part]) => {
      const value = control(part as z.core.$ZodType, form, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What the page shows is no longer so: it is shown anew, under the refusal. */
const SHOWS_ANEW: ReadonlySet<RefusalCode> = new Set<RefusalCode>(["confirmation_required", "wrong_state", "stale_version"]);

/** Fields by the names of their controls; what else a refusal lists are ids, which the pages show with their texts. */
const asEntered = ({ code, detail, fields }: Refusal): Refusal => ({
  ...{ code, detail },
  ...(fields && { fields: fields.map(({ path, message }) => ({ path: controlOf(path), message })) }),
});

/** The first problem of an outcome, as its message. */
const firstOf = (outcome: FormOutcome): FormOutcome =>
  outcome.status === "refused" && outcome.fields?.[0] ? { status: "refused", message: outcome.fields[0].message } : outcome;

interface Form<Asked, Value> {
  /** What the form entered, where the schema's own names do not say it. */
  readonly entered?: (form: FormData) => Record<string, unknown>;
  /** Boxes that are ticked before anything is done, by name, with what is said where one is not. */
  readonly ticked?: Readonly<Record<string, string>>;
  /** It has no control that a problem could stand beside: the first problem is all that is said. */
  readonly besideNothing?: true;
  /** Where to go, or what to say. */
  readonly next: (value: Value, given: Asked, form: FormData) => string | FormOutcome;
}

type Values<Asked, Bound extends readonly (keyof Asked)[]> = { -readonly [Place in keyof Bound]: Asked[Bound[Place]] };

/**
 * A form over a use case: the page binds what the use case acts on, and what of the input is fixed, by these names and in this
 * order, and the form enters the rest: of what it acts on too, where that is chosen in the form. It is parsed as the API parses
 * it, done, and the page goes on or says what was refused.
 */
export function commandForm<Asked extends object, Value, const Bound extends readonly (keyof Asked & string)[]>(
  command: UseCase<Asked, Value>,
  bound: Bound,
  { entered, ticked = {}, besideNothing, next }: Form<Asked, Value>,
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
      if (!body.ok) return besideNothing ? firstOf(body.refusal) : body.refusal;
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

import "server-only";
import type { Route } from "next";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import { granted } from "@/lib/domain/shared/result";
import { inputOf, withoutOtherInputs } from "@/lib/server/use-cases/asked-input";
import { controlOf, readForm, sentNumber } from "@/lib/server/use-cases/form-input";
import { type FormOutcome, refusedOutcome } from "@/lib/server/use-cases/form-outcome";
import { showAgain, showRefused } from "@/lib/server/use-cases/page-form";
import { signedInAction } from "@/lib/server/use-cases/server-action";
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
const SHOWS_AGAIN: ReadonlySet<RefusalCode> = new Set<RefusalCode>(["confirmation_required", "stale_version"]);
/** As well, but the form may be gone from the page: the browser decides, so that no text is lost with it. */
const ENDS_FORM: RefusalCode = "wrong_state";

/** Renames the fields to their controls. The rest of a refusal's list are ids, which the pages show with their texts. */
const asEntered = ({ code, detail, fields }: Refusal): Refusal => ({
  ...{ code, detail },
  ...(fields && { fields: fields.map(({ path, message }) => ({ path: controlOf(path), message })) }),
});

/** The first problem of an outcome, as its message. */
const firstOf = (outcome: FormOutcome): FormOutcome =>
  outcome.status === "refused" && outcome.fields?.[0] ? { status: "refused", message: outcome.fields[0].message } : outcome;

interface Form<Asked, Value, Fixed, Read, Extra extends z.ZodRawShape> {
  /** Controls that the use case does not know: a tick, or the page to return to. They are parsed together with its input. */
  readonly extra?: Extra;
  /** A use case that is read first, for what the page bound: `entered` gets its answer. */
  readonly reads?: UseCase<Fixed, Read>;
  /** Reads the input from the form where the control names differ from the schema's. */
  readonly entered?: (form: FormData, read: Read) => Record<string, unknown>;
  /** It has no control that a problem could stand beside: the first problem is all that is said. */
  readonly besideNothing?: true;
  /** Refusals that show that the page is outdated, in addition to those that always do. */
  readonly outdatedBy?: readonly RefusalCode[];
  /**
   * What sending the same input again confirms, from the present numbers of a refusal: where the page cannot show them beforehand.
   * With another input the use case asks again.
   */
  readonly confirms?: (current: never) => Readonly<Record<string, number>>;
  /**
   * Where another button of the form leads, with what is chosen so far in the address: a search must not lose it. Null where
   * the button asks for the use case.
   */
  readonly leadsTo?: (form: FormData, fixed: Fixed) => string | null;
  /** Whether another button of the form was pressed, which only shows the page again with what the form says. */
  readonly goesBack?: (form: FormData) => boolean;
  /** Where to go next, or the outcome to show. */
  readonly next: (value: Value, given: Asked & z.output<z.ZodObject<Extra>>, form: FormData) => string | FormOutcome;
}

type Values<Asked, Bound extends readonly (keyof Asked)[]> = { -readonly [Place in keyof Bound]: Asked[Bound[Place]] };

/**
 * A form over a use case. The page binds the subject and fixed input fields by these names and in this order; the form
 * supplies the rest, including a subject that is chosen in the form. The input is parsed as in the API; then the use case
 * runs, and the page moves on or shows the refusal.
 */
export function commandForm<
  Asked extends object,
  Value,
  const Bound extends readonly (keyof Asked & string)[],
  Read = undefined,
  Extra extends z.ZodRawShape = Record<never, never>,
>(
  command: UseCase<Asked, Value>,
  bound: Bound,
  {
    extra,
    reads,
    entered,
    besideNothing,
    outdatedBy = [],
    confirms,
    leadsTo,
    goesBack,
    next,
  }: Form<NoInfer<Asked>, NoInfer<Value>, NoInfer<Pick<Asked, Bound[number]>>, Read, Extra>,
) {
  type Given = Asked & z.output<z.ZodObject<Extra>>;
  const { params, input } = command.declaration;
  const shape = { ...input.shape, ...params.shape } as Record<string, z.ZodType>;
  const chosen = Object.entries(params.shape as Record<string, z.ZodType>).filter(([name]) => !bound.some((one) => one === name));
  const added = { ...Object.fromEntries(chosen), ...extra };
  const inForm = Object.keys(added).length === 0 ? input : input.extend(added);
  const ofExtra = z.object(extra);
  const refusedWith = (refusal: Refusal, form: FormData): FormOutcome => {
    const shown = showRefused();
    if (!shown && SHOWS_AGAIN.has(refusal.code)) refresh();
    const outcome = refusedOutcome(asEntered(refusal));
    if (outcome.status !== "refused") return outcome;
    const outdated = !shown && (refusal.code === ENDS_FORM || outdatedBy.includes(refusal.code));
    const asks = refusal.code === "confirmation_required";
    return {
      ...outcome,
      ...(outdated ? { outdated: true } : {}),
      ...(asks ? { confirms: { input: inputOf(form), numbers: confirms?.(refusal.current as never) ?? {} } } : {}),
    };
  };
  const action = signedInAction(
    bound.map((name) => shape[name] ?? z.never()),
    async (visitor, ...sent) => {
      const form = withoutOtherInputs(sent.at(-1) as FormData);
      const fixed = Object.fromEntries(bound.map((name, place) => [name, sent[place]]));
      if (goesBack?.(form)) return showAgain(form);
      const elsewhere = leadsTo?.(form, fixed as Pick<Asked, Bound[number]>) ?? null;
      if (elsewhere !== null) redirect(elsewhere as Route);
      const read = reads ? await reads(visitor, fixed as Pick<Asked, Bound[number]>, new Date()) : granted(undefined as Read);
      if (!read.ok) return refusedWith(read.refusal, form);
      const inBody = Object.fromEntries(Object.entries(fixed).filter(([name]) => name in input.shape));
      const own = entered ? { ...enteredIn(ofExtra, form), ...entered(form, read.value) } : enteredIn(inForm, form);
      const body = readForm(inForm, { ...own, ...inBody });
      if (!body.ok) return besideNothing ? firstOf(body.refusal) : body.refusal;
      const given = { ...fixed, ...body.value } as Given;
      const done = await command(visitor, given, new Date());
      if (!done.ok) return refusedWith(done.refusal, form);
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

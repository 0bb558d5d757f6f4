import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { inWords, type Refusal, type RefusalCode, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import type { Carried, Named, NotYet } from "@/lib/server/use-cases/checked";
import { invariant } from "@/lib/server/use-cases/invariant";
import type { none } from "@/lib/server/use-cases/operation";
import { choiceOf } from "@/lib/server/use-cases/registry";
import { command, type On, patch } from "@/lib/server/use-cases/use-case";

/* Types are checked by tsc; when the tests run they do nothing. */

const tries: On<z.ZodObject<{ id: z.ZodString }>, object> = {
  params: z.object({ id: z.string() }),
  place: ({ id }) => `try/${id}`,
  find: () => Promise.resolve({}),
  target: () => ({}),
};
const described = {
  name: "sheet.tryOut",
  may: "sheet.accept",
  api: patch("/tries/{id}", "tryOut", "試し", "試す"),
  on: tries,
  output: z.null(),
  wayBack: { none: "a trial" },
} as const;

/** What a declaration with this `run` and these codes lacks. */
type Checked<Given extends RefusalCode, Code extends RefusalCode> = Named<Given, Code, Promise<unknown>>;

describe("the codes that a declaration names", () => {
  it("are those that `run` and `prepare` give", () => {
    const { operation } = command({
      ...described,
      input: z.object({ count: z.int() }),
      refuses: ["busy", "duplicate", "wrong_state"],
      prepare: ({ count }) => Promise.resolve(count > 9 ? refused(refusal("busy", "")) : granted(count)),
      run: ({ prepared }) => {
        if (prepared > 1) return Promise.resolve(refused(refusal("duplicate", "")));
        return Promise.resolve(prepared > 0 ? refused(refusal("wrong_state", "")) : granted(null));
      },
    }).declaration;
    expect(operation?.refuses).toEqual(["not_permitted", "own_work", "busy", "duplicate", "wrong_state"]);
  });

  it("are none where nothing is refused", () => {
    const { operation } = command({ ...described, may: "guideline.read", run: () => Promise.resolve(granted(null)) }).declaration;
    expect(operation?.refuses).toEqual(["not_permitted"]);
  });

  it("leave none out", () => {
    expectTypeOf<Checked<"duplicate" | "in_use", "in_use">>().toEqualTypeOf<{ readonly notNamed: "duplicate" }>();
    expectTypeOf<Checked<"duplicate", never>>().toEqualTypeOf<{ readonly notNamed: "duplicate" }>();
    expectTypeOf<Checked<RefusalCode, "in_use">>().toHaveProperty("notNamed");
  });

  it("name none that is never given", () => {
    expectTypeOf<Checked<"duplicate", "duplicate" | "in_use">>().toEqualTypeOf<{ readonly neverGiven: "in_use" }>();
    expectTypeOf<Checked<never, "in_use">>().toEqualTypeOf<{ readonly neverGiven: "in_use" }>();
    expectTypeOf<Checked<"duplicate", "duplicate">>().toBeUnknown();
    expectTypeOf<Checked<never, never>>().toBeUnknown();
  });

  it("are what `command` takes", () => {
    type Taken<Given extends RefusalCode, Code extends RefusalCode, Ran = Promise<unknown>> = Parameters<
      typeof command<typeof tries.params, object, z.ZodNull, null, typeof none, undefined, Given, Code, Ran>
    >[0];
    expectTypeOf<Taken<"busy", "busy">>().not.toHaveProperty("notNamed");
    expectTypeOf<Taken<"busy", "busy">>().not.toHaveProperty("neverGiven");
    expectTypeOf<Taken<"busy", never>>().toHaveProperty("notNamed").toEqualTypeOf<"busy">();
    expectTypeOf<Taken<never, "busy">>().toHaveProperty("neverGiven").toEqualTypeOf<"busy">();
    expectTypeOf<Taken<never, "busy", NotYet>>().not.toHaveProperty("neverGiven");
  });

  it("come from the invariant of what is acted on, too", () => {
    const kept: typeof tries = { ...tries, invariant: invariant(["in_use"], () => Promise.resolve(refusal("in_use", ""))) };
    const { operation } = command({ ...described, on: kept, run: () => Promise.resolve(granted(null)) }).declaration;
    expect(operation?.refuses).toEqual(["not_permitted", "own_work", "in_use"]);
    expectTypeOf<Parameters<typeof invariant<object, "in_use", "in_use">>[1]>().returns.resolves.toExtend<{ readonly code: "in_use" } | null>();
  });

  it("are exactly those that an invariant gives", () => {
    type Refuses<Given extends RefusalCode, Code extends RefusalCode, Ran = Promise<unknown>> = Parameters<typeof invariant<object, Code, Given, Ran>>[0];
    expectTypeOf<Refuses<"in_use", "in_use">>().toEqualTypeOf<readonly "in_use"[]>();
    expectTypeOf<Refuses<"in_use" | "busy", "in_use">>().toHaveProperty("notNamed").toEqualTypeOf<"busy">();
    expectTypeOf<Refuses<RefusalCode, "in_use">>().toHaveProperty("notNamed");
    expectTypeOf<Refuses<"in_use", "in_use" | "busy">>().toHaveProperty("neverGiven").toEqualTypeOf<"busy">();
    expectTypeOf<Refuses<never, "in_use">>().toHaveProperty("neverGiven").toEqualTypeOf<"in_use">();
    expectTypeOf<Refuses<never, "in_use", NotYet>>().not.toHaveProperty("neverGiven");
  });

  it("are exactly those of the causes that are said in words", () => {
    type Cause = { readonly code: "late"; readonly days: number } | { readonly code: "full" };
    const words = { late: ({ days }: { readonly days: number }) => refusal("wrong_state", `${days}日`), full: () => refusal("in_use", "") } as const;
    const late = inWords(words, { code: "late", days: 3 });
    expectTypeOf(late.code).toEqualTypeOf<"wrong_state">();
    expect(late).toEqual({ code: "wrong_state", detail: "3日" });
    const causes: readonly Cause[] = [{ code: "full" }, { code: "late", days: 1 }];
    const said = causes.map((cause) => inWords(words, cause).code);
    expectTypeOf(said).toEqualTypeOf<("wrong_state" | "in_use")[]>();
    expect(said).toEqual(["in_use", "wrong_state"]);
  });

  it("do not repeat themselves in what the API has", () => {
    expect(OPERATIONS.filter(({ refuses }) => new Set(refuses).size < refuses.length).map(({ id }) => id)).toEqual([]);
  });
});

describe("what refusals carry as `current`", () => {
  const numbers = z.object({ answers: z.int() });
  const state = z.object({ state: z.enum(["open", "closed"]) });
  type Numbers = { readonly answers: number };
  type State = { readonly state: "open" | "closed" };
  /** What a declaration lacks whose `run` gives these refusals. */
  type Lacks<Given extends Refusal, Current extends object> = Carried<Promise<Result<null, Given>>, Current>;

  it("C1 is declared by code, in a refusal that is given", () => {
    const { operation } = command({
      ...described,
      input: z.object({ count: z.int() }),
      refuses: ["confirmation_required", "wrong_state", "busy"],
      current: { confirmation_required: numbers, wrong_state: state },
      run: ({ input: { count } }) => {
        if (count > 2) return Promise.resolve(refused(refusal("confirmation_required", "", { current: { answers: count } })));
        if (count > 1) return Promise.resolve(refused(refusal("wrong_state", "", { current: { state: "open" as const } })));
        return Promise.resolve(count > 0 ? refused(refusal("busy", "")) : granted(null));
      },
    }).declaration;
    expect(operation?.current).toEqual({ confirmation_required: numbers, wrong_state: state });
  });

  it("C1 is left out by no declaration", () => {
    expectTypeOf<Lacks<Refusal<"wrong_state", State>, Record<never, never>>>().toEqualTypeOf<{ readonly currentUnsaid: "wrong_state" }>();
    expectTypeOf<Lacks<Refusal<"wrong_state", State> | Refusal<"busy", Numbers>, { busy: typeof numbers }>>().toEqualTypeOf<{
      readonly currentUnsaid: "wrong_state";
    }>();
    expectTypeOf<Lacks<Refusal<"busy">, Record<never, never>>>().toBeUnknown();
    expectTypeOf<Lacks<Refusal<"wrong_state", State> | Refusal<"wrong_state">, { wrong_state: typeof state }>>().toBeUnknown();
  });

  it("C1 is what its schema says, with no other field and no wider value", () => {
    expectTypeOf<Lacks<Refusal<"busy", Numbers>, { busy: typeof numbers }>>().toBeUnknown();
    expectTypeOf<Lacks<Refusal<"busy", Numbers & { more: string }>, { busy: typeof numbers }>>().toEqualTypeOf<{ readonly currentUnsaid: "busy" }>();
    expectTypeOf<Lacks<Refusal<"busy", { state: string }>, { busy: typeof state }>>().toEqualTypeOf<{ readonly currentUnsaid: "busy" }>();
    expectTypeOf<Lacks<Refusal<"busy", object | undefined>, { busy: typeof state }>>().toEqualTypeOf<{ readonly currentUnsaid: "busy" }>();
  });

  it("C1 is declared of no code that carries nothing", () => {
    expectTypeOf<Lacks<Refusal<"busy">, { busy: typeof numbers }>>().toEqualTypeOf<{ readonly neverCarried: "busy" }>();
    expectTypeOf<Lacks<Refusal<"busy">, { wrong_state: typeof state }>>().toEqualTypeOf<{ readonly neverCarried: "wrong_state" }>();
    expectTypeOf<Carried<NotYet, { busy: typeof numbers }>>().toBeUnknown();
  });

  it("C1 is that of both use cases at one address, and either schema where both carry something with a code", () => {
    const carrying = <Schema extends typeof numbers | typeof state>(schema: Schema, carried: z.output<Schema>) =>
      command({
        ...described,
        refuses: ["busy"],
        current: { busy: schema },
        run: () => Promise.resolve(refused(refusal("busy", "", { current: carried }))),
      } as never) as unknown as Parameters<typeof choiceOf>[0];
    const plain = command({ ...described, may: "guideline.read", run: () => Promise.resolve(granted(null)) }) as unknown as Parameters<typeof choiceOf>[0];
    const [counted, stated] = [carrying(numbers, { answers: 1 }), carrying(state, { state: "open" })];
    const currentOf = (one: typeof counted, other: typeof counted) => choiceOf(one, other, z.object({}), () => false).current;
    expect(currentOf(counted, plain)).toEqual({ busy: numbers });
    expect(currentOf(plain, stated)).toEqual({ busy: state });
    expect(currentOf(counted, counted)).toEqual({ busy: numbers });
    const either = currentOf(counted, stated)?.busy;
    expect([{ answers: 1 }, { state: "open" }, { other: 1 }].map((one) => either?.safeParse(one).success)).toEqual([true, true, false]);
  });

  it("C1 is nothing where a refusal does not say what", () => {
    expectTypeOf<Refusal<"busy">["current"]>().toEqualTypeOf<undefined>();
    expectTypeOf(refusal("busy", "")).toEqualTypeOf<Refusal<"busy">>();
    expectTypeOf(refusal("busy", "", { current: { answers: 1 } }).current).toEqualTypeOf<{ answers: number } | undefined>();
    expectTypeOf<Refusal["current"]>().toEqualTypeOf<object | undefined>();
  });
});

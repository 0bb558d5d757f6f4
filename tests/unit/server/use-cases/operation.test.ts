import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { granted } from "@/lib/domain/shared/result";
import { type Answer, type FileBody, operation, type Undeclared } from "@/lib/server/use-cases/operation";

/* Types are checked by tsc; when the tests run they do nothing. */

const sheet = z.object({
  id: z.uuid(),
  respondents: z.array(z.object({ name: z.string() })),
  note: z.string().nullable(),
  groups: z.array(z.string()).optional(),
  byPhase: z.record(z.enum(["govern", "protect"]), z.object({ items: z.int() })),
  detail: z.unknown(),
});
type Sheet = z.output<typeof sheet>;
type SheetAnswer = Answer<typeof sheet>;
type Declared<Response extends z.ZodType, Value extends Answer<Response>> = Parameters<typeof operation<z.ZodType, z.ZodType, z.ZodType, Response, Value>>[0];

const described = { id: "tryOut", method: "POST", path: "/tries", tag: "試し", summary: "試す", status: 200 } as const;

describe("what a handler receives", () => {
  it("has the types of what is parsed", () => {
    operation({
      ...described,
      params: z.object({ id: z.string() }),
      query: z.object({ page: z.coerce.number().default(1) }),
      body: z.object({ text: z.string().transform((text) => text.length) }),
      response: z.null(),
      status: 204,
      handle: (_context, input) => {
        expectTypeOf(input).toEqualTypeOf<{ readonly params: { id: string }; readonly query: { page: number }; readonly body: { text: number } }>();
        return Promise.resolve(granted(null));
      },
    });
  });

  it("is the bytes where a file is uploaded", () => {
    const upload = { contentTypes: ["text/csv"], limit: 100 };
    const declared = operation({
      ...described,
      body: upload,
      response: z.int(),
      handle: (_context, { body }) => {
        expectTypeOf(body).toEqualTypeOf<Uint8Array>();
        return Promise.resolve(granted(body.length));
      },
    });
    expect(declared).toMatchObject({ bytes: upload });
    expect(declared).not.toHaveProperty("body");
  });
});

describe("what a handler returns", () => {
  it("may be readonly at every depth", () => {
    interface ReadonlySheet {
      readonly id: string;
      readonly respondents: readonly { readonly name: string }[];
      readonly note: null;
      readonly byPhase: Readonly<Record<"govern" | "protect", { readonly items: number }>>;
      readonly detail: string;
    }
    const lent: ReadonlySheet = { id: "", respondents: [], note: null, byPhase: { govern: { items: 1 }, protect: { items: 1 } }, detail: "" };
    operation({ ...described, response: sheet, handle: () => Promise.resolve(granted(lent)) });
    expectTypeOf<ReadonlySheet>().toExtend<SheetAnswer>();
    expectTypeOf<Undeclared<ReadonlySheet, SheetAnswer>>().toBeNever();
    expectTypeOf<Undeclared<Sheet, SheetAnswer>>().toBeNever();
  });

  it("lacks nothing, and has the declared types", () => {
    expectTypeOf<undefined>().not.toExtend<SheetAnswer>();
    expectTypeOf<null>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "note">>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "note"> & { note: Date }>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "respondents"> & { respondents: readonly { name: string | undefined }[] }>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "byPhase"> & { byPhase: { govern: { items: number } } }>().not.toExtend<SheetAnswer>();
  });

  it("carries no field that is not declared", () => {
    expectTypeOf<Undeclared<Sheet & { password: string }, SheetAnswer>>().toEqualTypeOf<"password">();
    expectTypeOf<Undeclared<Sheet & { password?: string }, SheetAnswer>>().toEqualTypeOf<"password">();
    expectTypeOf<Undeclared<{ respondents: readonly { name: string; email: string }[] }, SheetAnswer>>().toEqualTypeOf<"email">();
    expectTypeOf<Undeclared<{ byPhase: { govern: { items: number; gaps: number } } }, SheetAnswer>>().toEqualTypeOf<"gaps">();
    expectTypeOf<Undeclared<{ note: null } | { note: string; hidden: boolean }, SheetAnswer>>().toEqualTypeOf<"hidden">();
    expectTypeOf<Undeclared<{ id: string } | null, Answer<z.ZodNullable<typeof sheet>>>>().toBeNever();
    expectTypeOf<Undeclared<{ detail: { anything: string } }, SheetAnswer>>().toBeNever();
  });

  it("is what `operation` takes", () => {
    expectTypeOf<ReturnType<Declared<typeof sheet, Sheet>["handle"]>>().toExtend<Promise<{ ok: true; value: SheetAnswer } | { ok: false }>>();
    expectTypeOf<Declared<typeof sheet, Sheet>>().not.toHaveProperty("undeclared");
    expectTypeOf<Declared<typeof sheet, Sheet & { password: string }>>().toHaveProperty("undeclared").toEqualTypeOf<"password">();
  });

  it("is nothing with 204, and with 204 alone", () => {
    expectTypeOf<Declared<typeof sheet, Sheet>["status"]>().toEqualTypeOf<200 | 201>();
    expectTypeOf<Declared<z.ZodNull, null>["status"]>().toEqualTypeOf<204>();
    expectTypeOf<Answer<z.ZodNull>>().toEqualTypeOf<null>();
    expect(OPERATIONS.filter(({ status, response }) => (status === 204) !== response instanceof z.ZodNull).map(({ id }) => id)).toEqual([]);
  });

  it("is a file where a media type is declared", () => {
    expectTypeOf<Answer<{ contentType: "text/csv" }>>().toEqualTypeOf<FileBody>();
  });
});

import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { granted } from "@/lib/domain/shared/result";
import type { Answer, FileBody, Streamed, Undeclared } from "@/lib/server/use-cases/operation";
import { command, type On, patch } from "@/lib/server/use-cases/use-case";

/* tsc checks these types; at run time the tests do nothing. */

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

const sheets: On<z.ZodObject<{ id: z.ZodString }>, { readonly measures: number }> = {
  params: z.object({ id: z.string() }),
  place: ({ id }) => `sheet/${id}`,
  find: () => Promise.resolve({ measures: 1 }),
  target: () => ({}),
};
const described = {
  name: "sheet.tryOut",
  may: "sheet.answer",
  api: patch("/tries/{id}", "tryOut", "試し", "試す"),
  on: sheets,
  wayBack: { none: "a trial" },
} as const;
type Declared<Value extends SheetAnswer> = Parameters<typeof command<typeof sheets.params, { readonly measures: number }, typeof sheet, Value>>[0];

describe("the context of a use case", () => {
  it("has the types of what was found, parsed and prepared", () => {
    const tryOut = command({
      ...described,
      input: z.object({ text: z.string().transform((text) => text.length) }),
      output: z.null(),
      prepare: ({ text }) => Promise.resolve(granted(String(text))),
      run: ({ subject, input, prepared }) => {
        expectTypeOf(subject).toEqualTypeOf<{ readonly measures: number }>();
        expectTypeOf(input).toEqualTypeOf<{ text: number }>();
        expectTypeOf(prepared).toEqualTypeOf<string>();
        return Promise.resolve(granted(null));
      },
    });
    expectTypeOf(tryOut).parameter(1).toEqualTypeOf<{ id: string } & { text: number }>();
  });

  it("has the bytes if a file is uploaded", () => {
    const upload = { contentTypes: ["text/csv"], limit: 100 };
    const { operation } = command({
      ...described,
      upload,
      output: z.int(),
      run: ({ file }) => {
        expectTypeOf(file).toEqualTypeOf<Uint8Array>();
        return Promise.resolve(granted(file.length));
      },
    }).declaration;
    expect(operation).toMatchObject({ bytes: upload });
    expect(operation).not.toHaveProperty("body");
  });
});

describe("the result of a use case", () => {
  it("may be readonly at every depth", () => {
    interface ReadonlySheet {
      readonly id: string;
      readonly respondents: readonly { readonly name: string }[];
      readonly note: null;
      readonly byPhase: Readonly<Record<"govern" | "protect", { readonly items: number }>>;
      readonly detail: string;
    }
    const lent: ReadonlySheet = { id: "", respondents: [], note: null, byPhase: { govern: { items: 1 }, protect: { items: 1 } }, detail: "" };
    command({ ...described, output: sheet, run: () => Promise.resolve(granted(lent)) });
    expectTypeOf<ReadonlySheet>().toExtend<SheetAnswer>();
    expectTypeOf<Undeclared<ReadonlySheet, SheetAnswer>>().toBeNever();
    expectTypeOf<Undeclared<Sheet, SheetAnswer>>().toBeNever();
  });

  it("has every declared field, with the declared types", () => {
    expectTypeOf<undefined>().not.toExtend<SheetAnswer>();
    expectTypeOf<null>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "note">>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "note"> & { note: Date }>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "respondents"> & { respondents: readonly { name: string | undefined }[] }>().not.toExtend<SheetAnswer>();
    expectTypeOf<Omit<Sheet, "byPhase"> & { byPhase: { govern: { items: number } } }>().not.toExtend<SheetAnswer>();
  });

  it("has no undeclared field", () => {
    expectTypeOf<Undeclared<Sheet & { password: string }, SheetAnswer>>().toEqualTypeOf<"password">();
    expectTypeOf<Undeclared<Sheet & { password?: string }, SheetAnswer>>().toEqualTypeOf<"password">();
    expectTypeOf<Undeclared<{ respondents: readonly { name: string; email: string }[] }, SheetAnswer>>().toEqualTypeOf<"email">();
    expectTypeOf<Undeclared<{ byPhase: { govern: { items: number; gaps: number } } }, SheetAnswer>>().toEqualTypeOf<"gaps">();
    expectTypeOf<Undeclared<{ note: null } | { note: string; hidden: boolean }, SheetAnswer>>().toEqualTypeOf<"hidden">();
    expectTypeOf<Undeclared<{ id: string } | null, Answer<z.ZodNullable<typeof sheet>>>>().toBeNever();
    expectTypeOf<Undeclared<{ detail: { anything: string } }, SheetAnswer>>().toBeNever();
  });

  it("is accepted by `command`", () => {
    expectTypeOf<ReturnType<Declared<Sheet>["run"]>>().toExtend<Promise<{ ok: true; value: SheetAnswer } | { ok: false }>>();
    expectTypeOf<Declared<Sheet>>().not.toHaveProperty("undeclared");
    expectTypeOf<Declared<Sheet & { password: string }>>().toHaveProperty("undeclared").toEqualTypeOf<"password">();
  });

  it("is empty with 204, and only with 204", () => {
    expectTypeOf<Answer<z.ZodNull>>().toEqualTypeOf<null>();
    expect(OPERATIONS.filter(({ status, response }) => (status === 204) !== response instanceof z.ZodNull).map(({ id }) => id)).toEqual([]);
  });

  it("is a file if a media type is declared", () => {
    expectTypeOf<Answer<{ contentType: "text/csv" }>>().toEqualTypeOf<FileBody | Streamed>();
  });
});

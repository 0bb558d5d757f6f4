import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { PROBLEMS } from "@/lib/server/http/problem";
import { readForm } from "@/lib/server/use-cases/form-input";

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u;
const WRONG: readonly unknown[] = [
  undefined,
  null,
  "",
  " ",
  "x",
  "x".repeat(9_000),
  -1,
  0.5,
  1e12,
  Number.NaN,
  true,
  [],
  [null],
  [{}],
  ["x"],
  {},
  { unknown: 1 },
];

/** The value with one key after the other made invalid, in every way; one level of nesting reaches all schemas. */
function malformed(schema: z.ZodType): unknown[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as { properties?: Record<string, unknown> };
  const keys = Object.keys(properties);
  const all = (value: unknown) => Object.fromEntries(keys.map((key) => [key, value]));
  return [
    ...WRONG,
    ...WRONG.flatMap((value) => [all(value), all([value]), all({ unknown: value }), all([{ unknown: value }])]),
    { ...all("x"), unknown: 1, another: 2 },
  ];
}

const messagesOf = (schema: z.ZodType): string[] =>
  malformed(schema).flatMap((value) => schema.safeParse(value).error?.issues.map(({ message }) => message) ?? []);

describe("a schema's message about invalid input", () => {
  const schemas = OPERATIONS.flatMap(({ id, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) => (schema ? [[`${id} ${part}`, schema] as const] : [])),
  );

  it.each(schemas)("%s is Japanese", (_name, schema) => {
    const messages = messagesOf(schema);
    expect(messages.length).toBeGreaterThan(0);
    expect([...new Set(messages)].filter((message) => !JAPANESE.test(message))).toEqual([]);
  });

  it("is Japanese in forms too", () => {
    const read = readForm(z.strictObject({ name: z.string() }), { name: 1, unknown: 2 });
    expect(read.ok ? [] : read.refusal.status === "refused" ? read.refusal.fields?.map(({ message }) => JAPANESE.test(message)) : []).toEqual([true, true]);
  });
});

describe("titles of problems", () => {
  it("fit every refusal of their code", () => {
    expect(PROBLEMS.confirmation_required.title).toBe("確かめてから、もう一度送ってください");
  });
});

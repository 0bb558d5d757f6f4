import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { grouped } from "@/lib/domain/shared/grouped";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

type Json = Readonly<Record<string, unknown>>;
interface Media {
  readonly content?: Readonly<Record<string, { readonly example?: unknown }>>;
}
interface Documented {
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}

const document = openApiDocument(OPERATIONS) as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly responses: Readonly<Record<string, Json>> };
};

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** The codes of a refusal, with what those of them carry: the same in many responses, which have the names. */
const isCodes = (properties: Json): boolean => "code" in properties && Object.keys(properties).every((name) => name === "code" || name === "current");

/** Schemas of objects that have no name of their own, with where they stand. */
function inlineObjects(value: unknown, place: string): { readonly place: string; readonly written: string }[] {
  if (!isObject(value)) return [];
  const within = Object.entries(value).flatMap(([name, inner]) => inlineObjects(inner, `${place}.${name}`));
  const { type, properties } = value;
  return type === "object" && isObject(properties) && !isCodes(properties) ? [{ place, written: JSON.stringify(value) }, ...within] : within;
}

/** Places of the objects without a name that are said twice among components, or once more under a name. */
function saidTwice(schemas: Readonly<Record<string, Json>>, responses: Readonly<Record<string, Json>>): string[][] {
  const named = new Set(Object.values(schemas).map((schema) => JSON.stringify(schema)));
  const inline = [
    ...Object.entries(schemas).flatMap(([name, schema]) => Object.entries(schema).flatMap(([key, inner]) => inlineObjects(inner, `${name}.${key}`))),
    ...inlineObjects(responses, "responses"),
  ];
  const said = grouped(inline, ({ written }) => written);
  return [...said].filter(([written, { length }]) => length > 1 || named.has(written)).map(([, alike]) => alike.map(({ place }) => place));
}

describe("C1 the schemas of the OpenAPI document", () => {
  it("C1 an object that is said twice has a name, which a generated client calls it by", () => {
    const { schemas, responses } = document.components;
    expect(Object.values(schemas).flatMap((schema) => inlineObjects(schema, "")).length).toBeGreaterThan(100);
    expect(inlineObjects(responses, "").length).toBeGreaterThan(3);
    expect(saidTwice(schemas, responses)).toEqual([]);
  });

  const object = (...fields: readonly string[]): Json => ({
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field, { type: "integer" }])),
  });
  const refused = (current: unknown): Json => ({
    schema: { allOf: [{ oneOf: [{ type: "object", properties: { code: { enum: ["wrong_state"] }, current } }] }] },
  });

  it.each([
    ["within two schemas", { One: object("a"), Two: { items: object("b", "c") }, Three: { items: object("b", "c") } }, {}],
    ["of one field", { Two: { items: object("b") }, Three: { items: object("b") } }, {}],
    ["of what two refusals carry", {}, { One: refused(object("b")), Two: refused(object("b")) }],
    ["of what one of two carries among others", {}, { One: refused(object("b", "c")), Two: refused({ anyOf: [object("d"), object("b", "c")] }) }],
    ["of a refusal, and within a schema", { One: { anyOf: [object("b")] } }, { Two: refused(object("b")) }],
    ["of a refusal, under the name of another", { One: object("b") }, { Two: refused(object("b")) }],
  ] as const)("C1 one is found: %s", (_name, schemas, responses) => {
    expect(saidTwice(schemas, responses)).toHaveLength(1);
  });

  it("C1 none is found where each is another, or the same under its name", () => {
    const reference = { $ref: "#/components/schemas/One" };
    expect(saidTwice({ One: object("a"), Two: object("b") }, { One: refused(reference), Two: refused(reference), Three: refused(object("a", "b")) })).toEqual(
      [],
    );
  });

  it("C1 outside of the components there is none", () => {
    const { components: _components, ...outside } = document;
    expect(inlineObjects(outside, "")).toEqual([]);
  });
});

describe("C1 the examples of the OpenAPI document", () => {
  const documentedOf = ({ path, method }: (typeof OPERATIONS)[number]): Documented => document.paths[path]![method.toLowerCase()]!;
  const exampleOf = (media: Media | undefined): unknown => media?.content?.["application/json"]?.example;

  it.each(OPERATIONS.filter(({ body }) => body !== undefined).map((operation) => [operation.id, operation] as const))(
    "C1 %s has one of its body, which is taken as it is",
    (_id, operation) => {
      const example = exampleOf(documentedOf(operation).requestBody);
      expect(example).toBeTypeOf("object");
      expect(operation.body?.safeParse(example).error).toBeUndefined();
    },
  );

  const answered = OPERATIONS.filter(({ response, status }) => response instanceof z.ZodType && status !== 204);
  it.each(answered.map((operation) => [operation.id, operation] as const))("C1 %s has one of its answer, with every field of it", (_id, operation) => {
    const example = exampleOf(documentedOf(operation).responses[String(operation.status)]);
    expect((operation.response as z.ZodType).parse(example)).toEqual(example);
  });

  it("C1 they are in Japanese where people write, and name nobody", () => {
    const written = JSON.stringify(document.paths);
    expect(written).toContain("青葉 みなと");
    expect([...new Set(written.match(/[\w.]+@[\w.]+/g))]).toEqual(["aoba@example.jp"]);
  });
});

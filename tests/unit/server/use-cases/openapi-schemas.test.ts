import { describe, expect, it } from "vitest";
import { z } from "zod";
import { OPERATIONS } from "@/app/api/v1/operations";
import { API_ENUMERATIONS } from "@/lib/labels/api-enumerations";
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

/** The codes of a refusal, with what those of them carry: they narrow `Problem`, and what they carry has a name of its own. */
const isCodes = (properties: Json): boolean => "code" in properties && Object.keys(properties).every((name) => name === "code" || name === "current");

/** Places of the objects within a value that have no name of their own. */
function unnamedWithin(value: unknown, place: string): string[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => unnamed(inner, `${place}.${name}`));
}

function unnamed(value: unknown, place: string): string[] {
  const within = unnamedWithin(value, place);
  return isObject(value) && value["type"] === "object" && isObject(value["properties"]) && !isCodes(value["properties"]) ? [place, ...within] : within;
}

describe("C1 the schemas of the OpenAPI document", () => {
  it("C1 every object has a name, which a generated client calls it by", () => {
    const { schemas, responses } = document.components;
    expect(Object.keys(schemas).length).toBeGreaterThan(200);
    expect(Object.entries(schemas).flatMap(([name, schema]) => unnamedWithin(schema, name))).toEqual([]);
    expect(unnamed(responses, "responses")).toEqual([]);
  });

  const object = { type: "object", properties: { number: { type: "integer" } } };

  it.each([
    ["in a list", { type: "array", items: object }, ".items"],
    ["in a property", { type: "object", properties: { code: {}, current: object } }, ".properties.current"],
    ["beside null", { anyOf: [object, { type: "null" }] }, ".anyOf.0"],
    ["under free keys", { type: "object", additionalProperties: object }, ".additionalProperties"],
    ["that is called like a keyword", { type: "object", properties: { items: object } }, ".properties.items"],
    [
      "of what a refusal carries",
      { allOf: [{}, { oneOf: [{ type: "object", properties: { code: {}, current: object } }] }] },
      ".allOf.1.oneOf.0.properties.current",
    ],
    ["that has a code among others", { items: { type: "object", properties: { code: {}, detail: {} } } }, ".items"],
  ])("C1 an object without a name is found %s", (_where, schema, place) => {
    expect(unnamedWithin(schema, "")).toEqual([place]);
  });

  it("C1 codes alone, a reference and an object of free keys need no name", () => {
    const reference = { $ref: "#/components/schemas/One" };
    const free = { type: "object", additionalProperties: reference };
    expect(unnamed([{ type: "object", properties: { code: {}, current: reference } }, free], "")).toEqual([]);
  });

  it("C1 outside of the components there is none", () => {
    const { components: _components, ...outside } = document;
    expect(unnamed(outside, "")).toEqual([]);
  });
});

/** The places of each enumeration of three or more values. */
function enumerationsIn(value: unknown, place: string, found = new Map<string, string[]>()): Map<string, string[]> {
  if (!isObject(value)) return found;
  const values = value["enum"];
  if (Array.isArray(values) && values.length > 2) found.set(JSON.stringify(values), [...(found.get(JSON.stringify(values)) ?? []), place]);
  for (const [name, inner] of Object.entries(value)) enumerationsIn(inner, `${place}.${name}`, found);
  return found;
}

describe("C1 the enumerations of the OpenAPI document", () => {
  const isOfRefusals = (place: string): boolean => place.startsWith(".components.responses");

  it("C1 one that stands at three places has a name, and stands only there", () => {
    const repeated = [...enumerationsIn(document, "")].filter(([, places]) => places.filter((place) => !isOfRefusals(place)).length > 2);
    expect(repeated).toEqual([]);
    expect(document.components.schemas["AnswerStatus"]).toEqual({ type: "string", enum: ["implemented", "partial", "notImplemented", "notApplicable"] });
  });

  it("C1 each name is one of the document's", () => {
    expect(Object.keys(API_ENUMERATIONS).filter((name) => !(name in document.components.schemas))).toEqual([]);
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

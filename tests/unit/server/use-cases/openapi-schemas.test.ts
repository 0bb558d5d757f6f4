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
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
};

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** Schemas of objects with two fields or more that have no name of their own, with where they stand. */
function inlineObjects(value: unknown, place: string): { readonly place: string; readonly written: string }[] {
  if (!isObject(value)) return [];
  const within = Object.entries(value).flatMap(([name, inner]) => inlineObjects(inner, `${place}.${name}`));
  const { type, properties } = value;
  return type === "object" && isObject(properties) && Object.keys(properties).length > 1 ? [{ place, written: JSON.stringify(value) }, ...within] : within;
}

describe("C1 the schemas of the OpenAPI document", () => {
  it("C1 an object that is said twice has a name, which a generated client calls it by", () => {
    const { schemas } = document.components;
    const inline = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.entries(schema).flatMap(([key, inner]) => inlineObjects(inner, `${name}.${key}`)),
    );
    expect(inline.length).toBeGreaterThan(20);
    const said = grouped(inline, ({ written }) => written);
    expect([...said.values()].filter(({ length }) => length > 1).map((alike) => alike.map(({ place }) => place))).toEqual([]);
    const named = new Set(Object.values(schemas).map((schema) => JSON.stringify(schema)));
    expect(inline.filter(({ written }) => named.has(written)).map(({ place }) => place)).toEqual([]);
  });

  it("C1 outside of the named ones there is none but of the codes of a refusal", () => {
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

import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);
const schemasIn = (value: unknown): Schema[] => (isSchema(value) ? Object.values(value).filter(isSchema) : Array.isArray(value) ? value.filter(isSchema) : []);

/** Places of a schema that leave their value undefined. */
function unsaid(schema: Schema, place: string): string[] {
  if (Object.keys(schema).length === 0) return [place];
  const { properties, items, anyOf, additionalProperties } = schema;
  const fields = isSchema(properties) ? Object.entries(properties).flatMap(([name, field]) => (isSchema(field) ? unsaid(field, `${place}.${name}`) : [])) : [];
  return [
    ...fields,
    ...schemasIn([items, additionalProperties]).flatMap((inner) => unsaid(inner, `${place}[]`)),
    ...schemasIn(anyOf).flatMap((inner) => unsaid(inner, place)),
  ];
}

interface Part {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Documented {
  readonly operationId: string;
  readonly requestBody?: Part;
  readonly responses: Readonly<Record<string, Part>>;
}

describe("the OpenAPI document", () => {
  const document = openApiDocument(OPERATIONS) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  };
  const { schemas } = document.components;
  const documented = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  it("describes every field of a response, except the detail of an audit entry, which differs by action", () => {
    const { Problem: _problem, ...answers } = schemas;
    expect(Object.entries(answers).flatMap(([name, schema]) => unsaid(schema, name))).toEqual(["ListAuditAnswer.items[].detail"]);
  });

  it("C1 describes all input and output, and every reference resolves", () => {
    const written = JSON.stringify(document);
    const referred = [...written.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");
    expect(referred.filter((name) => !(name in schemas))).toEqual([]);
    expect(Object.keys(schemas).filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
    const bodies = documented.flatMap(({ requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap((part) =>
        Object.entries(part?.content ?? {}).flatMap(([type, { schema }]) => (type === "application/json" ? [schema] : [])),
      ),
    );
    expect(bodies.length).toBeGreaterThan(100);
    expect(bodies.filter((schema) => !("$ref" in schema))).toEqual([]);
  });

  it("C1 lists for each operation the statuses and codes of its refusals", () => {
    for (const { operationId, responses } of documented) {
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(["401", "403", "404", "409", "422", "429", "500", "503"]));
    }
  });

  it("C1 passes a public linter with its strictest rules", async () => {
    const config = await createConfig({ extends: ["recommended-strict"] });
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "/openapi.json", config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`)).toEqual([]);
  });

  it("C1 the linter detects errors", async () => {
    const config = await createConfig({ extends: ["recommended-strict"] });
    const { license: _license, ...info } = (document as unknown as { readonly info: Schema }).info;
    const problems = await lintFromString({ source: JSON.stringify({ ...document, info }), absoluteRef: "/openapi.json", config });
    expect(problems.map(({ ruleId }) => ruleId)).toEqual(["info-license"]);
  });
});

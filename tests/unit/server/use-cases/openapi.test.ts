import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { REFUSAL_CODES } from "@/lib/domain/shared/refusal";
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

interface Problems {
  readonly content?: Readonly<
    Record<
      string,
      {
        readonly schema: {
          readonly allOf?: readonly [unknown, { readonly properties: { readonly code: { readonly enum: readonly string[] }; readonly current?: Schema } }];
        };
      }
    >
  >;
}

interface Part {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Documented {
  readonly operationId: string;
  readonly requestBody?: Part;
  readonly responses: Readonly<Record<string, Part>>;
}

/** The strictest set of the linter, and rules that are in none. */
const STRICT: Parameters<typeof createConfig>[0] = {
  extends: ["recommended-strict"],
  rules: {
    "no-invalid-media-type-examples": { severity: "error", allowAdditionalProperties: false },
    "no-invalid-schema-examples": { severity: "error", allowAdditionalProperties: false },
    "no-invalid-parameter-examples": { severity: "error", allowAdditionalProperties: false },
    "no-required-schema-properties-undefined": "error",
    "component-name-unique": "error",
    "operation-singular-tag": "error",
    "no-http-verbs-in-paths": "error",
    "no-path-trailing-slash": "error",
    "paths-kebab-case": "error",
    "operation-4xx-problem-details-rfc7807": "error",
    "spec-strict-refs": "error",
    "tag-description": "error",
  },
};

describe("the OpenAPI document", () => {
  const document = openApiDocument(OPERATIONS) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly responses: Readonly<Record<string, Problems>> };
  };
  const { components } = document;
  const { schemas } = components;
  const documented = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  it("describes every field of a response, except the detail of an audit entry, which differs by action", () => {
    expect(Object.entries(schemas).flatMap(([name, schema]) => unsaid(schema, name))).toEqual(["AuditEntry.detail"]);
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

  const codesOf = (operationId: string): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(
      Object.entries(documented.find((one) => one.operationId === operationId)?.responses ?? {}).flatMap(([status, { $ref = "" }]) => {
        const codes =
          components.responses[$ref.replace("#/components/responses/", "")]?.content?.["application/problem+json"]?.schema.allOf?.[1].properties.code.enum;
        return codes ? [[status, codes]] : [];
      }),
    );

  it("C1 says at each operation with which status and codes it refuses: exactly those that follow from its declaration", () => {
    expect(codesOf("readMe")).toEqual({
      ...{ 401: ["not_signed_in"], 403: ["not_permitted"], 422: ["invalid_input"], 429: ["too_many_attempts"] },
      ...{ 500: ["internal_error"], 503: ["temporarily_unavailable"] },
    });
    expect(codesOf("acceptSheet")).toEqual({
      ...{
        400: ["malformed_request"],
        401: ["not_signed_in"],
        403: ["origin_mismatch", "not_permitted", "own_work"],
        404: ["not_found"],
        409: ["wrong_state"],
      },
      ...{ 413: ["too_large"], 415: ["unsupported_media_type"], 422: ["invalid_input"], 429: ["too_many_attempts"] },
      ...{ 500: ["internal_error"], 503: ["temporarily_unavailable"] },
    });
    expect(codesOf("importPeople")).toMatchObject({
      403: ["origin_mismatch", "not_permitted"],
      409: ["confirmation_required", "wrong_state"],
      413: ["too_large"],
      415: ["unsupported_media_type"],
    });
    expect(codesOf("importPeople")).not.toHaveProperty("400");
    expect(codesOf("acceptSheets")).toMatchObject({ 404: ["not_found"] });
    expect(codesOf("exportAnswers")).toMatchObject({ 429: ["too_many_attempts", "busy"] });
    expect(codesOf("listGuidelines")).not.toHaveProperty("403");
  });

  it("C1 gives the refusal of a stale version the schema of the answer that stands, at each operation with such a refusal", () => {
    const carried = Object.values(components.responses).flatMap(({ content }) => {
      const properties = content?.["application/problem+json"]?.schema.allOf?.[1].properties;
      return properties?.code.enum.includes("stale_version") ? [properties.current] : [];
    });
    expect(carried).toEqual([{ $ref: "#/components/schemas/StandingAnswer" }]);
    expect(schemas).toHaveProperty("StandingAnswer.properties.version");
  });

  it("C1 says of no operation what only a path without it refuses, and of every other code where it comes from", () => {
    const said = new Set(documented.flatMap(({ operationId }) => Object.values(codesOf(operationId)).flat()));
    expect(REFUSAL_CODES.filter((code) => !said.has(code))).toEqual(["method_not_allowed"]);
  });

  it("C1 shares a response among all operations that refuse with the same codes, and has none that nobody gives", () => {
    const given = documented.flatMap(({ responses }) => Object.values(responses).flatMap(({ $ref }) => $ref ?? []));
    expect(Object.keys(components.responses).filter((name) => !given.includes(`#/components/responses/${name}`))).toEqual([]);
    expect(Object.keys(components.responses).filter((name) => !/^[A-Z][A-Za-z]+(Refused\d{3})?$/.test(name))).toEqual([]);
    expect(given.length).toBeGreaterThan(10 * Object.keys(components.responses).length);
  });

  it("C1 passes a public linter with its strictest rules", async () => {
    const config = await createConfig(STRICT);
    const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: "/openapi.json", config });
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`)).toEqual([]);
  });

  it("C1 the linter detects errors", async () => {
    const config = await createConfig(STRICT);
    const { license: _license, ...info } = (document as unknown as { readonly info: Schema }).info;
    const problems = await lintFromString({ source: JSON.stringify({ ...document, info }), absoluteRef: "/openapi.json", config });
    expect(problems.map(({ ruleId }) => ruleId)).toEqual(["info-license"]);
  });
});

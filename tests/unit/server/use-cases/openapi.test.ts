import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { REFUSAL_CODES, type RefusalCode } from "@/lib/domain/shared/refusal";
import { sessionCookie } from "@/lib/server/auth/cookie";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);
const schemasIn = (value: unknown): Schema[] => (isSchema(value) ? Object.values(value).filter(isSchema) : Array.isArray(value) ? value.filter(isSchema) : []);

/** Places of a schema that leave their value undefined. */
function unsaid(schema: Schema, place: string): string[] {
  if (Object.keys(schema).length === 0) return [place];
  const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema;
  const fields = isSchema(properties) ? Object.entries(properties).flatMap(([name, field]) => (isSchema(field) ? unsaid(field, `${place}.${name}`) : [])) : [];
  return [
    ...fields,
    ...schemasIn([items, additionalProperties]).flatMap((inner) => unsaid(inner, `${place}[]`)),
    ...[anyOf, oneOf, allOf].flatMap(schemasIn).flatMap((inner) => unsaid(inner, place)),
  ];
}

/** Codes of one status whose refusals carry the same. */
interface Kind {
  readonly properties: { readonly code: { readonly enum: readonly RefusalCode[] }; readonly current?: Schema };
}

interface Problems {
  readonly content?: Readonly<Record<string, { readonly schema: { readonly allOf?: readonly [unknown, Kind | { readonly oneOf: readonly Kind[] }] } }>>;
}

function kindsOf({ content }: Problems): readonly Kind[] {
  const kinds = content?.["application/problem+json"]?.schema.allOf?.[1];
  if (!kinds) return [];
  return "oneOf" in kinds ? kinds.oneOf : [kinds];
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

  it("C1 describes every field of a response, of a refusal too, except the detail of an audit entry, which differs by action", () => {
    expect(Object.entries(schemas).flatMap(([name, schema]) => unsaid(schema, name))).toEqual(["AuditEntry.detail"]);
    const refusals = Object.entries(components.responses).flatMap(([name, { content = {} }]) =>
      Object.values(content).map(({ schema }) => [name, schema] as const),
    );
    expect(refusals.length).toBeGreaterThan(30);
    expect(refusals.flatMap(([name, schema]) => unsaid(schema, name))).toEqual([]);
  });

  it.each([
    [{ properties: { current: {} } }, "R.current"],
    [{ allOf: [{ $ref: "P" }, { oneOf: [{ properties: { current: { properties: { hash: {} } } } }] }] }, "R.current.hash"],
    [{ oneOf: [{ properties: { current: { anyOf: [{ type: "array", items: {} }] } } }] }, "R.current[]"],
  ])("C1 an undescribed field of a refusal is found: %j", (schema, place) => {
    expect(unsaid(schema, "R")).toEqual([place]);
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

  /** By status, how an operation refuses. */
  const kindsAt = (operationId: string): readonly (readonly [status: string, kinds: readonly Kind[]])[] =>
    Object.entries(documented.find((one) => one.operationId === operationId)?.responses ?? {}).flatMap(([status, { $ref = "" }]) => {
      const kinds = kindsOf(components.responses[$ref.replace("#/components/responses/", "")] ?? {});
      return kinds.length > 0 ? [[status, kinds] as const] : [];
    });
  const inOrder = (codes: readonly RefusalCode[]): RefusalCode[] => codes.toSorted((one, other) => REFUSAL_CODES.indexOf(one) - REFUSAL_CODES.indexOf(other));
  const codesOf = (operationId: string): Readonly<Record<string, readonly RefusalCode[]>> =>
    Object.fromEntries(kindsAt(operationId).map(([status, kinds]) => [status, inOrder(kinds.flatMap(({ properties }) => properties.code.enum))]));
  /** By code, what its refusals carry. */
  const currentsOf = (operationId: string): Readonly<Record<string, Schema>> =>
    Object.fromEntries(
      kindsAt(operationId).flatMap(([, kinds]) =>
        kinds.flatMap(({ properties: { code, current } }) => (current ? code.enum.map((one) => [one, current] as const) : [])),
      ),
    );

  it("C1 names the cookie of a signed-in browser as the portal sets it with and without TLS, each enough by itself, and the token", () => {
    const { components, security } = openApiDocument(OPERATIONS) as unknown as {
      components: { securitySchemes: Record<string, object> };
      security: Record<string, unknown>[];
    };
    expect(components.securitySchemes).toMatchObject({
      session: { in: "cookie", name: "next-auth.session-token" },
      secureSession: { in: "cookie", name: "__Secure-next-auth.session-token" },
      token: { scheme: "bearer" },
    });
    expect([false, true].map(sessionCookie)).toEqual(["next-auth.session-token", "__Secure-next-auth.session-token"]);
    expect(security).toEqual(Object.keys(components.securitySchemes).map((name) => ({ [name]: [] })));
  });

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
    const refusing = OPERATIONS.filter(({ refuses }) => refuses.includes("stale_version"));
    expect(refusing).toHaveLength(3);
    for (const { id } of refusing) expect(currentsOf(id)["stale_version"], id).toEqual({ $ref: "#/components/schemas/StandingAnswer" });
    expect(schemas).toHaveProperty("StandingAnswer.properties.version");
  });

  /** The schemas that a written one refers to by name. */
  const namedIn = (written: string): string => JSON.stringify([...written.matchAll(/schemas\/(\w+)/g)].map(([, name = ""]) => schemas[name]));

  it.each([
    ["cancelCycle", { wrong_state: "CycleInState", confirmation_required: "WithdrawnNumbers" }],
    ["approveCycle", { wrong_state: "CycleInState" }],
    ["handOver", { wrong_state: "SheetInState", confirmation_required: ["hash", "effects", "answers"] }],
    ["submitCycle", { wrong_state: "CycleInState", confirmation_required: ["hash"], duplicate: ["cycle"], other_edition: ["survey", "cycle"] }],
    ["handInSheet", { wrong_state: "SheetInState", confirmation_required: ["unanswered", "setAside", "measures"] }],
    ["closeSurvey", { wrong_state: "SurveyInState", confirmation_required: ["called", "submitted", "missing", "daysEarly", "closesOn"] }],
    ["createSurvey", { edition_not_binding: "EditionNotBinding" }],
    ["addSystem", { invalid_input: ["kinds"] }],
  ] as const)("C1 gives each code of %s that carries something a schema of its own", (id, carried) => {
    const currents = currentsOf(id);
    expect(Object.keys(currents).sort()).toEqual(Object.keys(carried).sort());
    for (const [code, expected] of Object.entries(carried)) {
      const written = JSON.stringify(currents[code]);
      if (typeof expected === "string") expect(written, code).toBe(JSON.stringify({ $ref: `#/components/schemas/${expected}` }));
      else for (const field of expected) expect(`${written} ${namedIn(written)}`, code).toContain(`"${field}":`);
    }
  });

  it("C1 gives every code that is declared to carry something its schema, and no other code one", () => {
    const declared = OPERATIONS.filter(({ current }) => Object.keys(current ?? {}).length > 0);
    expect(declared.length).toBeGreaterThan(35);
    for (const { id, current = {} } of OPERATIONS) expect(Object.keys(currentsOf(id)).sort(), id).toEqual(Object.keys(current).sort());
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

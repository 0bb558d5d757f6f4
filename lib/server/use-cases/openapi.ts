import { z } from "zod";
import { grouped } from "@/lib/domain/shared/grouped";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import { API_ENUMERATIONS } from "@/lib/labels/api-enumerations";
import { API_TAGS } from "@/lib/labels/api-tags";
import { sessionCookie } from "@/lib/server/auth/cookie";
import { PROBLEMS } from "@/lib/server/http/problem";
import { Examples, isObject, type Json } from "@/lib/server/use-cases/examples";
import type { CurrentByCode, Operation } from "@/lib/server/use-cases/operation";
import { refusalsOf } from "@/lib/server/use-cases/refusals";

const DESCRIPTION =
  "重要インフラ事業者の情報セキュリティ自己点検のポータルです。画面でできることは、この API でもできます。" +
  "断られたときは RFC 9457 の問題の詳細が返り、code は変わりません。一覧は page と perPage で分かれています。";

/** A browser's session or a token, each by itself. The document is the same for every portal, with and without TLS. */
const SECURITY_SCHEMES = {
  session: { type: "apiKey", in: "cookie", name: sessionCookie(false), description: "http のポータルの Cookie" },
  secureSession: { type: "apiKey", in: "cookie", name: sessionCookie(true), description: "https のポータルの Cookie" },
  token: { type: "http", scheme: "bearer" },
} as const;

/** Turns a record over a closed set of keys into an object with named properties, so that generated clients know the keys. */
function withNamedKeys(schema: Json): Json {
  const { propertyNames, additionalProperties, required, ...rest } = schema as {
    propertyNames?: { enum?: string[] };
    additionalProperties?: unknown;
    required?: string[];
  };
  const keys = propertyNames?.enum;
  if (!keys) return schema;
  return {
    ...rest,
    properties: Object.fromEntries(keys.map((key) => [key, additionalProperties])),
    ...(required && { required }),
    additionalProperties: false,
  };
}

const NAMED_VALUES: ReadonlyMap<string, string> = new Map(Object.entries(API_ENUMERATIONS).map(([name, values]) => [JSON.stringify(values), name]));

/** The schemas and responses of a document by name. What a zod schema calls itself (`meta({ id })`) is its name; others are named after their operation. */
class Components {
  readonly schemas: Record<string, Json> = {};
  readonly responses: Record<string, Json> = {};
  readonly #examples = new Examples(this.schemas);

  #add(name: string, schema: Json): void {
    const known = this.schemas[name];
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas are called ${name}`);
    this.schemas[name] = schema;
  }

  #within(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#within(one));
    if (!isObject(value)) return value;
    const { $schema: _dialect, $defs = {}, $ref, id: _name, ...rest } = this.#withNamedValues(value);
    for (const [name, schema] of Object.entries($defs as Record<string, Json>)) this.#add(name, this.#within(schema) as Json);
    if (typeof $ref === "string") return { $ref: $ref.replace("#/$defs/", "#/components/schemas/"), ...rest };
    return withNamedKeys(Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, this.#part(key, one)])));
  }

  #part(key: string, value: unknown): unknown {
    if (key === "properties") return this.#each(value as Json);
    return key === "propertyNames" ? value : this.#within(value);
  }

  /** The enumeration by its name, if it has one (`API_ENUMERATIONS`), with what else is said of it here. */
  #withNamedValues(value: Json): Json {
    const { type, enum: values, ...rest } = value;
    const name = Array.isArray(values) ? NAMED_VALUES.get(JSON.stringify(values)) : undefined;
    if (name === undefined) return value;
    this.#add(name, { type, enum: values });
    return { ...rest, $ref: `#/$defs/${name}` };
  }

  /** Properties map names to schemas, and a name may look like a keyword. */
  #each(properties: Json): Json {
    return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, this.#within(schema)]));
  }

  inline(schema: z.ZodType, io: "input" | "output"): Json {
    return this.#within(z.toJSONSchema(schema, { io, unrepresentable: "any" })) as Json;
  }

  /** A named schema with an example. */
  example(schema: Json): Json {
    return { schema, example: this.#examples.of(schema) };
  }

  /** Adds a response under its name; gives the reference. */
  response(name: string, response: Json): Json {
    const known = this.responses[name];
    if (known && JSON.stringify(known) !== JSON.stringify(response)) throw new Error(`two responses are called ${name}`);
    this.responses[name] = response;
    return { $ref: `#/components/responses/${name}` };
  }

  /** Adds the schema under its name; returns the reference and the schema itself. */
  named(name: string, schema: z.ZodType, io: "input" | "output"): { readonly reference: Json; readonly whole: Json } {
    const whole = this.inline(schema, io);
    const { $ref } = whole;
    if (typeof $ref === "string") return { reference: whole, whole: this.schemas[$ref.replace("#/components/schemas/", "")] ?? {} };
    this.#add(name, whole);
    return { reference: { $ref: `#/components/schemas/${name}` }, whole };
  }
}

const pascal = (id: string): string => `${id.slice(0, 1).toUpperCase()}${id.slice(1)}`;

function parameters(schema: z.ZodType | undefined, place: "path" | "query", components: Components): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = components.inline(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}

function requestBody({ id, bytes, body }: Operation, components: Components): Json {
  if (bytes) {
    const content = Object.fromEntries(bytes.contentTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]));
    return { requestBody: { required: true, content } };
  }
  if (!body) return {};
  const { reference: schema, whole } = components.named(`${pascal(id)}Body`, body, "input");
  const { required = [] } = whole as { required?: string[] };
  return { requestBody: { required: required.length > 0, content: { "application/json": components.example(schema) } } };
}

const titled = (code: RefusalCode): string => `${code}：${PROBLEMS[code].title}`;

/** Codes whose refusals carry the same. */
const kindOf = (codes: readonly RefusalCode[], current: Json | null): Json => ({
  type: "object",
  required: ["code"],
  properties: { code: { type: "string", enum: codes }, ...(current && { current }) },
});

/** One status with the codes that it can have, each that carries a `current` with its schema. */
function problemResponse(codes: readonly RefusalCode[], current: CurrentByCode, components: Components): Json {
  const carrying = codes.flatMap((code) => (current[code] ? [kindOf([code], components.inline(current[code], "output"))] : []));
  const others = codes.filter((code) => !current[code]);
  const kinds = [...carrying, ...(others.length > 0 ? [kindOf(others, null)] : [])];
  const [only] = kinds;
  return {
    description: codes.map(titled).join("、"),
    content: { "application/problem+json": { schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, kinds.length === 1 ? only : { oneOf: kinds }] } } },
  };
}

/** Up to so many codes make the name of a response; one with more is called after its operation. */
const NAMING_CODES = 3;

/**
 * Operations that refuse with the same codes share a response, which is called after the codes whatever other operations there
 * are. What a refusal carries differs by operation, so such a response is called after its operation.
 */
const problemName = ({ id, current = {} }: Operation, status: number, codes: readonly RefusalCode[]): string =>
  codes.length <= NAMING_CODES && !codes.some((code) => current[code])
    ? codes.map((code) => code.split("_").map(pascal).join("")).join("Or")
    : `${pascal(id)}Refused${status}`;

/** By status, how an operation refuses. */
function problems(operation: Operation, components: Components): Json {
  const byStatus = grouped(refusalsOf(operation), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      components.response(problemName(operation, status, codes), problemResponse(codes, operation.current ?? {}, components)),
    ]),
  );
}

function responses(operation: Operation, components: Components): Json {
  const { id, response, status } = operation;
  const content =
    status === 204
      ? {}
      : response instanceof z.ZodType
        ? { content: { "application/json": components.example(components.named(`${pascal(id)}Answer`, response, "output").reference) } }
        : { content: { [response.contentType]: { schema: { type: "string" } } } };
  return { [String(status)]: { description: "成功", ...content }, ...problems(operation, components) };
}

const FIELD_PROBLEM_SCHEMA = {
  ...{ type: "object", description: "入力の欄と、そこの誤り", required: ["path", "message"] },
  properties: { path: { type: "string" }, message: { type: "string" } },
};

const PROBLEM_SCHEMA = {
  type: "object",
  description: "問題の詳細（RFC 9457）",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    detail: { type: "string" },
    fields: { type: "array", items: { $ref: "#/components/schemas/FieldProblem" } },
    current: {
      type: "object",
      description: "いまの状態。持つ code と形は、操作ごとの応答にある（confirmation_required では確かめる件数など）",
      additionalProperties: true,
    },
    list: {
      type: "array",
      description: "理由となったもの。項目や点検票の番号、名前など。一つの文で足りないものはオブジェクト",
      items: { anyOf: [{ type: "string" }, { type: "object", additionalProperties: true }] },
    },
  },
  examples: [
    {
      type: "urn:portal:problem:not_found",
      title: PROBLEMS.not_found.title,
      status: 404,
      code: "not_found",
      detail: "見つかりません。場所が変わったか、見る権限がありません。",
    },
  ],
};

/** The OpenAPI 3.1 document of the operations; the same schemas parse the requests. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: {
        operationId: operation.id,
        tags: [operation.tag],
        summary: operation.summary,
        parameters: [...parameters(operation.params, "path", components), ...parameters(operation.query, "query", components)],
        ...requestBody(operation, components),
        responses: responses(operation, components),
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      ...{ title: "情報セキュリティ自己点検ポータル API", version: "1", description: DESCRIPTION },
      license: { name: "UNLICENSED", identifier: "LicenseRef-UNLICENSED" },
    },
    servers: [{ url: "/api/v1", description: "このポータル" }],
    security: Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] })),
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name, description: API_TAGS[name] ?? name })),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      responses: components.responses,
      schemas: { Problem: PROBLEM_SCHEMA, FieldProblem: FIELD_PROBLEM_SCHEMA, ...components.schemas },
    },
  };
}

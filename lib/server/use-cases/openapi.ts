import { z } from "zod";
import { PROBLEMS } from "@/lib/server/http/problem";
import type { Operation } from "@/lib/server/use-cases/operation";

type Json = Record<string, unknown>;

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}

function requestBody(operation: Operation): Json {
  if (operation.bytes) {
    const content = Object.fromEntries(operation.bytes.contentTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]));
    return { requestBody: { required: true, content } };
  }
  if (!operation.body) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: jsonSchema(operation.body, "input") } } } };
}

function responses(operation: Operation): Json {
  const { response, status } = operation;
  const content =
    status === 204
      ? {}
      : response instanceof z.ZodType
        ? { content: { "application/json": { schema: jsonSchema(response, "output") } } }
        : { content: { [response.contentType]: { schema: { type: "string" } } } };
  return {
    [String(status)]: { description: "成功", ...content },
    default: { description: "問題の詳細（RFC 9457）", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } },
  };
}

const PROBLEM_SCHEMA = {
  type: "object",
  required: ["type", "title", "status", "code", "detail"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    detail: { type: "string" },
    fields: {
      type: "array",
      items: { type: "object", required: ["path", "message"], properties: { path: { type: "string" }, message: { type: "string" } } },
    },
    current: {},
    list: { type: "array", items: {} },
  },
};

/** The OpenAPI 3.1 document of the operations; the same schemas parse the requests. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: {
        operationId: operation.id,
        tags: [operation.tag],
        summary: operation.summary,
        parameters: [...parameters(operation.params, "path"), ...parameters(operation.query, "query")],
        ...requestBody(operation),
        responses: responses(operation),
      },
    };
  }
  return {
    openapi: "3.1.0",
    info: { title: "情報セキュリティ自己点検ポータル API", version: "1" },
    servers: [{ url: "/api/v1" }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
        token: { type: "http", scheme: "bearer" },
      },
      schemas: { Problem: PROBLEM_SCHEMA },
    },
  };
}

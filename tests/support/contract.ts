import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Answer } from "@/tests/support/api";
import type { Portal } from "@/tests/support/portal-server";

/** What of an answer the document speaks of. */
type Held = Pick<Answer, "status" | "contentType" | "text">;

export interface Documented {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Record<string, unknown> }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: { readonly $ref?: string } }> };
  readonly responses: Record<string, { readonly $ref?: string; readonly content?: Record<string, { readonly schema: object }> }>;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Documented>>;
  readonly components: {
    readonly schemas: Record<string, Record<string, unknown>> & { readonly Problem: Record<string, unknown> };
    readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
  };
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const compiled = new Map<object, ValidateFunction>();

function faultsOf({ components }: ApiDocument, schema: object, text: string): unknown[] {
  const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components }); // references are relative to the document's root
  compiled.set(schema, validate);
  validate(JSON.parse(text));
  return validate.errors ?? [];
}

/** A schema of the document, with a reference resolved. */
export function schemaOf({ components }: ApiDocument, schema: { readonly $ref?: string } | undefined): Record<string, unknown> | undefined {
  const name = schema?.$ref?.replace("#/components/schemas/", "");
  return name === undefined ? schema : components.schemas[name];
}

/** The document does not change while tests run, so it is read once, from the first portal that responds. */
let known: Promise<ApiDocument> | null = null;

async function readDocument({ url }: Pick<Portal, "url">): Promise<ApiDocument> {
  const answer = await fetch(`${url}/api/v1/openapi.json`, { signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`the OpenAPI document is answered with ${String(answer.status)}`);
  return (await answer.json()) as ApiDocument;
}

/** Null if the portal ended after its response, as some tests intend. */
async function documentOf(portal: Pick<Portal, "url">): Promise<ApiDocument | null> {
  known ??= readDocument(portal);
  try {
    return await known;
  } catch {
    known = null;
    return null;
  }
}

const placeholders = (template: string): number => template.split("{").length;
const matches = (template: string, path: string): boolean => new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

function documentedAt({ paths }: ApiDocument, method: string, path: string): Documented | undefined {
  const [best] = Object.keys(paths)
    .filter((template) => matches(template, path) && paths[template]?.[method] !== undefined)
    .sort((one, other) => placeholders(one) - placeholders(other));
  return best === undefined ? undefined : paths[best]?.[method];
}

interface Kind {
  readonly properties: { readonly code: { readonly enum: readonly string[] }; readonly current?: object };
}

/** What a refusal carries must have a schema at its code. */
function currentDeviations(schema: object, text: string): unknown[] {
  const { code, current } = JSON.parse(text) as { readonly code: string; readonly current?: unknown };
  const [, kinds] = (schema as { readonly allOf: readonly [unknown, Kind | { readonly oneOf: readonly Kind[] }] }).allOf;
  const documented = ("oneOf" in kinds ? kinds.oneOf : [kinds]).find(({ properties }) => properties.code.enum.includes(code))?.properties.current;
  return current === undefined || documented ? [] : [`what a refusal with ${code} carries is not documented`];
}

/**
 * Deviations of a refusal: its status must be documented for the operation, its code for the status, and what it carries for
 * the code. A refusal before an operation is found has none of them.
 */
function problemDeviations(document: ApiDocument, operation: Documented | undefined, status: number, text: string): unknown[] {
  if (!operation) return faultsOf(document, document.components.schemas.Problem, text);
  const name = operation.responses[String(status)]?.$ref?.split("/").at(-1) ?? "";
  const schema = document.components.responses[name]?.content["application/problem+json"]?.schema;
  return schema ? [...faultsOf(document, schema, text), ...currentDeviations(schema, text)] : [`a refusal with ${String(status)} is not documented`];
}

function deviations(document: ApiDocument, method: string, path: string, { status, contentType, text }: Held): unknown[] {
  const [type = ""] = contentType.split(";");
  const operation = documentedAt(document, method, path);
  const documented = operation?.responses[String(status)];
  if (type === "application/problem+json") return problemDeviations(document, operation, status, text);
  if (status < 200 || status > 299) return [];
  if (!documented) return [`${String(status)} is not documented`];
  if (!documented.content) return text === "" ? [] : ["no body is documented"];
  const schema = documented.content[type]?.schema;
  if (!schema) return [`${type} is not documented`];
  return type === "application/json" ? faultsOf(document, schema, text) : [];
}

/** Compares a response of the API with the OpenAPI document, which allows no undocumented field. */
export async function expectAsDocumented(portal: Pick<Portal, "url">, method: string, address: string, answer: Held): Promise<void> {
  const [path = ""] = address.split("?");
  if (path === "/openapi.json" || method === "HEAD" || method === "OPTIONS") return;
  const document = await documentOf(portal);
  const found = document ? deviations(document, method.toLowerCase(), path, answer) : [];
  if (found.length > 0) throw new Error(`${method} ${path} is not answered as documented: ${JSON.stringify(found)}\n${answer.text.slice(0, 400)}`);
}

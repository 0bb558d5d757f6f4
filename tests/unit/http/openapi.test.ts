import { describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { openApiDocument } from "@/lib/server/use-cases/openapi";

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);
const schemasIn = (value: unknown): Schema[] => (isSchema(value) ? Object.values(value).filter(isSchema) : Array.isArray(value) ? value.filter(isSchema) : []);

/** The places of a schema that say nothing about their value. */
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

interface Documented {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

describe("the OpenAPI document", () => {
  const { paths } = openApiDocument(OPERATIONS) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>> };
  const documented = Object.values(paths).flatMap((methods) => Object.values(methods));

  it("says of every field of an answer what it holds, but of the detail of an audit entry, which differs by action", () => {
    const places = documented.flatMap(({ operationId, responses: { default: _problem, ...responses } }) =>
      Object.values(responses).flatMap(({ content = {} }) => Object.values(content).flatMap(({ schema }) => unsaid(schema, operationId))),
    );
    expect(places).toEqual(["listAudit.items[].detail"]);
  });
});

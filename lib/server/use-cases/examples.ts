import { API_EXAMPLES } from "@/lib/labels/api-examples";

/** A part of a document. */
export type Json = Record<string, unknown>;

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: "5f0c1c5e-0000-4000-8000-000000000001",
  date: "2026-11-02",
  "date-time": "2026-11-02T01:30:00.000Z",
};
const SOME = 12;

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isNull = ({ type }: Json): boolean => type === "null";

/** Composes examples of schemas of a document: what a schema says of itself, else what `API_EXAMPLES` has for the name of each field. */
export class Examples {
  constructor(private readonly schemas: Readonly<Record<string, Json>>) {}

  of(reference: Json): unknown {
    return this.#at(reference, "", "");
  }

  /** `owner`: the named schema that the field stands in. */
  #at(schema: Json, owner: string, field: string): unknown {
    const { $ref, examples, enum: choices, anyOf, oneOf, type } = schema;
    if (typeof $ref === "string") {
      const name = $ref.replace("#/components/schemas/", "");
      return this.#at(this.schemas[name] ?? {}, name, field);
    }
    const own = API_EXAMPLES[`${owner}.${field}`];
    if (own === null || Array.isArray(own)) return own;
    if (Array.isArray(examples)) return examples[0];
    if ("const" in schema) return schema["const"];
    if (Array.isArray(choices)) return choices[0];
    const [variant] = ((anyOf ?? oneOf ?? []) as Json[]).filter((one) => !isNull(one));
    if (variant) return this.#at(variant, owner, field);
    return this.#plain(schema, Array.isArray(type) ? type[0] : type, owner, field);
  }

  #plain(schema: Json, type: unknown, owner: string, field: string): unknown {
    if (type === "object") return this.#object(schema, owner, field);
    if (type === "array") return [this.#at(schema["items"] as Json, owner, field)];
    if (type === undefined) return {};
    const known = API_EXAMPLES[`${owner}.${field}`] ?? API_EXAMPLES[field];
    if (type === "boolean") return known ?? false;
    if (type === "integer" || type === "number") return typeof known === "number" ? known : SOME;
    const { format } = schema;
    if (format === "uuid") return BY_FORMAT[format];
    const text: unknown = known ?? (typeof format === "string" ? BY_FORMAT[format] : undefined);
    if (text === undefined) throw new Error(`${owner}.${field} has no example`);
    return text;
  }

  #object({ properties, additionalProperties }: Json, owner: string, field: string): Json {
    if (isObject(properties)) return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, this.#at(one as Json, owner, name)]));
    const key = API_EXAMPLES[`${field}{}`];
    if (key === undefined) throw new Error(`${owner}.${field} has no example of a key`);
    return { [String(key)]: this.#at(additionalProperties as Json, owner, field) };
  }
}

import type { z } from "zod";

export type AddressQuery = Readonly<Record<string, string | string[] | undefined>>;

/** The parts of an address that the schema takes; what makes no sense counts as missing, for people change addresses by hand. */
export function sensibleParts<Schema extends z.ZodObject>(schema: Schema, query: AddressQuery): Partial<z.output<Schema>> {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    const field = schema.shape[name] as z.ZodType | undefined;
    const parsed = typeof value === "string" && value !== "" ? field?.safeParse(value) : undefined;
    return parsed?.success ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(parts) as Partial<z.output<Schema>>;
}

/** The parts that are there, as the search of an address. */
export function searchOf(parts: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams(Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
  return search === "" ? "" : `?${search}`;
}

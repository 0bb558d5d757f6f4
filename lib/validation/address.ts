import type { z } from "zod";
import { cleanAnyway, hasVisible } from "@/lib/domain/shared/text";
import { isStorable } from "@/lib/validation/storable";

export type AddressQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an address asks of a page. */
export interface Asked<Parts> {
  readonly parts: Parts;
  /** The first of what the page could not use, as it stands in the address: `state=opne`. The page says it (`unusedText`). */
  readonly unused: readonly string[];
}

/** Every page reads it, for the notice of what was done before. */
const NOTICE = "notice";
const MOST_NAMED = 5;
const LONGEST_NAME = 30;
const LONGEST_VALUE = 40;

const cut = (text: string, most: number): string => [...cleanAnyway(text)].slice(0, most).join("");

/**
 * The parts of an address that the schema takes, whose fields are all optional or have a default. People change and cut addresses
 * by hand: what makes no sense is left out alone, and named, so that a list never looks filtered where it is not. `beside`: other
 * parts that the page reads. A part without a visible value asks for nothing, like an empty field of a form.
 */
export function askedOf<Schema extends z.ZodObject>(schema: Schema, query: AddressQuery, beside: readonly string[] = []): Asked<z.output<Schema>> {
  const accepted: Record<string, string> = {};
  const unused: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    // For a name of every object's (`constructor=a&constructor=b`) the framework adds the object's own part to the texts.
    const given = [value ?? []].flat().filter((one) => typeof one === "string" && hasVisible(one));
    if (given.length === 0 || name === NOTICE || beside.includes(name)) continue;
    const [first = "", ...others] = given;
    const field = Object.hasOwn(schema.shape, name) ? (schema.shape[name] as z.ZodType) : undefined;
    if (others.length === 0 && isStorable(first) && field?.safeParse(first).success === true) accepted[name] = first;
    else unused.push(...given.map((one) => `${cut(name, LONGEST_NAME)}=${cut(one, LONGEST_VALUE)}`));
  }
  return { parts: schema.parse(accepted), unused: unused.slice(0, MOST_NAMED) };
}

/** The parts that are there, as the search of an address. */
export function searchOf(parts: AddressQuery): string {
  const search = new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]))).toString();
  return search === "" ? "" : `?${search}`;
}

import "server-only";
import { createHash } from "node:crypto";

const confirms = (name: string): boolean => name.startsWith("confirmed");

/** A confirmation as the form sends it that a refusal asked: what is confirmed, and the input that it was asked for. */
const ASKED = /^(\d{1,9}|yes)\/([0-9a-f]{16})$/;

/** Tells one input of a form from another: everything that it says but what it confirms. */
export function inputOf(form: FormData): string {
  const said = [...form].filter(([name]) => !name.startsWith("$") && !confirms(name));
  const texts = said.map(([name, value]) => [name, typeof value === "string" ? value.replaceAll("\r\n", "\n") : value.size]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}

/**
 * The form without the confirmations that a refusal asked for another input: what the refusal named is not what would be done now,
 * even where the number is the same. The number that the page began with goes too, since the refusal took its place on the page.
 */
export function withoutOtherInputs(form: FormData): FormData {
  const input = inputOf(form);
  const asked = [...form].flatMap(([name, value]) => {
    const [, said, askedFor] = (confirms(name) && typeof value === "string" && ASKED.exec(value)) || [];
    return said === undefined ? [] : [{ name, said, fits: askedFor === input }];
  });
  const settled = new FormData();
  for (const { name, said, fits } of asked) if (fits) settled.append(name, said);
  for (const [name, value] of form) if (!asked.some((one) => one.name === name)) settled.append(name, value);
  return settled;
}

import "server-only";
import { createHash } from "node:crypto";
import type { Confirms } from "@/lib/server/use-cases/form-outcome";

const confirms = (name: string): boolean => name.startsWith("confirmed");

/** A confirmation as the form sends it that a refusal asked: what is confirmed, and the input that it was asked for. */
const ASKED = /^(\d{1,9}|yes)\/([0-9a-f]{16})$/;

/** Tells one input of a form from another: everything that it says but what it confirms. */
export function inputOf(form: FormData): string {
  const said = [...form].filter(([name]) => !name.startsWith("$") && !confirms(name));
  const texts = said.map(([name, value]) => [name, typeof value === "string" ? value.replaceAll("\r\n", "\n") : value.size]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}

/** The confirmations of the form that a refusal asked for, each with the input that it was asked for. */
const askedIn = (form: FormData) =>
  [...form].flatMap(([name, value]) => {
    const [, said, input] = (confirms(name) && typeof value === "string" && ASKED.exec(value)) || [];
    return said === undefined || input === undefined ? [] : [{ name, said, input }];
  });

/**
 * What sending the refused form again confirms: what the refusal asks, beside what the form confirmed for the same input, so that one
 * confirmation after the other comes to an end. A refusal that asks nothing leaves what was asked, for its own input.
 */
export function confirmsAgain(form: FormData, asks: Confirms | undefined): Confirms | undefined {
  const sent = askedIn(form);
  const input = asks?.input ?? sent[0]?.input;
  if (input === undefined) return undefined;
  const kept = sent.filter((one) => one.input === input).map(({ name, said }) => [name, said === "yes" ? said : Number(said)] as const);
  return { input, numbers: { ...Object.fromEntries(kept), ...asks?.numbers } };
}

/**
 * The form without the confirmations that a refusal asked for another input: what the refusal named is not what would be done now,
 * even where the number is the same. The number that the page began with goes too, since the refusal took its place on the page.
 */
export function withoutOtherInputs(form: FormData): FormData {
  const input = inputOf(form);
  const asked = askedIn(form);
  const settled = new FormData();
  for (const one of asked) if (one.input === input) settled.append(one.name, one.said);
  for (const [name, value] of form) if (!asked.some((one) => one.name === name)) settled.append(name, value);
  return settled;
}

import { createHash } from "node:crypto";
import { publishedEntries } from "@/lib/content/published-entries";
import type { Edition } from "@/lib/domain/guideline/edition";

/**
 * SHA-256 (hex) over all that an edition says, the same however its objects were built: keys are sorted, lists keep their
 * order. 旧版 and the crosswalks are part of it, so that what is read under a hash never changes.
 */
export function editionFingerprint(edition: Edition): string {
  return sha256(canonical(edition));
}

/**
 * SHA-256 (hex) over what an errata revision may never change once an edition is published (docs/design.md 2): membership,
 * order, numbers, tier, actors (of each paragraph too), phase, situation, parents and readings.
 */
export function structureFingerprint(edition: Edition): string {
  const members = publishedEntries(edition).filter((entry) => entry.member);
  return sha256(canonical([edition.id, members.map(({ name, fixed }) => [name, fixed])]));
}

/** JSON that is the same for equal values, whatever the order of their keys: a database gives them in its own. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

import { createHash } from "node:crypto";
import { publishedEntries } from "@/lib/content/published-entries";
import type { Edition } from "@/lib/domain/guideline/edition";

/**
 * SHA-256 (hex) over the whole content of an edition. It does not depend on how the objects were built: keys are sorted,
 * lists keep their order. It includes 旧版 and the crosswalks, so that the content under a hash never changes.
 */
export function editionFingerprint(edition: Edition): string {
  return sha256(canonical(edition));
}

/**
 * SHA-256 (hex) over the parts of a published edition that an errata revision must not change (docs/design.md 2): membership,
 * order, numbers, tier, actors (of each paragraph too), phase, situation, parents and readings.
 */
export function structureFingerprint(edition: Edition): string {
  const members = publishedEntries(edition).filter((entry) => entry.member);
  return sha256(canonical([edition.id, members.map(({ name, fixed }) => [name, fixed])]));
}

/** JSON that is the same for equal values, whatever the order of their keys, because a database returns them in its own order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

import { createHash } from "node:crypto";
import type { Crosswalk, Edition } from "@/lib/domain/guideline/edition";

/**
 * SHA-256 (hex) over what an edition says, the same however its objects were built: keys are sorted, lists keep their
 * order. Left out is what other editions decide: `old`, which changes when a successor appears, and the crosswalks, which
 * belong to two editions and have a fingerprint of their own.
 */
export function editionFingerprint(edition: Edition): string {
  return sha256(canonical({ ...edition, old: undefined, crosswalks: undefined }));
}

/**
 * SHA-256 (hex) over what an errata revision may never change once an edition is published (DESIGN.md 2): ids, tier,
 * actors, phase, parents and membership.
 */
export function structureFingerprint({ id, sections, items }: Edition): string {
  return sha256(
    canonical({
      id,
      sections: sections.map((section) => [section.id, section.parent, section.phase]),
      items: items.map((item) => [
        [item.id, item.kind, item.tier, item.phase, item.section, item.parent, item.illustrates],
        [item.actors, item.answeredBy],
      ]),
    }),
  );
}

export function crosswalkFingerprint(crosswalk: Crosswalk): string {
  return sha256(canonical(crosswalk));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

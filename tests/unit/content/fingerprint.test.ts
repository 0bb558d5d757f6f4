import { describe, expect, it } from "vitest";
import { editionFingerprint, structureFingerprint } from "@/lib/content/fingerprint";
import { loadEditions } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";
import { CONTENT_ROOT } from "./content-copy";

function kuko(): Edition {
  const loaded = loadEditions(CONTENT_ROOT);
  const edition = loaded.ok ? loaded.value.find(({ id }) => id === "kuko-2") : undefined;
  if (edition === undefined) throw new Error("kuko-2 was not loaded");
  return edition;
}

/** The same value with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const withFirstItem = (edition: Edition, change: Partial<Edition["items"][number]>): Edition => ({
  ...edition,
  items: edition.items.map((item, index) => (index === 0 ? { ...item, ...change } : item)),
});

describe("the fingerprint of an edition", () => {
  const edition = kuko();

  it("is a SHA-256 that stays the same after a round trip through JSON with another key order", () => {
    const copy = reversed(JSON.parse(JSON.stringify(edition))) as Edition;
    expect(editionFingerprint(edition)).toMatch(/^[0-9a-f]{64}$/);
    expect(editionFingerprint(copy)).toBe(editionFingerprint(edition));
  });

  it("changes with a character of the text, with the order of a list and with a note", () => {
    const { items } = edition;
    const changed = [withFirstItem(edition, { text: `${items[0]?.text ?? ""}。` }), { ...edition, items: items.toReversed() }, { ...edition, note: "注" }];
    for (const other of changed) expect(editionFingerprint(other)).not.toBe(editionFingerprint(edition));
  });

  it("changes with everything that is shown, including 旧版 and the crosswalks", () => {
    const crosswalks = edition.crosswalks.map((crosswalk) => ({ ...crosswalk, entries: crosswalk.entries.slice(1) }));
    for (const other of [
      { ...edition, old: true },
      { ...edition, crosswalks },
    ]) {
      expect(editionFingerprint(other)).not.toBe(editionFingerprint(edition));
    }
  });

  it("allows errata to change text, but neither tier, actors nor membership", () => {
    const errata = withFirstItem({ ...edition, revision: 2, note: "正誤", old: true }, { text: "改めた文" });
    expect(structureFingerprint(errata)).toBe(structureFingerprint(edition));
    const structural = [
      withFirstItem(edition, { tier: "reference" }),
      withFirstItem(edition, { actors: ["経営層"] }),
      withFirstItem(edition, { phase: "do" }),
      withFirstItem(edition, { code: "①" }),
      withFirstItem(edition, { situation: "平時" }),
      withFirstItem(edition, { paragraphs: edition.items[0]?.paragraphs.map((one) => ({ ...one, actors: ["経営層"] })) ?? [] }),
      { ...edition, readings: edition.readings.slice(1) },
      { ...edition, items: edition.items.slice(1) },
    ];
    for (const other of structural) expect(structureFingerprint(other)).not.toBe(structureFingerprint(edition));
  });
});

import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { submissionContent } from "@/lib/domain/survey/submission";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { contentView } from "@/lib/features/submissions/content/parts";
import { itemTitles } from "@/lib/labels/item-title";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const edition = loaded.value.find(({ id }) => id === "kuko-2");
if (!edition) throw new Error("kuko-2 is missing");
const index = {
  edition,
  titles: itemTitles(edition),
  items: new Map(edition.items.map((item) => [item.id, item])),
  sections: new Map(edition.sections.map((section) => [section.id, section])),
} as unknown as EditionIndex;

const scope = { role: "ciso", department: null, system: null } as const;
const content = submissionContent({
  ...{ edition: { id: "kuko-2", revision: 1, contentHash: "0".repeat(64) }, operator: "o", cycle: "c", period: { from: "2026-10-01", to: "2026-12-18" } },
  ...{ version: 1, previousHash: null, remarks: [], sheets: [{ ...scope, handedOut: 2, counted: 2 }] },
  tallies: [
    { ...scope, item: "kuko-2:3.1.1:1", asked: 2, implemented: 1, partial: 0, notImplemented: 0, notApplicable: 0 },
    { ...scope, item: "kuko-2:3.1.1:2", asked: 0, implemented: 0, partial: 0, notImplemented: 0, notApplicable: 0 },
  ],
});

describe("the content of a submission for readers", () => {
  const { tables, tiersNote } = contentView(content, "{}", index, null);
  const items = new Map(tables.flatMap((table) => table.items).map((item) => [item.id, item]));

  it("separates 対策項目 and 具体例, each item with a unique title and its text", () => {
    expect(tables.map(({ tier }) => tier)).toEqual(["対策項目", "具体例"]);
    expect(tables.flatMap((table) => table.items)).toHaveLength(edition.items.length);
    for (const { items: mine } of tables) {
      expect(new Set(mine.map(({ code, heading }) => `${code} ${heading}`)).size).toBe(mine.length);
      for (const { id, text } of mine) expect(text).toBe(index.items.get(id)?.text);
    }
  });

  it("M11 explains the two numbers of measures like every other page", () => {
    expect(tiersNote).toContain("対策項目は169件で");
    expect(tiersNote).toContain("（対策項目の数値は163件）");
  });

  it("distinguishes counted items from those that nobody handed in and that nobody was asked", () => {
    expect(items.get("kuko-2:3.1.1:1")?.counted).toEqual({
      kind: "counts",
      asked: 2,
      counts: { implemented: 1, partial: 0, notImplemented: 0, notApplicable: 0, unanswered: 1 },
    });
    expect(items.get("kuko-2:3.1.1:2")?.counted).toEqual({ kind: "notGrasped" });
    expect(items.get("kuko-2:3.3.2:1")?.counted).toEqual({ kind: "notAsked" });
  });
});

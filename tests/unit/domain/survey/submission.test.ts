import { describe, expect, it } from "vitest";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { type SubmissionSource, scoresFromSubmission, sectorFromSubmissions, submissionContent } from "@/lib/domain/survey/submission";
import { makeEdition, makeItem } from "@/tests/factories/edition";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({ items: ["b", "a"].map((id) => makeItem({ id })) });
const source = (overrides: Partial<SubmissionSource> = {}): SubmissionSource => ({
  edition: { id: "t-1", revision: 1, contentHash: "c".repeat(64) },
  operator: "o1",
  cycle: "c1",
  period: { from: "2026-10-01", to: "2026-12-18" },
  version: 1,
  previousHash: null,
  remarks: [],
  tallies: [
    makeTally({ role: "handler", department: "秘密の部署", item: "a", implemented: 2, partial: 1 }),
    makeTally({ role: "handler", department: "別の部署", item: "a", implemented: 1 }),
    makeTally({ item: "b", notApplicable: 1 }),
  ],
  sheets: [
    makeSheetCount(),
    makeSheetCount({ role: "handler", department: "秘密の部署", handedOut: 3, counted: 3 }),
    makeSheetCount({ role: "handler", department: "別の部署", handedOut: 2, counted: 1 }),
  ],
  ...overrides,
});

const leaves = (value: unknown): readonly unknown[] => (typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value]);

describe("submission", () => {
  const content = submissionContent(source());

  it("sums over scopes and names no department", () => {
    expect(content.items).toEqual([
      { item: "a", asked: 4, implemented: 3, partial: 1, notImplemented: 0, notApplicable: 0 },
      { item: "b", asked: 1, implemented: 0, partial: 0, notImplemented: 0, notApplicable: 1 },
    ]);
    expect(content.sheets).toEqual([
      { role: "handler", handedOut: 5, counted: 4 },
      { role: "ciso", handedOut: 1, counted: 1 },
    ]);
    expect(JSON.stringify(content)).not.toContain("部署");
  });

  it("contains only integers, strings and null, whatever else the source has", () => {
    for (const leaf of leaves(content)) expect(typeof leaf === "string" || leaf === null || Number.isSafeInteger(leaf)).toBe(true);
    const more = submissionContent({ ...source(), ...{ secret: "x", edition: { ...source().edition } } });
    expect(more).toEqual(content);
  });

  it("reproduces the scores of the cycle to the digit", () => {
    const { tallies, sheets } = source();
    expect(scoresFromSubmission(edition, content)).toEqual({ ok: true, value: scoreCycle(edition, tallies, sheets) });
  });

  it("produces the sector's figures", () => {
    const sector = sectorFromSubmissions(edition, [content, { ...content, operator: "o2" }], 4);
    expect(sector.ok && [sector.value.submitted, sector.value.items.map(({ operators }) => operators)]).toEqual([2, [0, 2]]);
  });

  it.each([
    ["wrongEdition", { ...content, edition: { ...content.edition, id: "t-2" } }],
    ["unknownItem", { ...content, items: [{ ...content.items[0]!, item: "z" }] }],
    ["inconsistentCounts", { ...content, items: [{ ...content.items[0]!, asked: 3 }] }],
    ["inconsistentCounts", { ...content, items: [{ ...content.items[0]!, partial: -1 }] }],
    ["inconsistentCounts", { ...content, items: [{ ...content.items[0]!, partial: 0.5 }] }],
  ])("refuses: %s", (code, broken) => {
    expect(scoresFromSubmission(edition, broken)).toMatchObject({ ok: false, refusal: { code } });
    expect(sectorFromSubmissions(edition, [content, broken], 2)).toMatchObject({ ok: false, refusal: { code } });
  });
});

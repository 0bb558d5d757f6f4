import { describe, expect, it } from "vitest";
import type { ItemCounts } from "@/lib/domain/scoring/measure";
import { addendFromSubmission, sectorFromSubmissions, submissionContent } from "@/lib/domain/survey/submission";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { surveyTable } from "@/lib/features/surveys/results-files/csv";
import { ruleFor, submissionScore } from "@/lib/features/surveys/submission-scores/rules";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({
  items: [
    makeItem({ id: "m1", section: "t-1:1" }),
    makeItem({ id: "m2", phase: "do", section: "t-1:2" }),
    makeItem({ id: "m3", phase: "check_act", section: "t-1:3" }),
  ],
  sections: [makeSection({ id: "t-1:1" }), makeSection({ id: "t-1:2", phase: "do" }), makeSection({ id: "t-1:3", phase: "check_act" })],
});
const titles = new Map(edition.items.map(({ id, heading }) => [id, { code: id, heading }]));
const index = {
  edition,
  titles,
  items: new Map(edition.items.map((item) => [item.id, item])),
  sections: new Map(edition.sections.map((section) => [section.id, section])),
} as unknown as EditionIndex;

/** One operator with these counts: m1 without duty, m2 asked without an answer, m3 on no sheet. */
function tableOf(by: "operator" | "phase" | "section", counts: readonly (Partial<ItemCounts> & { readonly item: string })[], counted: number): string[][] {
  const content = submissionContent({
    ...{ edition: { id: edition.id, revision: 1, contentHash: "0".repeat(64) }, operator: "o1", cycle: "c", period: { from: "2026-10-01", to: "2026-12-18" } },
    ...{ version: 1, previousHash: null, remarks: [], sheets: [makeSheetCount({ handedOut: 4, counted })], tallies: counts.map((one) => makeTally(one)) },
  });
  const scores = sectorFromSubmissions(edition, [content], 2);
  if (!scores.ok) throw new Error(scores.refusal.code);
  const survey = { ...{ id: "s1", title: "調査", fiscalYear: 2026, editionId: edition.id, sectorId: "kuko", state: "open" } } as unknown as Parameters<
    typeof surveyTable
  >[0]["results"]["survey"];
  const rule = ruleFor(edition);
  const addend = addendFromSubmission(rule.places, content);
  if (!addend.ok) throw new Error(addend.refusal.code);
  const own = submissionScore(rule, addend.value).own.required;
  const submission = { version: 1, submittedAt: new Date("2026-11-20T00:00:00Z"), grasp: scores.value.sheets, own };
  const operators = [
    { id: "o1", name: "甲空港", submission },
    { id: "o2", name: "乙空港", submission: null },
  ];
  const results = { key: "", survey, index, scores: scores.value, operatorIds: ["o1"], digest: "" };
  return surveyTable({ results, earlier: [], policy: null, operators }, by, "required").map((row) => row.slice(3).map(String));
}

const COUNTS = [
  { item: "m1", notApplicable: 2 },
  { item: "m2", asked: 2 },
] as const;

describe("the tables of a survey", () => {
  it("show for each operator how many items are on no sheet, and why there is no rate", () => {
    const [head, own, missing] = tableOf("operator", COUNTS, 2);
    const cell = (name: string): string | undefined => own?.[head?.findIndex((one) => one.startsWith(name)) ?? -1];
    expect([cell("責務のある項目"), cell("聞いていない項目"), cell("実施率"), cell("到達率"), cell("充足度"), cell("把握率")]).toEqual([
      "0",
      "1",
      "責務なし",
      "責務なし",
      "責務なし",
      "50.0",
    ]);
    expect(missing?.slice(0, 2)).toEqual(["乙空港", "未提出"]);
    expect(missing).toHaveLength(head?.length ?? 0);
  });

  it("show 未把握 where no sheet counts, and 対象外 where nobody was asked", () => {
    const [head, own] = tableOf("operator", [{ item: "m1", asked: 0 }], 0);
    expect(own?.[head?.indexOf("実施率（%）") ?? -1]).toBe("未把握");
    for (const by of ["phase", "section"] as const) {
      const [names, ...rows] = tableOf(by, COUNTS, 2);
      const at = names?.indexOf("実施率（%）") ?? -1;
      expect(
        rows.slice(0, 3).map((row) => row[at]),
        by,
      ).toEqual(["責務なし", "未把握", "対象外"]);
    }
  });
});

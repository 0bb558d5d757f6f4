import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { handOut, type Organisation, type Selection } from "@/lib/domain/checking/hand-out";
import { ANSWERING_ROLES, type AnsweringRole, type Edition } from "@/lib/domain/guideline/edition";
import { type EditionIndex, editionIndex } from "@/lib/features/guidelines/editions/queries";
import type { CardSource } from "@/lib/features/sheets/cards/parts";
import { groupViews, itemRemarkViews, nextUnansweredHref, sheetPages, treeViews } from "@/lib/features/sheets/checklist/parts";
import { answersCsv } from "@/lib/features/sheets/own-copy/csv";
import { copiedSections } from "@/lib/features/sheets/own-copy/parts";
import type { SheetItemRow } from "@/lib/features/sheets/record/queries";
import { elsewhereItems, reviewItems, reviewSections } from "@/lib/features/sheets/review/parts";

const loaded = loadEditions("content");
if (!loaded.ok) throw new Error("the content does not load");
const NOW = new Date("2026-11-20T05:00:00Z");

const appointed = (role: Organisation["appointments"][number]["role"], departmentId: string | null = null, systemId: string | null = null) => ({
  ...{ personId: "boss", role, departmentId, systemId },
});
const organisation: Organisation = {
  people: [{ id: "boss", departmentId: "d" }],
  departments: [{ id: "d" }],
  systems: [{ id: "y", departmentId: "d" }],
  appointments: [
    appointed("securityManager", "d"),
    appointed("systemAdministrator", "d", "y"),
    ...(["ciso", "executive", "securityCommittee", "exemptionReviewer", "auditor"] as const).map((role) => appointed(role)),
  ],
};

/** What to hand out: everything, only what the CISO answers (so that others have examples alone), and without a measure. */
function selections({ items, kind }: Edition): readonly (readonly [string, Selection])[] {
  const measures = items.filter((item) => item.kind === "measure");
  const ofCiso = measures.filter(({ answeredBy }) => kind === "policy" || answeredBy.includes("ciso")).map(({ id }) => id);
  const without = { item: ofCiso[0] ?? "", reason: "対象の業務がない" };
  return [
    ["everything", { measures: "all", examples: "optional", leftOut: [] }],
    ["the measures of the CISO", { measures: ofCiso, examples: "asked", leftOut: [] }],
    ["all but a measure", { measures: "all", examples: "shown", leftOut: [without] }],
    ["all but a measure of the CISO", { measures: "all", examples: "asked", leftOut: [{ ...without, role: "ciso" }] }],
  ];
}

function handedOut(edition: Edition, selection: Selection): ReadonlyMap<AnsweringRole, readonly string[]> {
  const result = handOut(edition, selection, organisation);
  if (!result.ok) throw new Error(result.refusal.code);
  return new Map(result.value.sheets.map(({ role, itemIds }) => [role, itemIds]));
}

const rowsOf = ({ items }: EditionIndex, ids: readonly string[], status: SheetItemRow["status"] = "implemented") =>
  ids.map((itemId) => ({
    ...{ itemId, kind: items.get(itemId)?.kind ?? "measure", status, reason: null, remark: null, evidence: null },
    ...{ version: 1, answeredAt: NOW, byName: "佐藤 真理", forMinistry: false },
  })) satisfies SheetItemRow[];

function onChecklist(index: EditionIndex, role: AnsweringRole, rows: readonly SheetItemRow[]): readonly string[] {
  const { edition, titles } = index;
  const source: CardSource = { edition, titles, role, rows: new Map(rows.map((row) => [row.itemId, row])), previous: new Map(), remarks: [], now: NOW };
  return sheetPages(index, rows).flatMap(({ section }) =>
    groupViews(source, index, section).flatMap(({ entries }) =>
      entries.flatMap((entry) => {
        const { exampleGroups } = entry.kind === "card" ? entry.card : entry.item;
        const own = entry.kind === "card" ? [entry.card.itemId] : [];
        return [...own, ...exampleGroups.flatMap((group) => group.rows.map(({ itemId }) => itemId))];
      }),
    ),
  );
}

const onOwnCopy = (index: EditionIndex, rows: readonly SheetItemRow[]): readonly string[] =>
  copiedSections(index, rows).flatMap(({ items, elsewhere }) => [
    ...items.flatMap(({ id, examples }) => [id, ...examples.map((example) => example.id)]),
    ...elsewhere.flatMap(({ examples }) => examples.map(({ id }) => id)),
  ]);

function inReview(index: EditionIndex, role: AnsweringRole, rows: readonly SheetItemRow[]): readonly string[] {
  const source = { index, role, rows, previous: [], remarks: [] };
  return reviewSections(index, reviewItems(source), elsewhereItems(source), "all").flatMap(({ items }) =>
    items.flatMap((item) => [...("answeredBy" in item ? [] : [item.itemId]), ...item.examples.map(({ id }) => id)]),
  );
}

const CASES = loaded.value.flatMap((edition) => selections(edition).map(([what, selection]) => [edition.id, what, edition, selection] as const));

describe("M11 what a sheet asks is shown wherever it is answered, kept and reviewed", () => {
  it.each(CASES)("M11 every item is on one page of the checklist, on the own copy, in its file and in the review: %s, %s", (_id, _what, edition, selection) => {
    const index = editionIndex(edition);
    const sheets = handedOut(edition, selection);
    expect(sheets.size).toBeGreaterThan(0);
    for (const [role, ids] of sheets) {
      const rows = rowsOf(index, ids);
      const asked = [...ids].sort();
      expect([...onChecklist(index, role, rows)].sort(), role).toEqual(asked);
      expect([...onOwnCopy(index, rows)].sort(), role).toEqual(asked);
      expect([...inReview(index, role, rows)].sort(), role).toEqual(asked);
      const file = answersCsv(index, rows).toString();
      for (const id of ids) expect(file, role).toContain(id);
    }
  });

  it("M11 the 具体例 of measures that others answer are most of those of a 取扱者", () => {
    const kuko = loaded.value.find(({ id }) => id === "kuko-2")!;
    const sheets = handedOut(kuko, { measures: "all", examples: "optional", leftOut: [] });
    const index = editionIndex(kuko);
    const others = (role: AnsweringRole) => {
      const ids = sheets.get(role) ?? [];
      return ids.filter((id) => !ids.includes(index.items.get(id)?.illustrates ?? id)).length;
    };
    expect(ANSWERING_ROLES.map(others)).toEqual([58, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe("M11 what leads through a sheet", () => {
  const kuko = loaded.value.find(({ id }) => id === "kuko-2")!;
  const index = editionIndex(kuko);
  const ids = handedOut(kuko, { measures: "all", examples: "asked", leftOut: [] }).get("handler") ?? [];
  const measures = ids.filter((id) => index.items.get(id)?.kind === "measure");

  it("M11 pages are in printed order, also those that have only 具体例", () => {
    const pages = sheetPages(index, rowsOf(index, ids));
    const order = kuko.sections.map(({ id }) => id);
    const places = pages.map(({ section }) => order.indexOf(section.id));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(pages.filter(({ rows }) => rows.length === 0).length).toBeGreaterThan(0);
  });

  it("M11 the next unanswered is an example only where the round asks them, and never below a 該当なし", () => {
    const answered = rowsOf(index, ids).map((row) => (measures.includes(row.itemId) ? row : { ...row, status: null }));
    const next = (exampleMode: "asked" | "optional" | "shown", rows: readonly SheetItemRow[]) =>
      nextUnansweredHref({ id: "s", exampleMode }, index, sheetPages(index, rows), -1);
    expect(next("optional", answered)).toBeNull();
    expect(next("shown", answered)).toBeNull();
    const first = ids.find((id) => !measures.includes(id));
    expect(next("asked", answered)).toMatch(new RegExp(`^/checks/s/.*#item-${first ?? ""}$`, "u"));
    const none = answered.map((row) => (measures.includes(row.itemId) ? { ...row, status: "notApplicable" as const, reason: "業務がない" } : row));
    const other = ids.find((id) => !measures.includes(id) && !measures.includes(index.items.get(id)?.illustrates ?? ""));
    expect(next("asked", none)).toMatch(new RegExp(`#item-${other ?? ""}$`, "u"));
    expect(next("optional", rowsOf(index, ids, null))).toMatch(new RegExp(`#item-${measures[0] ?? ""}$`, "u"));
  });

  it("M11 the tree counts the measures, and the 具体例 beside them: all of the sheet", () => {
    const pages = sheetPages(index, rowsOf(index, ids));
    const tree = treeViews(index, "s", pages, pages[0]!.section);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
    expect([sum(tree.map(({ total }) => total)), sum(tree.map(({ examples }) => examples.total))]).toEqual([measures.length, ids.length - measures.length]);
  });

  it("M11 a remark on an example leads to its measure, also where others answer that, and stands there", () => {
    const rows = rowsOf(index, ids);
    const others = ids.find((id) => !ids.includes(index.items.get(id)?.illustrates ?? id)) ?? "";
    const own = ids.find((id) => measures.includes(index.items.get(id)?.illustrates ?? "")) ?? "";
    const remarks = [own, others].map((itemId) => ({
      ...{ id: `remark on ${itemId}`, itemId, text: "確かめてください", byName: "高橋", represented: null, at: NOW, responses: [], withdrawn: null },
    }));
    const pages = sheetPages(index, rows);
    const measureOf = (id: string) => index.items.get(id)?.illustrates ?? "";
    const views = itemRemarkViews(index, "s", pages, remarks);
    expect(new Set(views.map(({ remarkId, itemId }) => `${remarkId} at ${itemId}`))).toEqual(
      new Set([own, others].map((id) => `remark on ${id} at ${measureOf(id)}`)),
    );
    const source: CardSource = {
      ...{ edition: kuko, titles: index.titles, role: "handler", rows: new Map(rows.map((row) => [row.itemId, row])), previous: new Map(), remarks, now: NOW },
    };
    const entries = pages.flatMap(({ section }) => groupViews(source, index, section).flatMap((group) => group.entries));
    const remarked = entries.map((entry) => (entry.kind === "card" ? entry.card : entry.item)).filter(({ reviewRemarks }) => reviewRemarks.length > 0);
    expect(new Set(remarked.map(({ itemId }) => itemId))).toEqual(new Set([own, others].map(measureOf)));
    expect(new Set(remarked.flatMap(({ reviewRemarks }) => reviewRemarks.map(({ about }) => about)))).toEqual(new Set([own, others]));
  });

  it("M8 a remark leads to its history where something else was said before, and stays where it was withdrawn after it was answered", () => {
    const rows = rowsOf(index, ids);
    const said = (reply: string) => ({ done: false, reply, byName: "佐藤 真理", represented: null, at: NOW });
    const remarkOf = (responses: readonly ReturnType<typeof said>[], withdrawn: boolean) => ({
      ...{ id: `${String(responses.length)} ${String(withdrawn)}`, itemId: measures[0] ?? "", text: "確かめてください", byName: "高橋", represented: null },
      ...{ at: NOW, responses, withdrawn: withdrawn ? { byName: "高橋", represented: null, at: NOW } : null },
    });
    const responses = [[], [said("前の返事")], [said("前の返事"), said("今の返事")]];
    const remarks = [false, true].flatMap((withdrawn) => responses.map((some) => remarkOf(some, withdrawn)));
    const source: CardSource = {
      ...{ edition: kuko, titles: index.titles, role: "handler", rows: new Map(rows.map((row) => [row.itemId, row])), previous: new Map(), remarks, now: NOW },
    };
    const pages = sheetPages(index, rows);
    const entries = pages.flatMap(({ section }) => groupViews(source, index, section).flatMap((group) => group.entries));
    const shown = entries.flatMap((entry) => (entry.kind === "card" ? entry.card.reviewRemarks : []));
    expect(shown.map(({ reply, earlierReplies, withdrawn }) => [reply, earlierReplies, withdrawn])).toEqual([
      ...[
        ["", false, false],
        ["前の返事", false, false],
        ["今の返事", true, false],
      ],
      ...[
        ["前の返事", false, true],
        ["今の返事", true, true],
      ],
    ]);
    expect(itemRemarkViews(index, "s", pages, remarks)).toHaveLength(3);
  });
});

import { parse } from "csv-parse/sync";
import { expect, it, vi } from "vitest";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { loadChecklistSection, loadSheetEntry } from "@/lib/features/sheets/checklist/pages";

import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { exportSheetAnswers } from "@/lib/features/sheets/own-copy/queries";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { acceptSheet, handInSheet } from "@/lib/features/sheets/transitions/commands";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "handler" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

/** A sheet of a 取扱者 as it is handed out: with examples of measures that others answer. */
async function ground() {
  const { sheets, cycleId, items } = await cycle({ sheets: "notStarted", measures: 100, othersExamples: true });
  const examples = await rows<{ id: string; measure: string }>(
    `SELECT e.id, e.illustrates AS measure FROM cycle_item i JOIN cycle c ON c.id = i.cycle_id JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id
     WHERE i.cycle_id = $1 AND i.role = 'handler' AND i.kind = 'example' AND NOT e.illustrates = ANY($2) ORDER BY i.position`,
    [cycleId, items.handler],
  );
  const [first, ...others] = examples;
  if (!first) throw new Error("the fixture hands out no example of a measure of others");
  return { sheetId: sheets.handler, cycleId, measures: items.handler, first, others };
}
const answer = async (sheetId: string, itemId: string) =>
  expect(codeOf(await saveAnswer(as("handler"), { sheetId, itemId, status: "partial", reason: null, version: 0 }, NOW))).toBe("ok");

/** The section of the checklist to which an address leads, and the examples that it offers below measures of others. */
async function pageAt(href: string) {
  const [, sheetId = "", section = ""] = /^\/checks\/([^/]+)\/([^#]+)/u.exec(href) ?? [];
  const view = await loadChecklistSection(sheetId, section, undefined);
  const elsewhere = view.groups.flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === "elsewhere" ? [entry.item] : [])));
  return { view, examples: elsewhere.flatMap(({ exampleGroups }) => exampleGroups.flatMap((group) => group.rows)) };
}

it("M11 an example of a measure that others answer is answered, kept, handed in and reviewed as it is counted", async () => {
  seen.role = "handler";
  const { sheetId, cycleId, measures, first, others } = await ground();
  for (const id of measures) await answer(sheetId, id);
  expect(others.length).toBeGreaterThan(10);
  await rows("UPDATE cycle SET example_mode = 'asked' WHERE id = $1", [cycleId]);
  // Of its own measures, whose examples come before and after.
  await rows(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, version, answered_by, answered_at)
     SELECT i.operator_id, $1, i.item_id, 'implemented', 1, (SELECT r.person_id FROM sheet_respondent r WHERE r.sheet_id = $1), now()
     FROM cycle_item i JOIN cycle c ON c.id = i.cycle_id JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id
     WHERE i.cycle_id = $2 AND i.role = 'handler' AND e.illustrates = ANY($3)`,
    [sheetId, cycleId, measures],
  );
  const entry = await loadSheetEntry(sheetId);
  expect(entry.endsWith(`#item-${first.id}`)).toBe(true);
  expect((await pageAt(entry)).examples.map(({ itemId, answer: given }) => [itemId, given])).toContainEqual([first.id, null]);
  await answer(sheetId, first.id);
  expect((await pageAt(entry)).examples.find(({ itemId }) => itemId === first.id)?.answer).toMatchObject({ status: "partial" });

  const copy = await loadOwnCopy(sheetId);
  const kept = copy.sections.flatMap(({ elsewhere }) => elsewhere.flatMap(({ id, examples }) => examples.map((one) => [id, one.id, one.status])));
  expect(kept).toEqual([[first.measure, first.id, "partial"]]);
  const file = await exportSheetAnswers(as("handler"), { sheetId }, NOW);
  if (!file.ok) throw new Error(codeOf(file));
  const lines: string[][] = parse(file.value.file.toString(), { bom: true });
  expect(lines.filter(([id]) => id === first.id).map((line) => line[5])).toEqual(["一部実施"]);

  expect(codeOf(await handInSheet(as("handler"), { sheetId, confirmedUnansweredExamples: others.length }, NOW))).toBe("ok");
  const inReview = async (show?: string) => {
    const { sections, filters, counts } = await loadReviewSheet(sheetId, { show });
    const reviewed = sections.flatMap(({ items }) => items.flatMap((item) => ("answeredBy" in item ? [item] : [])));
    const counted = counts.reduce((sum, { count }) => sum + count, 0);
    return { anchors: reviewed.flatMap(({ anchor, examples }) => [anchor, ...examples.map((one) => one.anchor)]), all: filters[0]?.count, counted };
  };
  seen.role = "manager";
  const shown = { anchors: [`item-${first.measure}`, `item-${first.id}`], all: `${String(measures.length)}件`, counted: measures.length };
  expect(await inReview()).toEqual(shown);
  expect(await inReview("notImplemented")).toEqual({ ...shown, anchors: [] });
  expect(codeOf(await acceptSheet(as("manager"), { sheetId }, NOW))).toBe("ok");
  expect(await inReview()).toEqual(shown);
});

it("M11 where the examples are voluntary, what leads through the sheet leaves them out, and their page is in the tree", async () => {
  seen.role = "handler";
  const { sheetId, measures } = await ground();
  const entry = await loadSheetEntry(sheetId);
  expect(entry.endsWith(`#item-${measures[0] ?? ""}`)).toBe(true);
  const { view } = await pageAt(entry);
  const lines = (sections: (typeof view.tree)[number]["sections"]): string[] =>
    sections.flatMap(({ href, total, examples, sections: below }) => [...(href !== null && total === 0 && examples.total > 0 ? [href] : []), ...lines(below)]);
  const alone = view.tree.flatMap(({ sections }) => lines(sections));
  expect(alone.length).toBeGreaterThan(0);
  const found = await Promise.all(alone.map(async (href) => (await pageAt(href)).examples.length));
  expect(Math.min(...found)).toBeGreaterThan(0);
  for (const id of measures) await answer(sheetId, id);
  const done = await pageAt(await loadSheetEntry(sheetId));
  expect(done.view.nextUnansweredHref).toBeNull();
});

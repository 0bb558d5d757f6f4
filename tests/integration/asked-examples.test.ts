import { expect, it, vi } from "vitest";
import type { ExampleMode } from "@/lib/domain/checking/state";
import { loadHandIn } from "@/lib/features/sheets/hand-in/pages";
import { loadMySheets } from "@/lib/features/sheets/mine/pages";
import { loadAccepting, loadReviewList } from "@/lib/features/sheets/review-list/pages";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { listTasks } from "@/lib/features/tasks/list/queries";
import { valueOf } from "@/tests/support/links";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "systemAdministrator" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

/** A system's sheet whose measures are all 実施; of the first measure with examples that it answers, one is answered and the measure is `first`. */
async function ground(mode: ExampleMode) {
  const { sheets, cycleId } = await cycle({ state: "open", sheets: "inProgress", measures: 67 });
  const sheetId = sheets.system;
  await rows("UPDATE cycle SET example_mode = $2 WHERE id = $1", [cycleId, mode]);
  await rows("UPDATE sheet SET answered = measures WHERE id = $1", [sheetId]);
  await rows("DELETE FROM answer WHERE sheet_id = $1 RETURNING 1", [sheetId]);
  const answer = (item: string, values: readonly [status: string, reason: string | null, copied: string | null]) =>
    rows(
      `INSERT INTO answer (operator_id, sheet_id, item_id, status, reason, copied, version, answered_by, answered_at)
       SELECT s.operator_id, s.id, i.item_id, NULLIF($3, ''), $4, $5, 1, (SELECT r.person_id FROM sheet_respondent r WHERE r.sheet_id = s.id LIMIT 1), now()
       FROM sheet s JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role WHERE s.id = $1 AND i.item_id LIKE $2
       AND (i.kind = 'measure' OR $2 <> '%') ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET status = excluded.status, reason = excluded.reason`,
      [sheetId, item, ...values],
    );
  await answer("%", ["implemented", null, null]);
  const examples = await rows<{ id: string; measure: string }>(
    `SELECT i.item_id AS id, e.illustrates AS measure FROM cycle_item i JOIN cycle c ON c.id = i.cycle_id JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id
     WHERE i.cycle_id = $1 AND i.role = 'systemAdministrator' AND i.kind = 'example' ORDER BY i.position`,
    [cycleId],
  );
  const [first, second] = examples;
  const last = examples.at(-1);
  if (!first || !second || !last) throw new Error("the fixture hands out too few examples");
  const aside = examples.filter(({ measure }) => measure === last.measure);
  await answer(first.id, ["implemented", null, null]);
  await answer(second.id, ["", null, "partial"]);
  // Copied, and asked no more since its measure is 該当なし: nobody can confirm it.
  await answer(last.id, ["", null, "partial"]);
  await answer(last.measure, ["notApplicable", "機器がない", null]);
  return { sheetId, copied: second, left: examples.filter((one) => one !== first && !aside.includes(one)) };
}

const firstPages = async () => {
  seen.role = "systemAdministrator";
  const { next, open } = await loadMySheets();
  const tasks = valueOf(await listTasks(as("systemAdministrator"), {}, new Date()));
  return { next, examples: open.map(({ examples }) => examples), task: tasks.items.find(({ kind }) => kind === "answer") };
};

it("M11 where a round asks for answers to examples, the missing ones are named on the first pages, before handing in and to the reviewer", async () => {
  const { sheetId, copied, left } = await ground("asked");
  const n = left.length;
  expect(n).toBeGreaterThan(10);
  const { next, examples, task } = await firstPages();
  expect(next?.text).toContain(`未回答の具体例が${String(n)}件あります`);
  expect(task).toMatchObject({ title: expect.stringContaining("に回答してください"), text: expect.stringContaining(`未回答の具体例が${String(n)}件`) });
  expect(examples, "none below a measure that is 該当なし").toEqual([{ answered: 1, total: n + 1 }]);

  const view = await loadHandIn(sheetId);
  expect(view.answeredText).toBe(`対策項目67件のうち67件、具体例${String(n + 1)}件のうち1件に回答しました`);
  expect([view.unanswered, view.unansweredTotal, view.unansweredExamplesTotal]).toEqual([[], 0, n]);
  expect(view.unansweredExamples.map(({ id }) => id)).toEqual(left.filter((one) => one !== copied).map(({ id }) => id));
  expect(view.unansweredExamples[0]?.href).toMatch(/^\/checks\/[^/]+\/[^/]+#item-/u);
  expect(view.copied.map(({ id }) => id)).toEqual([copied.id]);
  expect(view.step).toMatchObject({ kind: "handIn", button: `具体例の未回答${String(n)}件のまま提出する` });

  for (const confirmed of [{}, { confirmedUnanswered: 0 }, { confirmedUnanswered: n }, { confirmedUnansweredExamples: n - 1 }]) {
    expect(await handInSheet(as("systemAdministrator"), { sheetId, ...confirmed }, NOW)).toMatchObject({
      refusal: { code: "confirmation_required", detail: `未回答の具体例が${String(n)}件あります。このまま提出するときは件数を確かめてください。` },
    });
  }
  const handed = await handInSheet(as("systemAdministrator"), { sheetId, confirmedUnansweredExamples: n }, NOW);
  expect(codeOf(handed)).toBe("ok");

  seen.role = "manager";
  const { sheets } = await loadReviewList({});
  expect(sheets.find(({ id }) => id === sheetId)?.missingExamplesText).toBe(`具体例の未回答 ${String(n)}件`);
  const accepting = await loadAccepting({ sheet: [sheetId] });
  expect(accepting.numbersText).toContain(`具体例の未回答 ${String(n)}件。`);
  expect(accepting.sheets.map(({ missingExamplesText }) => missingExamplesText)).toEqual([`具体例の未回答 ${String(n)}件`]);
});

it.each(["optional", "shown"] as const)(
  "M11 where answering examples is voluntary (%s), no page asks for it, and handing in confirms nothing",
  async (mode) => {
    const { sheetId, left } = await ground(mode);
    const { next, examples } = await firstPages();
    expect(next?.title).toContain("を提出してください");
    expect(examples).toEqual([{ answered: 1, total: left.length + 1 }]);
    const view = await loadHandIn(sheetId);
    expect(view.answeredText).toBe("対策項目67件のうち67件に回答しました");
    expect([view.unansweredExamples, view.unansweredExamplesTotal]).toEqual([[], 0]);
    expect(view.step).toMatchObject({ button: "提出する" });
    expect(codeOf(await handInSheet(as("systemAdministrator"), { sheetId }, NOW))).toBe("ok");
    seen.role = "manager";
    expect((await loadReviewList({})).sheets.find(({ id }) => id === sheetId)?.missingExamplesText).toBeNull();
  },
);

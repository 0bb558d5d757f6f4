import { expect, it, vi } from "vitest";
import { loadChecklistSection } from "@/lib/features/sheets/checklist/pages";
import { twoRounds } from "@/tests/support/last-round";
import { as, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "systemAdministrator" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as(seen.role)) }));

prepareSheetGround();

it("M8 the page of a section has the last round's answers to its examples, as it has those to its measures", async () => {
  const { last, now } = await twoRounds(67);
  const [example] = await rows<{ id: string; section: string }>(
    `SELECT e.id, m.section_id AS section FROM cycle_item i JOIN cycle c ON c.id = i.cycle_id
     JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id JOIN edition_item m ON m.edition_id = e.edition_id AND m.id = e.illustrates
     WHERE i.cycle_id = $1 AND i.role = 'systemAdministrator' AND i.kind = 'example' AND m.section_id LIKE '%:3.1.5.1-2%' ORDER BY i.position LIMIT 1`,
    [now.cycleId],
  );
  if (!example) throw new Error("the fixture hands out no example in the section");
  await rows(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, remark, version, answered_by, answered_at)
     SELECT s.operator_id, s.id, $2, 'partial', '前回の備考', 1, (SELECT r.person_id FROM sheet_respondent r WHERE r.sheet_id = s.id LIMIT 1), now() FROM sheet s WHERE s.id = $1
     ON CONFLICT (operator_id, sheet_id, item_id) DO UPDATE SET status = 'partial', remark = '前回の備考' RETURNING 1`,
    [last.sheets.system, example.id],
  );
  const { groups } = await loadChecklistSection(now.sheets.system, "3.1.5.1-2", undefined);
  const shown = groups.flatMap(({ entries }) => entries.flatMap((entry) => (entry.kind === "card" ? entry.card : entry.item).exampleGroups));
  const row = shown.flatMap((group) => group.rows).find(({ itemId }) => itemId === example.id);
  expect(row).toMatchObject({ answer: null, previous: { status: "partial", remark: "前回の備考", copyable: true } });
});

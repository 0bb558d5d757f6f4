import { expect, it, vi } from "vitest";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { as, cycle, prepareSheetGround, rows } from "@/tests/support/sheet-ground";

vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(as("systemAdministrator")) }));

prepareSheetGround();

it("M11 the printable page of the own answers counts each answer, also what has none, of measures and examples apart", async () => {
  const { sheets, items, cycleId } = await cycle({ state: "open", sheets: "inProgress", measures: 10 });
  const set = (status: string | null, at: readonly number[]) =>
    rows("UPDATE answer SET status = $1 WHERE sheet_id = $2 AND item_id = ANY($3)", [status, sheets.system, at.map((one) => items.system[one])]);
  // Of the fixture's answers, 実施 and 未実施 alternately.
  await set(null, [0, 2, 4, 6]);
  await set("partial", [1, 3]);
  const [asked] = await rows<{ examples: number }>(
    "SELECT count(*)::int AS examples FROM cycle_item WHERE cycle_id = $1 AND role = 'systemAdministrator' AND kind = 'example'",
    [cycleId],
  );
  const examples = asked?.examples ?? 0;
  expect(examples).toBeGreaterThan(10);
  const view = await loadOwnCopy(sheets.system);
  const counted = view.counts.map(({ label, total, counts }) => [label, total, counts.map(({ status, count }) => `${status ?? "none"} ${String(count)}`)]);
  expect(counted).toEqual([
    ["対策項目", 10, ["implemented 1", "partial 2", "notImplemented 3", "notApplicable 0", "none 4"]],
    ["具体例", examples, ["implemented 0", "partial 0", "notImplemented 0", "notApplicable 0", `none ${String(examples)}`]],
  ]);
});

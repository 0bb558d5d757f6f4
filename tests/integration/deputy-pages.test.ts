import { describe, expect, it, vi } from "vitest";
import { cancelCycle } from "@/lib/features/cycles/cancelling/commands";
import { loadSheetEntry } from "@/lib/features/sheets/checklist/pages";
import { loadMySheets } from "@/lib/features/sheets/mine/pages";
import { loadOwnCopy } from "@/lib/features/sheets/own-copy/pages";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { takeBackHandIn } from "@/lib/features/sheets/taking-back/commands";
import { handInSheet } from "@/lib/features/sheets/transitions/commands";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofSystem } from "@/tests/support/deputies";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ role: "colleague" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => as(world, seen.role) }));

prepareOperatorGround(async () => {
  await name(world, "colleague", ofSystem(world));
});

/** The page as the person sees it. */
const seenBy = <View>(role: OperatorRole, load: () => Promise<View>): Promise<View> => {
  seen.role = role;
  return load();
};

/** A returned sheet with a remark on its last item. */
async function returned() {
  const round = await makeCycle(ground.owner, world, { state: "open", sheets: "returned", measures: 20 });
  const sheetId = round.sheets.system;
  const itemId = round.items.system.at(-1) ?? "";
  await ground.owner.query("INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, now())", [
    ...[world.operatorId, sheetId, itemId, "根拠を書いてください。", world.people.manager.personId],
  ]);
  return { sheetId, itemId };
}

describe("M6 the pages of a deputy who answers the post's sheet are those of its holder", () => {
  it("a returned sheet opens at the first 所見 that is not worked off", async () => {
    const { sheetId, itemId } = await returned();
    const entry = await seenBy("colleague", () => loadSheetEntry(sheetId));
    expect(entry).toContain(`#item-${itemId}`);
    expect(entry).toBe(await seenBy("systemAdministrator", () => loadSheetEntry(sheetId)));
    expect(await seenBy("ciso", () => loadSheetEntry(sheetId))).not.toBe(entry);
  });

  it("回答の控え leads back to the sheet and on to handing in", async () => {
    const { sheetId } = await returned();
    const way = async (role: OperatorRole) => {
      const { steps, backHref, handInHref } = await seenBy(role, () => loadOwnCopy(sheetId));
      return { steps, backHref, handInHref };
    };
    expect(await way("colleague")).toMatchObject({ backHref: `/checks/${sheetId}`, handInHref: `/checks/${sheetId}/hand-in` });
    expect(await way("colleague")).toEqual(await way("systemAdministrator"));
    expect(await way("ciso")).toMatchObject({ backHref: `/operator/sheets/${sheetId}`, handInHref: null });
  });

  it("the list of sheets says that a round of the post was cancelled", async () => {
    const { cycleId } = await makeCycle(ground.owner, world, { state: "open", sheets: "notStarted" });
    valueOf(await cancelCycle(await as(world, "ciso"), { cycleId, reason: "重なったため。" }, new Date()));
    const changes = async (role: OperatorRole) => (await seenBy(role, () => loadMySheets())).changes;
    expect(await changes("colleague")).toHaveLength(1);
    expect(await changes("colleague")).toEqual(await changes("systemAdministrator"));
    expect(await changes("secretariat")).toEqual([]);
  });
});

describe("M6 the review of a sheet names who handed it in, as its history names who answered", () => {
  it.each([
    ["colleague", "・代行：システム管理者"],
    ["systemAdministrator", ""],
  ] as const)("the %s%s, also after the hand-in of another was taken back", async (role, capacity) => {
    const { sheets } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress", measures: 3 });
    const sheetId = sheets.system;
    const start = Date.now();
    const handIn = async (who: OperatorRole, minutes: number) =>
      valueOf(await handInSheet(await as(world, who), { sheetId, confirmedUnanswered: 0 }, new Date(start + minutes * 60_000)));
    const other = role === "colleague" ? "systemAdministrator" : "colleague";
    await handIn(other, 1);
    valueOf(await takeBackHandIn(await as(world, other), { sheetId }, new Date(start + 2 * 60_000)));
    expect((await seenBy("manager", () => loadReviewSheet(sheetId, {}))).handIn).toBeNull();
    await handIn(role, 3);
    const { rows } = await ground.owner.query<{ department: string }>(
      "SELECT d.name AS department FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id WHERE p.id = $1",
      [world.people[role].personId],
    );
    const named = `${world.people[role].name}（${rows[0]?.department ?? ""}${capacity}）`;
    expect((await seenBy("manager", () => loadReviewSheet(sheetId, {}))).handIn?.by).toBe(named);
    expect((await seenBy("auditor", () => loadReviewSheet(sheetId, {}))).handIn?.by).toBe(named);
  });
});

it("M8 the list of sheets leads to the card where a remark stands, as opening the sheet does: on a measure, on examples, also of what others answer", async () => {
  const { sheets, cycleId } = await makeCycle(ground.owner, world, { state: "open", sheets: "returned", othersExamples: true });
  const sheetId = sheets.handler;
  const { rows } = await ground.owner.query<{ id: string }>("SELECT item_id AS id FROM cycle_item WHERE cycle_id = $1 AND role = 'handler' ORDER BY position", [
    cycleId,
  ]);
  const hrefs = new Set<string>();
  for (const { id } of rows) {
    await ground.owner.query("DELETE FROM item_remark WHERE sheet_id = $1", [sheetId]);
    await ground.owner.query(
      "INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at) VALUES ($1, gen_random_uuid(), $2, $3, '？', $4, now())",
      [...[world.operatorId, sheetId, id, world.people.manager.personId]],
    );
    const { open } = await seenBy("handler", () => loadMySheets());
    const listed = open.find((one) => one.id === sheetId)?.remarks.map(({ href }) => href);
    expect(listed, id).toEqual([await seenBy("handler", () => loadSheetEntry(sheetId))]);
    hrefs.add(listed?.[0] ?? "");
  }
  expect(hrefs.size, "examples stand with their measures").toBeLessThan(rows.length);
});

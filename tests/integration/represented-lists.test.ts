import { describe, expect, it, vi } from "vitest";
import { listOwnSheets } from "@/lib/features/sheets/list/queries";
import { loadMySheets } from "@/lib/features/sheets/mine/pages";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem } from "@/tests/support/deputies";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen: { visitor?: Visitor } = {};
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

const NOW = new Date();
const PAGE = { page: 1, perPage: 50 };
prepareOperatorGround();

/** Reads both lists of one's own sheets, and returns the entries that they left. */
async function entriesOf(person: OperatorRole, page = PAGE) {
  const visitor = await as(world, person);
  seen.visitor = visitor;
  const { rows: before } = await ground.owner.query<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit");
  valueOf(await listOwnSheets(visitor, page, NOW));
  await loadMySheets();
  const { rows } = await ground.owner.query<{ action: string; target: string; outcome: string; detail: unknown }>(
    "SELECT action, target, outcome, detail FROM audit WHERE operator_id = $1 AND id > $2 ORDER BY id",
    [world.operatorId, before[0]?.id],
  );
  return rows;
}
const entry = (...sheets: string[]) => ({ action: "sheet.listOwn", target: "sheets", outcome: "done", detail: { sheets: sheets.toSorted() } });
const answering = () => makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });

describe("lists of the sheets that somebody answers", () => {
  it("M12 one's own sheets leave no entry, whether one holds a post or not", async () => {
    await answering();
    for (const person of ["handler", "manager", "systemAdministrator", "ciso"] as const) expect(await entriesOf(person), person).toEqual([]);
  });

  it("M12 a deputy leaves one entry for each reading, with the sheets of the post and without the own one", async () => {
    const { sheets } = await answering();
    await name(world, "handler", ofSystem(world));
    expect(await entriesOf("handler")).toEqual([entry(sheets.system), entry(sheets.system)]);
    await name(world, "handler", ofManager(world));
    const both = entry(sheets.system, sheets.manager);
    expect(await entriesOf("handler")).toEqual([both, both]);
    expect(await entriesOf("systemAdministrator")).toEqual([]);
  });

  it("M12 an entry is about the page that was read, and none is left for one without sheets of the post", async () => {
    const { sheets } = await answering();
    await name(world, "handler", ofSystem(world));
    const read = [];
    for (const page of [1, 2, 3]) read.push(await entriesOf("handler", { page, perPage: 1 }));
    // The page /checks shows all of them each time; the list has the two sheets on two pages, and nothing on the third.
    expect(read.map((entries) => entries.length).toSorted()).toEqual([1, 1, 2]);
    expect(new Set(read.flat().map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(entry(sheets.system))]));
  });

  it("M12 a withdrawn sheet of the post is in the entry of the list that has it, and not in that of the page that does not", async () => {
    const { sheets } = await answering();
    await name(world, "handler", ofSystem(world));
    await ground.owner.query("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '廃止' WHERE id = $1", [sheets.system]);
    expect(await entriesOf("handler")).toEqual([entry(sheets.system)]);
  });
});

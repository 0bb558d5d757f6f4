import { describe, expect, it, vi } from "vitest";
import { loadReviewSheet } from "@/lib/features/sheets/review/pages";
import { readWaiting } from "@/lib/features/sheets/review-list/pages";
import { returnSheet } from "@/lib/features/sheets/transitions/commands";
import { NOBODY_REVIEWS } from "@/lib/labels/words";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem } from "@/tests/support/deputies";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const NOW = new Date();
const REVIEWERS = ["manager", "ciso", "executive"] as const;
const seen = vi.hoisted(() => ({ role: "manager" as OperatorRole }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => as(world, seen.role) }));

prepareOperatorGround();

const handedIn = async () => (await makeCycle(ground.owner, world, { state: "open", sheets: "handedIn" })).sheets;

/** Whether the sheet waits for the person, and what their page of it says. */
async function asSeenBy(role: OperatorRole, sheetId: string) {
  seen.role = role;
  const { items } = valueOf(await readWaiting(await as(world, role), { page: 1, perPage: 50 }, NOW));
  const { decision } = await loadReviewSheet(sheetId, {});
  return { waits: items.some(({ id }) => id === sheetId), why: decision.possible ? null : decision.why };
}

const returning = async (sheetId: string) => {
  const codes: Record<string, string> = {};
  for (const role of REVIEWERS) codes[role] = codeOf(await returnSheet(await as(world, role), { sheetId, reason: "根拠を書いてください。" }, NOW));
  return codes;
};

describe("M6 a deputy of a post does not review its sheet, and somebody else does", () => {
  it("a 責任者 who is a deputy of the システム管理者: the CISO, for whom it waits", async () => {
    await name(world, "manager", ofSystem(world));
    const { system } = await handedIn();
    expect(await asSeenBy("manager", system)).toEqual({
      waits: false,
      why: expect.stringContaining("自分が代行している役割の点検票は、自分では受理・差戻しできません"),
    });
    expect(await asSeenBy("ciso", system)).toEqual({ waits: true, why: null });
    expect(await returning(system)).toEqual({ manager: "own_work", ciso: "ok", executive: "not_permitted" });
  });

  it("責任者 and CISO who both are: the 経営層, who reads it for that", async () => {
    await name(world, "manager", ofSystem(world));
    await ground.owner.query(
      `INSERT INTO deputy (operator_id, id, person_id, role, system_id, ordinal, from_on, until_on, reason, named_at, named_by)
       SELECT operator_id, gen_random_uuid(), $2, role, system_id, 2, from_on, until_on, reason, named_at, named_by FROM deputy WHERE operator_id = $1`,
      [world.operatorId, world.people.ciso.personId],
    );
    const { system } = await handedIn();
    expect(await asSeenBy("executive", system)).toEqual({ waits: true, why: null });
    expect(await returning(system)).toEqual({ manager: "own_work", ciso: "not_permitted", executive: "ok" });
  });

  it("the 経営層 who is a deputy of the CISO: nobody is left for the CISO's sheet, and the page says so", async () => {
    await name(world, "executive");
    const { ciso } = await handedIn();
    for (const role of ["executive", "ciso"] as const) expect(await asSeenBy(role, ciso)).toEqual({ waits: false, why: NOBODY_REVIEWS });
    expect(await returning(ciso)).toEqual({ manager: "not_permitted", ciso: "not_permitted", executive: "own_work" });
  });

  it("the first deputy of a vacant 責任者 post who also is one of the システム管理者: the second deputy, who reads it", async () => {
    await ground.owner.query("DELETE FROM appointment WHERE operator_id = $1 AND department_id = $2", [world.operatorId, world.departments[0]]);
    await name(world, "handler", ofManager(world));
    await name(world, "colleague", { ...ofManager(world), order: 2 });
    await name(world, "handler", ofSystem(world));
    const { system, handler } = await handedIn();
    expect(await asSeenBy("colleague", system)).toEqual({ waits: true, why: null });
    expect((await asSeenBy("handler", system)).waits).toBe(false);
    expect((await asSeenBy("colleague", handler)).waits).toBe(true);
  });
});

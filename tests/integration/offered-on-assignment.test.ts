import { beforeEach, describe, expect, it, vi } from "vitest";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { loadAssignment } from "@/lib/features/staffing/assignment/pages";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { NOW, roundsGround } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const ground = roundsGround();
const seen: { visitor: Visitor } = { visitor: undefined as unknown as Visitor };
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

let railway: World;
beforeEach(async () => {
  railway = await makeOperator(ground.owner, "tetsudo", "試験鉄道");
  await binds(true);
});
const binds = (bound: boolean) =>
  ground.owner.query(
    `UPDATE sector SET editions = ${bound ? "array_append" : "array_remove"}(array_remove(editions, 'kuko-2'), 'kuko-2') WHERE id = 'tetsudo'`,
  );
const fixture = (wanted: Parameters<typeof makeCycle>[2]) => makeCycle(ground.owner, railway, wanted);
const setState = (sheetId: string, state: string) => ground.owner.query("UPDATE sheet SET state = $2 WHERE id = $1", [sheetId, state]);

async function pageFor(role: OperatorRole, sheetId: string) {
  seen.visitor = ground.as(role, railway);
  return loadAssignment(sheetId, {});
}

describe("M7 担当と取下げ", () => {
  it("M7 offers to hand a withdrawn sheet out again only where that is done, and says else why not", async () => {
    const { cycleId, sheets } = await fixture({ state: "open", sheets: "inProgress" });
    const handedOut = async () => {
      const done = await handOutLater(ground.as("secretariat", railway), { cycleId, sheetIds: [sheets.handler] }, NOW);
      return done.ok ? done.value.handedOut : done.refusal.code;
    };
    await setState(sheets.handler, "withdrawn");
    await binds(false);
    expect((await pageFor("secretariat", sheets.handler)).keptText).toBe("この回のガイドラインは、この事業者の分野のものではなくなったため、配れません。");
    expect(await handedOut()).toBe("edition_not_binding");
    await binds(true);
    await ground.owner.query("UPDATE cycle SET state = 'reviewing' WHERE id = $1", [cycleId]);
    expect((await pageFor("secretariat", sheets.handler)).keptText).toContain("回答を受け付けていない");
    expect(await handedOut()).toBe("wrong_state");
    await ground.owner.query("UPDATE cycle SET state = 'open' WHERE id = $1", [cycleId]);
    expect(await pageFor("secretariat", sheets.handler)).toMatchObject({ withdrawn: true, keptText: null });
    expect(await handedOut()).toBe(1);
    expect((await pageFor("secretariat", sheets.handler)).keptText).toContain("同じ担当の点検票がすでにある");
    expect(await handedOut()).toBe(0);
  });

  it("M7 offers to withdraw a sheet only to who may now, and says else why not", async () => {
    const { cycleId, sheets } = await fixture({ state: "open", sheets: "inProgress" });
    const kept = async (role: OperatorRole, sheetId: string) => (await pageFor(role, sheetId)).keptText;
    const refusal = async (role: OperatorRole, sheetId: string) => {
      const { withdrawing } = await pageFor(role, sheetId);
      const done = await withdrawSheet(ground.as(role, railway), { sheetId, reason: "二重のため", confirmedAnswers: withdrawing.confirmed }, NOW);
      return done.ok ? "done" : done.refusal.code;
    };
    await setState(sheets.handler, "handedIn");
    expect(await kept("secretariat", sheets.handler)).toBe("提出・受理された点検票を取り下げられるのはCISOだけです。CISOに頼んでください。");
    expect(await refusal("secretariat", sheets.handler)).toBe("not_permitted");
    // The last sheet of its role, which asks what no other sheet does.
    expect(await kept("ciso", sheets.ciso)).toMatch(/^取り下げると、対策項目\d+件に回答する人がいなくなります。/);
    expect(await refusal("ciso", sheets.ciso)).toBe("items_on_no_sheet");
    await ground.owner.query("UPDATE cycle SET state = 'approved' WHERE id = $1", [cycleId]);
    expect(await kept("ciso", sheets.handler)).toBe("点検の受付が終わっているため、取り下げられません。");
    expect(await refusal("ciso", sheets.handler)).not.toBe("done");
    const other = await fixture({ state: "open", sheets: "inProgress" });
    await ground.owner.query(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
       SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, 'notStarted', measures FROM sheet WHERE id = $1`,
      [other.sheets.handler],
    );
    expect(await kept("secretariat", other.sheets.handler)).toBeNull();
    expect(await refusal("secretariat", other.sheets.handler)).toBe("done");
  });
});

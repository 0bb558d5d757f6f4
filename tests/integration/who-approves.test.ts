import { describe, expect, it, vi } from "vitest";
import { loadCycle } from "@/lib/features/cycle-pages/overview/pages";
import { loadDashboard } from "@/lib/features/dashboard/pages";
import { listTasks } from "@/lib/features/tasks/list/queries";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name } from "@/tests/support/deputies";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const seen = vi.hoisted(() => ({ visitor: null as Visitor | null }));
vi.mock("@/lib/server/auth/current", () => ({ requireVisitor: () => Promise.resolve(seen.visitor) }));

prepareOperatorGround(async () => {
  await name(world, "secretariat");
  await name(world, "executive", { order: 2 });
});

/** A round that waits for its approval, of which the person planned a part. */
async function waiting(planner: OperatorRole) {
  const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
  await ground.owner.query("UPDATE cycle SET planned_by = planned_by || $2::uuid WHERE id = $1", [cycleId, world.people[planner].personId]);
  return cycleId;
}

/** What the pages ask of the person: to approve on the round's page, or why not; on the dashboard; and among the tasks. */
async function asked(who: OperatorRole, cycleId: string) {
  seen.visitor = await as(world, who);
  const { may, approvedByOthers } = await loadCycle(cycleId, {});
  const { next } = await loadDashboard({ cycle: cycleId });
  const { items } = valueOf(await listTasks(seen.visitor, {}, new Date()));
  return [may.approve, approvedByOthers, next.asks === "approve", items.some(({ kind }) => kind === "approve")];
}
const ASKED = [true, null, true, true];
const NOT_ASKED = [false, null, false, false];

describe("M6 only who may approve a round is asked to", () => {
  it("M6 a deputy who planned a part of it is told why not, and the next deputy is asked", async () => {
    const cycleId = await waiting("secretariat");
    expect(await asked("secretariat", cycleId)).toEqual([false, expect.stringContaining("代行としては承認できません"), false, false]);
    expect(await asked("executive", cycleId)).toEqual(ASKED);
    expect(await asked("ciso", cycleId)).toEqual(ASKED);
  });

  it("M6 the first deputy is asked where they planned nothing, and the next one is not", async () => {
    const cycleId = await waiting("ciso");
    expect(await asked("secretariat", cycleId)).toEqual(ASKED);
    expect(await asked("executive", cycleId)).toEqual(NOT_ASKED);
  });

  it("M6 who approves nothing is told nothing of it", async () => {
    const cycleId = await waiting("secretariat");
    expect(await asked("manager", cycleId)).toEqual(NOT_ASKED);
  });
});

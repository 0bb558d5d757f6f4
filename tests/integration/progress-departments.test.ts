import { describe, expect, it } from "vitest";
import { readCycleProgress } from "@/lib/features/cycle-pages/progress/queries";
import type { ProgressQuery } from "@/lib/features/cycles/record/schema";
import { as, codeOf, cycle, NOW, prepareSheetGround, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const read = (role: OperatorRole, cycleId: string, query: Partial<ProgressQuery>) =>
  readCycleProgress(as(role), { cycleId, page: 1, perPage: 200, ...query }, NOW);

const progress = async (cycleId: string, query: Partial<ProgressQuery>) => {
  const result = await read("ciso", cycleId, query);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};

describe("the sheets behind a row of the progress table", () => {
  it("M11 those of the whole operator are the sheets of no department, and only they", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "handedIn" });
    const all = await progress(cycleId, {});
    const whole = await progress(cycleId, { department: "none" });
    expect(whole.items.map(({ id }) => id)).toContain(sheets.ciso);
    expect(whole.items.every(({ departmentId }) => departmentId === null)).toBe(true);
    expect(whole.items).toHaveLength(all.items.filter(({ departmentId }) => departmentId === null).length);
    expect(whole.departments).toEqual(all.departments.filter(({ departmentId }) => departmentId === null));
    expect(whole.counts.handedIn).toBe(whole.total);
  });

  it("M11 those of a department are its own, and with those of the whole operator all of them", async () => {
    const { cycleId } = await cycle({ sheets: "inProgress" });
    const own = await progress(cycleId, { department: world.departments[0] });
    expect(own.items.every(({ departmentId }) => departmentId === world.departments[0])).toBe(true);
    const rows = (await progress(cycleId, {})).departments;
    const totals = await Promise.all(rows.map(({ departmentId }) => progress(cycleId, { department: departmentId ?? "none" })));
    expect(totals.reduce((sum, { total }) => sum + total, 0)).toBe((await progress(cycleId, {})).total);
  });

  it("M11 a state narrows them further", async () => {
    const { cycleId } = await cycle({ sheets: "accepted" });
    const { total } = await progress(cycleId, { department: "none", state: "accepted" });
    expect(total).toBeGreaterThan(0);
    expect((await progress(cycleId, { department: "none", state: "returned" })).total).toBe(0);
  });

  it("M11 they are not a manager's", async () => {
    const { cycleId } = await cycle({ sheets: "handedIn" });
    expect(codeOf(await read("manager", cycleId, { department: "none" }))).toBe("not_permitted");
  });
});

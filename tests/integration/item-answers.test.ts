import { describe, expect, it } from "vitest";
import { listItemAnswers } from "@/lib/features/results/item-answers/queries";
import { listItems } from "@/lib/features/results/item-list/queries";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const ALL = { page: 1, perPage: 200 };

const answersTo = async (role: OperatorRole, cycleId: string, itemId: string, asked: object = {}) => {
  const result = await listItemAnswers(as(role), { cycleId, itemId, ...ALL, ...asked }, NOW);
  if (!result.ok) throw new Error(codeOf(result));
  return result.value.items;
};
const itemsOf = async (role: OperatorRole, cycleId: string, asked: object = {}) => {
  const result = await listItems(as(role), { cycleId, ...ALL, ...asked }, NOW);
  if (!result.ok) throw new Error(codeOf(result));
  return result.value.items;
};

describe("what stands behind a figure", () => {
  it("M11 the items of a place, section or phase, with their counts", async () => {
    const { cycleId, items } = await cycle({ state: "reviewing", sheets: "accepted" });
    const [, second = ""] = items.system;
    const ofSystem = await itemsOf("ciso", cycleId, { system: world.systems[0] });
    expect(new Set(ofSystem.map(({ id }) => id))).toEqual(new Set(items.system));
    expect(ofSystem.find(({ id }) => id === second)).toMatchObject({ duty: 1, implemented: 0, notImplemented: 1, ratio: 0 });
    expect(new Set((await itemsOf("ciso", cycleId, { role: "ciso" })).map(({ id }) => id))).toEqual(new Set(items.ciso));
    const gaps = await itemsOf("ciso", cycleId, { show: "gap" });
    const attained = await itemsOf("ciso", cycleId, { show: "attained" });
    expect(gaps.every(({ duty, implemented }) => duty > implemented)).toBe(true);
    expect(attained.every(({ duty, implemented }) => duty > 0 && duty === implemented)).toBe(true);
    const [first] = ofSystem;
    const section = first?.id.split(":")[1] ?? "";
    expect((await itemsOf("ciso", cycleId, { section })).every(({ id }) => id.startsWith(`kuko-2:${section}`))).toBe(true);
    expect((await itemsOf("ciso", cycleId, { section: "0.0" })).length).toBe(0);
    expect((await itemsOf("ciso", cycleId, { phase: "check_act", role: "ciso" })).every(({ phase }) => phase === "check_act")).toBe(true);
  });

  it("M11 a 責任者 sees the items and answers of the own department alone", async () => {
    const { cycleId, items, sheets } = await cycle({ state: "reviewing", sheets: "accepted" });
    const [item = ""] = items.system;
    expect((await answersTo("manager", cycleId, item)).map(({ sheetId }) => sheetId)).toEqual([sheets.system]);
    expect((await answersTo("ciso", cycleId, items.ciso[0] ?? "")).map(({ sheetId }) => sheetId)).toContain(sheets.ciso);
    expect((await answersTo("manager", cycleId, items.ciso[0] ?? "")).map(({ sheetId }) => sheetId)).not.toContain(sheets.ciso);
    for (const department of ["none", world.departments[1]]) {
      expect(codeOf(await listItems(as("manager"), { cycleId, ...ALL, department }, NOW))).toBe("not_permitted");
      expect(codeOf(await listItemAnswers(as("manager"), { cycleId, itemId: item, ...ALL, department }, NOW))).toBe("not_permitted");
    }
    expect(
      (await itemsOf("manager", cycleId)).some(
        ({ id }) => items.executive.includes(id) && !items.system.includes(id) && !items.manager.includes(id) && !items.handler.includes(id),
      ),
    ).toBe(false);
  });

  it("M11 the 経営層 sees the figures, and of the answers only those that it reviews or gave", async () => {
    const { cycleId, items, sheets } = await cycle({ state: "reviewing", sheets: "accepted" });
    expect((await itemsOf("executive", cycleId)).length).toBeGreaterThan(0);
    expect(await answersTo("executive", cycleId, items.system[0] ?? "")).toEqual([]);
    expect((await answersTo("executive", cycleId, items.ciso[0] ?? "")).map(({ sheetId }) => sheetId)).toEqual([sheets.ciso]);
    for (const role of ["secretariat", "handler"] as const) {
      expect(codeOf(await listItems(as(role), { cycleId, ...ALL }, NOW))).toBe("not_permitted");
      expect(codeOf(await listItemAnswers(as(role), { cycleId, itemId: items.system[0] ?? "", ...ALL }, NOW))).toBe("not_permitted");
    }
  });

  it("M11 the answers of 取扱者 are listed where their role is asked for, narrowed to an answer", async () => {
    const { cycleId, items, sheets } = await cycle({ state: "reviewing", sheets: "accepted" });
    const [, second = ""] = items.handler;
    expect((await answersTo("ciso", cycleId, second)).some(({ role }) => role === "handler")).toBe(false);
    expect((await answersTo("ciso", cycleId, second, { role: "handler" })).map(({ sheetId, status }) => [sheetId, status])).toEqual([
      [sheets.handler, "notImplemented"],
    ]);
    expect(await answersTo("ciso", cycleId, second, { role: "handler", answer: "implemented" })).toEqual([]);
    expect(await answersTo("ciso", cycleId, second, { role: "handler", answer: "unanswered" })).toEqual([]);
  });

  it("M11 says who answered, when, and what the last cycle had", async () => {
    const last = await cycle({ state: "approved", sheets: "accepted" });
    await rows("UPDATE cycle SET period_from = period_from - 365, period_to = period_to - 365 WHERE id = $1", [last.cycleId]);
    const { cycleId, items } = await cycle({ state: "open", sheets: "inProgress" });
    const [first = ""] = items.system;
    const [answer] = await answersTo("auditor", cycleId, first);
    expect(answer).toMatchObject({ status: "implemented", previous: "implemented", counts: false, state: "inProgress", remark: "点検の備考" });
    expect(answer?.byName).not.toBeNull();
    expect(codeOf(await listItemAnswers(as("ciso"), { cycleId, itemId: "kuko-2:0.0:1", ...ALL }, NOW))).toBe("not_found");
  });
});

import { describe, expect, it } from "vitest";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/item-remarks/commands";
import { listCycleSheets } from "@/lib/features/sheets/list/queries";
import { handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { sheetOfSecondSystem, wrongTallies } from "@/tests/support/cycle-fixture";
import { acceptAsShown } from "@/tests/support/rounds";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

prepareSheetGround();

const secondSystemSheet = (first: string) => withClient(own.ownerUrl, (client) => sheetOfSecondSystem(client, world, first));

it.each([
  { state: "open", code: "ok" },
  { state: "reviewing", code: "ok" },
  { state: "approved", code: "ok" },
  { state: "submitted", code: "wrong_state", words: "提出済み" },
  { state: "cancelled", code: "wrong_state", words: "取りやめた回" },
  { state: "open", withdrawn: true, code: "wrong_state", words: "取り下げた点検票" },
] as const)("M2 remarks can be selected for the ministry only while they can still be sent: %j", async ({ state, code, ...how }) => {
  const { sheets, items } = await cycle({ state, sheets: "withdrawn" in how ? "inProgress" : "accepted" });
  const itemId = items.system[0]!;
  if ("withdrawn" in how) await rows("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '廃止' WHERE id = $1", [sheets.system]);
  for (const forMinistry of [true, false]) {
    const before = await rows("SELECT * FROM answer WHERE sheet_id = $1", [sheets.system]);
    const result = await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry }, NOW);
    expect(codeOf(result)).toBe(code);
    if (result.ok) continue;
    expect(result.refusal.detail).toContain("words" in how ? how.words : "");
    expect(await rows("SELECT * FROM answer WHERE sheet_id = $1", [sheets.system])).toEqual(before);
  }
});

it.each([
  { state: "open", code: "ok" },
  { state: "approved", code: "wrong_state", words: "承認" },
  { state: "submitted", code: "wrong_state", words: "提出" },
  { state: "cancelled", code: "wrong_state", words: "取りやめた回" },
  { state: "open", withdrawn: true, code: "wrong_state", words: "取り下げた点検票" },
] as const)("M2 a reviewer's remark is refused with a message about the state: %j", async ({ state, code, ...how }) => {
  const { sheets, items } = await cycle({ state, sheets: "withdrawn" in how ? "inProgress" : "handedIn" });
  if ("withdrawn" in how) await rows("UPDATE sheet SET state = 'withdrawn', withdrawn_reason = '廃止' WHERE id = $1", [sheets.handler]);
  const result = await addItemRemark(as("manager"), { sheetId: sheets.handler, itemId: items.handler[0]!, text: "確かめました。" }, NOW);
  expect(codeOf(result)).toBe(code);
  if (!result.ok) expect(result.refusal.detail).toContain("words" in how ? how.words : "");
});

describe("withdrawing", () => {
  it("is refused for the only sheet that asks a measure, and to the secretariat for a handed-in one", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    expect(codeOf(await withdrawSheet(as("secretariat"), { sheetId: sheets.ciso, reason: "誤って配った" }, NOW))).toBe("not_permitted");
    expect(codeOf(await withdrawSheet(as("ciso"), { sheetId: sheets.ciso, reason: "誤って配った" }, NOW))).toBe("items_on_no_sheet");
    expect(await rows("SELECT state FROM sheet WHERE id = $1", [sheets.ciso])).toEqual([{ state: "handedIn" }]);
    expect(await withClient(own.ownerUrl, (client) => wrongTallies(client, world.operatorId))).toEqual([]);
  });

  it("one of two sheets that ask the same is withdrawn, and the other stays, even when both are withdrawn at once", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "notStarted" });
    const second = await secondSystemSheet(sheets.system);
    const both = await Promise.all([sheets.system, second].map((id) => withdrawSheet(as("secretariat"), { sheetId: id, reason: "廃止した" }, NOW)));
    expect(both.map(codeOf).sort()).toEqual(["items_on_no_sheet", "ok"]);
    const live = await rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM sheet WHERE cycle_id = $1 AND role = 'systemAdministrator' AND state <> 'withdrawn'",
      [cycleId],
    );
    expect(live).toEqual([{ count: 1 }]);
  });
});

describe("returning", () => {
  it("keeps every reason, also after the sheet is accepted", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    for (const reason of ["根拠を足してください。", "もう一度、根拠を足してください。"]) {
      expect(codeOf(await returnSheet(as("manager"), { sheetId: sheets.handler, reason }, NOW))).toBe("ok");
      expect(codeOf(await handInSheet(as("handler"), { sheetId: sheets.handler }, NOW))).toBe("ok");
    }
    expect(codeOf(await acceptAsShown(as("manager"), [sheets.handler], NOW))).toBe("ok");
    const kept = await rows<{ reason: string }>("SELECT detail->>'reason' AS reason FROM audit WHERE target = $1 AND action = 'sheet.return' ORDER BY id", [
      `sheet/${sheets.handler}`,
    ]);
    expect(kept.map(({ reason }) => reason)).toEqual(["根拠を足してください。", "もう一度、根拠を足してください。"]);
  });
});

describe("accepting several sheets", () => {
  it("audits each sheet, in addition to the bulk action", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    expect(codeOf(await acceptAsShown(as("manager"), [sheets.handler, sheets.system], NOW))).toBe("ok");
    const each = [sheets.handler, sheets.system].map((id) => `sheet/${id}`);
    const trail = await rows<{ action: string; target: string }>(
      "SELECT action, target FROM audit WHERE outcome = 'done' AND detail->>'sheets' = '2' AND target = ANY($1)",
      [["sheets", ...each]],
    );
    const expected = [{ action: "sheet.acceptMany", target: "sheets" }, ...each.map((target) => ({ action: "sheet.accept", target }))];
    expect(trail).toHaveLength(expected.length);
    expect(trail).toEqual(expect.arrayContaining(expected));
  });
});

describe("the secretariat's view", () => {
  it("has the sheets without the reviewers' remarks", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "handedIn" });
    await returnSheet(as("manager"), { sheetId: sheets.handler, reason: "根拠を足してください。" }, NOW);
    const seen = async (role: OperatorRole) => {
      const list = await listCycleSheets(as(role), { cycleId, page: 1, perPage: 50, state: "returned" }, NOW);
      return list.ok ? list.value.items.map(({ returnedReason }) => returnedReason) : list.refusal.code;
    };
    expect(await seen("secretariat")).toEqual([null]);
    expect(await seen("ciso")).toEqual(["根拠を足してください。"]);
    expect(await seen("manager")).toEqual(["根拠を足してください。"]);
  });
});

describe("assigning", () => {
  it("keeps the answers with their respondents", async () => {
    const { sheets } = await cycle();
    expect(codeOf(await assignSheet(as("secretariat"), { sheetId: sheets.system, respondentIds: [world.people.colleague.personId] }, NOW))).toBe("ok");
    const given = await rows<{ by: string }>("SELECT DISTINCT answered_by AS by FROM answer WHERE sheet_id = $1", [sheets.system]);
    expect(given).toEqual([{ by: world.people.systemAdministrator.personId }]);
    expect(codeOf(await assignSheet(as("secretariat"), { sheetId: sheets.handler, respondentIds: [world.people.colleague.personId] }, NOW))).toBe(
      "wrong_state",
    );
  });

  it.each([
    ["another person", ["systemAdministrator"], ["colleague"], true],
    ["more people", ["colleague"], ["colleague", "systemAdministrator"], true],
    ["nobody", ["colleague", "systemAdministrator"], [], true],
    ["the same people in another order", ["colleague", "systemAdministrator"], ["systemAdministrator", "colleague"], false],
  ] as const)("C1 keeps the respondents before and after in its entry: %s", async (_what, before, after, changes) => {
    const { sheets } = await cycle();
    const assign = async (names: readonly (keyof typeof world.people)[]) => {
      const respondentIds = names.map((name) => world.people[name].personId);
      expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets.system, respondentIds }, NOW))).toBe("ok");
      return respondentIds;
    };
    const [were, are] = [await assign(before), await assign(after)];
    const [last] = await rows<{ detail: { before?: { respondentIds: string[] }; after?: object } }>(
      "SELECT detail FROM audit WHERE action = 'sheet.assign' AND target = $1 ORDER BY id DESC LIMIT 1",
      [`sheet/${sheets.system}`],
    );
    expect(last?.detail.after).toEqual(changes ? { respondentIds: are } : undefined);
    expect(last?.detail.before?.respondentIds.toSorted()).toEqual(changes ? were.toSorted() : undefined);
  });

  it("refuses people who must not read: the 事務局 cannot name itself nor, for a deciding role, a person who does not hold it", async () => {
    const { sheets } = await cycle();
    const { secretariat, colleague, ciso, manager, otherManager, systemAdministrator } = world.people;
    const assign = async (by: "secretariat" | "ciso", sheet: string, ...people: { personId: string }[]) =>
      codeOf(await assignSheet(as(by), { sheetId: sheet, respondentIds: people.map(({ personId }) => personId) }, NOW));
    expect(await assign("secretariat", sheets.ciso, ciso, secretariat)).toBe("not_permitted");
    expect(await assign("secretariat", sheets.system, secretariat)).toBe("not_permitted");
    expect(await assign("secretariat", sheets.ciso, ciso, colleague)).toBe("not_permitted");
    expect(await assign("secretariat", sheets.manager, otherManager)).toBe("not_permitted");
    expect(await assign("secretariat", sheets.manager, manager)).toBe("ok");
    expect(await assign("ciso", sheets.system, systemAdministrator, secretariat)).toBe("ok");
    expect(await assign("secretariat", sheets.system, systemAdministrator, secretariat, colleague)).toBe("ok");
  });

  it.each([
    [{ sheets: "handedIn" }, "wrong_state"],
    [{ sheets: "accepted" }, "wrong_state"],
    [{ sheets: "returned" }, "ok"],
    [{ state: "reviewing", sheets: "returned" }, "ok"],
    [{ state: "approved", sheets: "inProgress" }, "wrong_state"],
    [{ state: "submitted", sheets: "accepted" }, "wrong_state"],
  ] as const)("depends on the state of the cycle and of the sheet: %j, %s", async (state, code) => {
    const { sheets } = await cycle(state);
    expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets.system, respondentIds: [world.people.colleague.personId] }, NOW))).toBe(code);
  });
});

describe("handing out again", () => {
  it("creates a new sheet for a named withdrawn one, and for no other", async () => {
    const { cycleId, sheets } = await cycle({ sheets: "notStarted" });
    await secondSystemSheet(sheets.system);
    expect(codeOf(await withdrawSheet(as("secretariat"), { sheetId: sheets.system, reason: "誤って取り下げた" }, NOW))).toBe("ok");
    const again = await handOutLater(as("secretariat"), { cycleId, sheetIds: [sheets.system] }, NOW);
    expect(again).toMatchObject({ ok: true, value: { handedOut: 1 } });
    const live = await rows("SELECT system_id AS system FROM sheet WHERE cycle_id = $1 AND role = 'systemAdministrator' AND state <> 'withdrawn'", [cycleId]);
    expect(live).toHaveLength(2);
    expect(live).toContainEqual({ system: world.systems[0] });
  });
});

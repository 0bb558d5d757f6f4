import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { handOutLater } from "@/lib/features/cycles/hand-out/commands";
import { saveAnswer, saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { assignSheet } from "@/lib/features/sheets/assignment/commands";
import { readSheetPage } from "@/lib/features/sheets/checklist/queries";
import { acceptSheets, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/hand-over/commands";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { listCycleSheets } from "@/lib/features/sheets/list/queries";
import type { BatchBody } from "@/lib/features/sheets/record/schema";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/remarks/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { makeCycle, sheetOfSecondSystem, wrongTallies } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const NOW = new Date("2026-11-20T05:00:00Z");
let own: TestDatabase;
let world: World;

const as = (role: OperatorRole) => visitorFor(world, role);
const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? "ok" : result.refusal.code);
const cycle = (wanted: Parameters<typeof makeCycle>[2] = {}) => withClient(own.ownerUrl, (client) => makeCycle(client, world, wanted));
const rows = <Row extends object>(sql: string, values: unknown[]) => withClient(own.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);

const secondSystemSheet = (first: string) => withClient(own.ownerUrl, (client) => sheetOfSecondSystem(client, world, first));

beforeAll(async () => {
  own = await createDatabase();
  process.env["DATABASE_URL"] = own.appUrl;
  process.env["PORTAL_URL"] = "http://127.0.0.1:3000";
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests, at least 32 characters";
  world = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "試験空港"));
});
afterAll(async () => {
  await closeDatabase();
  await own.drop();
});

describe("saving answers", () => {
  it("F7 refuses a stale version with what is there, and keeps both answers in the history when one is set aside", async () => {
    const { sheets, items } = await cycle();
    const itemId = items.handler[0]!;
    const stale = await saveAnswer(as("handler"), { sheetId: sheets.handler, itemId, status: "partial", version: 0 }, NOW);
    expect(stale).toMatchObject({ ok: false, refusal: { code: "stale_version", current: { status: "implemented", version: 1 } } });
    const aside = await setAnswerAside(as("handler"), { sheetId: sheets.handler, itemId, status: "partial", remark: "私の回答", version: 1 }, NOW);
    expect(aside).toMatchObject({ ok: true, value: { status: "implemented", version: 3 } });
    const history = await rows("SELECT version, status, cause FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version", [
      sheets.handler,
      itemId,
    ]);
    expect(history).toEqual([
      { version: 1, status: "implemented", cause: "answered" },
      { version: 2, status: "partial", cause: "setAside" },
      { version: 3, status: "implemented", cause: "kept" },
    ]);
    const read = (role: OperatorRole, page = 1) => readAnswerHistory(as(role), { sheetId: sheets.handler, itemId, page, perPage: 2 }, NOW);
    const versions = {
      total: 3,
      items: [
        { version: 3, cause: "kept" },
        { version: 2, cause: "setAside", remark: "私の回答", at: NOW.toISOString() },
      ],
    };
    expect(await read("handler")).toMatchObject({ ok: true, value: versions });
    expect(await read("manager", 2)).toMatchObject({ ok: true, value: { total: 3, items: [{ version: 1 }] } });
    expect(codeOf(await read("secretariat"))).toBe("not_permitted");
    expect(codeOf(await readAnswerHistory(as("handler"), { sheetId: sheets.handler, itemId: items.ciso[0]!, page: 1, perPage: 2 }, NOW))).toBe("not_found");
  });

  it("returns the first result for a repetition, and refuses the same number with something else", async () => {
    const { sheets, items } = await cycle({ sheets: "notStarted" });
    const itemId = items.handler[0]!;
    const mutationId = randomUUID();
    const save = (status: "partial" | "implemented") =>
      saveAnswers(as("handler"), { sheetId: sheets.handler, answers: [{ itemId, status, version: 0 }], mutationId }, NOW);
    const first = await save("partial");
    expect(await save("partial")).toEqual(first);
    expect(codeOf(await save("implemented"))).toBe("mutation_mismatch");
    expect(await rows("SELECT status, version FROM answer WHERE sheet_id = $1", [sheets.handler])).toEqual([{ status: "partial", version: 1 }]);
  });

  it("keeps the texts that a request does not speak of, and clears those it names", async () => {
    const { sheets, items } = await cycle({ sheets: "notStarted" });
    const itemId = items.handler[0]!;
    const save = (more: object, version: number) =>
      saveAnswers(as("handler"), { sheetId: sheets.handler, answers: [{ itemId, status: "partial", version, ...more }], mutationId: randomUUID() }, NOW);
    await save({ remark: "備考です", evidence: "規程集" }, 0);
    await save({ evidence: null }, 1);
    expect(await rows("SELECT remark, evidence, version FROM answer WHERE sheet_id = $1", [sheets.handler])).toEqual([
      { remark: "備考です", evidence: null, version: 2 },
    ]);
  });

  it("M2 takes a batch's examples with their measure, whatever their order and whatever the measure is", async () => {
    const { sheets } = await cycle({ sheets: "notStarted", measures: 6 });
    const [pair] = await rows<{ measure: string; example: string }>(
      `SELECT e.illustrates AS measure, e.id AS example FROM edition_item e JOIN cycle_item i ON i.item_id = e.id AND i.kind = 'example' AND i.role = 'handler'
       JOIN sheet s ON s.cycle_id = i.cycle_id AND s.id = $1 WHERE e.edition_id = 'kuko-2' AND EXISTS
       (SELECT 1 FROM cycle_item m WHERE m.cycle_id = i.cycle_id AND m.role = 'handler' AND m.item_id = e.illustrates) LIMIT 1`,
      [sheets.handler],
    );
    const [measure, example] = [pair!.measure, pair!.example];
    const batch = (answers: BatchBody["answers"]) => saveAnswers(as("handler"), { sheetId: sheets.handler, answers, mutationId: randomUUID() }, NOW);
    const notApplicable = { itemId: measure, status: "notApplicable", reason: "対象の業務がない", version: 0 } as const;
    expect(codeOf(await batch([{ itemId: example, status: "implemented", version: 0 }, notApplicable]))).toBe("ok");
    expect(
      codeOf(
        await batch([
          { ...notApplicable, version: 1 },
          { itemId: example, status: "partial", version: 1 },
        ]),
      ),
    ).toBe("ok");
    expect(
      codeOf(
        await batch([
          { itemId: example, status: "implemented", version: 2 },
          { itemId: measure, status: "implemented", version: 2 },
        ]),
      ),
    ).toBe("ok");
    expect(await rows("SELECT status, version FROM answer WHERE item_id = $2 AND sheet_id = $1", [sheets.handler, example])).toEqual([
      { status: "implemented", version: 3 },
    ]);
  });

  it("does not take an answer from who ceased to be respondent while it waited for the sheet", async () => {
    const { sheets, items } = await cycle();
    const [save, handIn] = await withClient(own.ownerUrl, async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT 1 FROM sheet WHERE id = $1 FOR UPDATE", [sheets.system]);
      const late = saveAnswers(
        as("systemAdministrator"),
        { sheetId: sheets.system, answers: [{ itemId: items.system[0]!, status: "partial", version: 1 }], mutationId: randomUUID() },
        NOW,
      );
      const lateHandIn = handInSheet(as("systemAdministrator"), { sheetId: sheets.system, confirmedUnanswered: 0 }, NOW);
      const waiting = () => rows("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0", []);
      await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(2);
      await client.query("UPDATE sheet_respondent SET person_id = $2 WHERE sheet_id = $1", [sheets.system, world.people.colleague.personId]);
      await client.query("COMMIT");
      return Promise.all([late, lateHandIn]);
    });
    expect([codeOf(save), codeOf(handIn)]).toEqual(["not_permitted", "not_permitted"]);
  });
});

it("M2 the reason of a 該当なし goes out of sight with it, and comes back with it", async () => {
  const { sheets, items } = await cycle({ sheets: "notStarted" });
  const itemId = items.system[0]!;
  const saved = async (answer: object, version: number) => {
    const result = await saveAnswers(
      as("systemAdministrator"),
      { sheetId: sheets.system, answers: [{ itemId, version, ...answer } as never], mutationId: randomUUID() },
      NOW,
    );
    return result.ok ? result.value.answers[0] : result.refusal;
  };
  expect(await saved({ status: "notApplicable", reason: "対象の業務がない", remark: "確かめた" }, 0)).toMatchObject({ reason: "対象の業務がない" });
  expect(await saved({ status: "notApplicable" }, 1)).toMatchObject({ reason: "対象の業務がない", remark: "確かめた" });
  expect(await saved({ status: "notImplemented" }, 2)).toMatchObject({ reason: null, remark: "確かめた" });
  expect(await saved({ status: "notApplicable" }, 3)).toMatchObject({ reason: "対象の業務がない", needsReason: false });
  expect(await saved({ status: "partial" }, 4)).toMatchObject({ reason: null });
  expect(await saved({ status: "notApplicable", reason: null }, 5)).toMatchObject({ reason: null, needsReason: true });
});

it("M2 a remark that is typed over and typed back is ticked for the ministry as before, and never in other words", async () => {
  const { sheets, items } = await cycle({ sheets: "inProgress" });
  const itemId = items.system[0]!;
  const write = async (remark: string, version: number) =>
    codeOf(
      await saveAnswers(
        as("systemAdministrator"),
        { sheetId: sheets.system, answers: [{ itemId, status: "partial", remark, version }], mutationId: randomUUID() },
        NOW,
      ),
    );
  const ticked = async () =>
    (await rows<{ for: boolean }>("SELECT for_ministry AS for FROM answer WHERE sheet_id = $1 AND item_id = $2", [sheets.system, itemId]))[0]?.for;
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: true }, NOW))).toBe("ok");
  expect([await write("点検の備考あ", 1), await ticked()]).toEqual(["ok", false]);
  const shown = await readSheetPage(as("manager"), { sheetId: sheets.system }, NOW);
  expect(shown.ok && shown.value.rows.find((one) => one.itemId === itemId)).toMatchObject({ forMinistry: false, tickRests: true });
  expect([await write("点検の備考", 2), await ticked()]).toEqual(["ok", true]);
  expect([await write("ほかの備考", 3), await ticked()]).toEqual(["ok", false]);
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: true }, NOW))).toBe("ok");
  expect([await write("点検の備考", 4), await ticked()]).toEqual(["ok", false]);
  expect([await write("ほかの備考", 5), await ticked()]).toEqual(["ok", true]);
  expect(codeOf(await tickForMinistry(as("ciso"), { sheetId: sheets.system, itemId, forMinistry: false }, NOW))).toBe("ok");
  expect([await write("点検の備考", 6), await write("ほかの備考", 7), await ticked()]).toEqual(["ok", "ok", false]);
});

it.each([
  { state: "open", code: "ok" },
  { state: "reviewing", code: "ok" },
  { state: "approved", code: "ok" },
  { state: "submitted", code: "wrong_state", words: "提出済み" },
  { state: "cancelled", code: "wrong_state", words: "取りやめた回" },
  { state: "open", withdrawn: true, code: "wrong_state", words: "取り下げた点検票" },
] as const)("M2 what the ministry gets is chosen while it can still be sent: %j", async ({ state, code, ...how }) => {
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
] as const)("M2 a reviewer's remark is refused in the words of the state: %j", async ({ state, code, ...how }) => {
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

  it("of one of two sheets works, even when both are withdrawn at once", async () => {
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
    expect(codeOf(await acceptSheets(as("manager"), { sheetIds: [sheets.handler] }, NOW))).toBe("ok");
    const kept = await rows<{ reason: string }>("SELECT detail->>'reason' AS reason FROM audit WHERE target = $1 AND action = 'sheet.return' ORDER BY id", [
      `sheet/${sheets.handler}`,
    ]);
    expect(kept.map(({ reason }) => reason)).toEqual(["根拠を足してください。", "もう一度、根拠を足してください。"]);
  });
});

describe("accepting several sheets", () => {
  it("says so in the audit trail of each, beside the one of the whole", async () => {
    const { sheets } = await cycle({ sheets: "handedIn" });
    expect(codeOf(await acceptSheets(as("manager"), { sheetIds: [sheets.handler, sheets.system] }, NOW))).toBe("ok");
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

describe("what the secretariat sees", () => {
  it("is the sheets without the reviewers' words", async () => {
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
  it("keeps the answers with who gave them", async () => {
    const { sheets } = await cycle();
    expect(codeOf(await assignSheet(as("secretariat"), { sheetId: sheets.system, respondentIds: [world.people.colleague.personId] }, NOW))).toBe("ok");
    const given = await rows<{ by: string }>("SELECT DISTINCT answered_by AS by FROM answer WHERE sheet_id = $1", [sheets.system]);
    expect(given).toEqual([{ by: world.people.systemAdministrator.personId }]);
    expect(codeOf(await assignSheet(as("secretariat"), { sheetId: sheets.handler, respondentIds: [world.people.colleague.personId] }, NOW))).toBe(
      "wrong_state",
    );
  });

  it("lets nobody in who may not read: the 事務局 names neither itself nor, for a deciding role, who does not hold it", async () => {
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
  ] as const)("of %j gives %s", async (state, code) => {
    const { sheets } = await cycle(state);
    expect(codeOf(await assignSheet(as("ciso"), { sheetId: sheets.system, respondentIds: [world.people.colleague.personId] }, NOW))).toBe(code);
  });
});

describe("handing out again", () => {
  it("makes a new sheet for a withdrawn one that is named, and for no other", async () => {
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

import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { approveCycle } from "@/lib/features/cycles/transitions/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { endDeputy, nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { readAnswerHistory } from "@/lib/features/sheets/history/queries";
import { listOwnSheets } from "@/lib/features/sheets/list/queries";
import { acceptSheet, handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem, wish } from "@/tests/support/deputies";
import { type IntegrationGround, openIntegrationGround } from "@/tests/support/integration-ground";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { acceptAsShown } from "@/tests/support/rounds";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const NOW = new Date();
const PAGE = { page: 1, perPage: 50 };
let ground: IntegrationGround;
let world: World;
let holder: pg.Client;
beforeAll(async () => {
  ground = await openIntegrationGround();
  holder = new pg.Client({ connectionString: ground.database.ownerUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder.end();
  await ground.close();
});
beforeEach(async () => {
  world = await makeOperator(ground.owner, "kuko", "試験空港");
});

const handedIn = () => makeCycle(ground.owner, world, { state: "open", sheets: "handedIn" });
const accepting = async (who: OperatorRole, sheetId: string): Promise<string> => codeOf(await acceptSheet(await as(world, who), { sheetId }, NOW));
const lastAudit = async (action: string) =>
  (
    await ground.owner.query<{ detail: unknown }>("SELECT detail FROM audit WHERE action = $1 AND operator_id = $2 ORDER BY id DESC LIMIT 1", [
      action,
      world.operatorId,
    ])
  ).rows[0]?.detail;
/** The person has answered an item of the sheet. */
const takesPart = ({ items }: CycleFixture, sheetId: string, who: OperatorRole) =>
  ground.owner.query("INSERT INTO answer_history (operator_id, sheet_id, item_id, version, answered_by, answered_at) VALUES ($1, $2, $3, 99, $4, now())", [
    world.operatorId,
    sheetId,
    items.system[0],
    world.people[who].personId,
  ]);

describe("M6 what a deputy does says 代行", () => {
  it("accepting and returning: in the audit entry, of a bulk action in each, and in the event", async () => {
    await name(world, "colleague", ofManager(world));
    const { sheets } = await handedIn();
    const represented = `securityManager/${world.departments[0]}/`;
    const deputy = await as(world, "colleague");
    valueOf(await acceptAsShown(deputy, [sheets.handler, sheets.system], NOW));
    expect(await lastAudit("sheet.accept")).toMatchObject({ represented });
    expect(await lastAudit("sheet.acceptMany")).toMatchObject({ represented, sheets: 2 });
    valueOf(await returnSheet(deputy, { sheetId: sheets.system, reason: "根拠を書いてください。" }, NOW));
    expect(await lastAudit("sheet.return")).toEqual({ represented, reason: "根拠を書いてください。" });
    const { rows } = await ground.owner.query("SELECT capacity FROM outbox WHERE event = 'sheet.return' AND object = $1", [`sheet/${sheets.system}`]);
    expect(rows).toEqual([{ capacity: { kind: "deputy", role: "securityManager", departmentId: world.departments[0], systemId: null } }]);
    valueOf(await acceptSheet(await as(world, "ciso"), { sheetId: sheets.manager }, NOW));
    expect(await lastAudit("sheet.accept")).toEqual({});
  });

  it("answering and handing in the post's sheet: in the history of each answer", async () => {
    await name(world, "colleague", ofSystem(world));
    const { sheets, items } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    const deputy = await as(world, "colleague");
    const { items: mine } = valueOf(await listOwnSheets(deputy, PAGE, NOW));
    expect(mine.map(({ id }) => id)).toEqual([sheets.system]);
    const itemId = items.system[0] ?? "";
    valueOf(await saveAnswer(deputy, { sheetId: sheets.system, itemId, status: "partial", version: 1 }, NOW));
    valueOf(await saveAnswer(await as(world, "systemAdministrator"), { sheetId: sheets.system, itemId, status: "implemented", version: 2 }, NOW));
    const { items: versions } = valueOf(await readAnswerHistory(await as(world, "auditor"), { sheetId: sheets.system, itemId, ...PAGE }, NOW));
    expect(versions.map(({ byName, represented }) => [byName, represented])).toEqual([
      ["試験空港 systemAdministrator", null],
      ["試験空港 colleague", `systemAdministrator//${world.systems[0]}`],
      ["試験空港 systemAdministrator", null],
    ]);
    valueOf(await handInSheet(deputy, { sheetId: sheets.system }, NOW));
    expect(await lastAudit("sheet.handIn")).toMatchObject({ represented: `systemAdministrator//${world.systems[0]}` });
    expect(codeOf(await handInSheet(deputy, { sheetId: sheets.handler }, NOW))).toBe("not_permitted");
  });
});

describe("M6 no way around the separation of duties", () => {
  it("a deputy of the reviewer does not accept the own sheet, nor one that they answered for the post", async () => {
    await name(world, "handler", ofManager(world));
    await name(world, "handler", ofSystem(world));
    const at = await handedIn();
    expect(await accepting("handler", at.sheets.handler)).toBe("own_work");
    expect(await accepting("handler", at.sheets.system)).toBe("own_work");
    expect(await accepting("manager", at.sheets.handler)).toBe("ok");
  });

  it("a deputy of the CISO does not accept the CISO's sheet, not from the 経営層 either", async () => {
    await name(world, "executive");
    await name(world, "colleague", { order: 2 });
    const { sheets } = await handedIn();
    expect(await accepting("executive", sheets.ciso)).toBe("own_work");
    expect(await accepting("colleague", sheets.ciso)).toBe("not_permitted");
    expect(await accepting("executive", sheets.executive)).toBe("own_work");
    expect(await accepting("colleague", sheets.executive)).toBe("ok");
  });

  it("a deputy approves no round that they planned; the next in order does", async () => {
    await name(world, "secretariat");
    await name(world, "colleague", { order: 2 });
    const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
    const approving = async (who: OperatorRole) => codeOf(await approveCycle(await as(world, who), { cycleId }, NOW));
    expect(await approving("colleague")).toBe("not_permitted");
    await ground.owner.query("UPDATE cycle SET created_by = $2 WHERE id = $1", [cycleId, world.people.secretariat.personId]);
    expect(await approving("secretariat")).toBe("own_work");
    expect(await approving("colleague")).toBe("ok");
    expect(await lastAudit("cycle.approve")).toEqual({ represented: "ciso//" });
  });

  it("a sheet falls to the next where its reviewers take part, and to nobody where all do", async () => {
    const at = await handedIn();
    const { system } = at.sheets;
    expect(await accepting("ciso", system)).toBe("not_permitted");
    await name(world, "colleague", ofManager(world));
    await takesPart(at, system, "manager");
    expect(await accepting("manager", system)).toBe("own_work");
    expect(await accepting("colleague", system)).toBe("not_permitted");
    expect(codeOf(await returnSheet(await as(world, "ciso"), { sheetId: system, reason: "確かめるため" }, NOW))).toBe("ok");
    await ground.owner.query("UPDATE sheet SET state = 'handedIn' WHERE id = $1", [system]);
    for (const who of ["ciso", "executive"] as const) {
      await ground.owner.query("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) VALUES ($1, $2, $3)", [
        world.operatorId,
        system,
        world.people[who].personId,
      ]);
    }
    for (const who of ["manager", "ciso", "executive"] as const) expect(await accepting(who, system)).not.toBe("ok");
  });

  it("a department without a 責任者 goes to its deputy, and without one to the CISO", async () => {
    const at = await handedIn();
    await ground.owner.query("DELETE FROM appointment WHERE operator_id = $1 AND department_id = $2", [world.operatorId, world.departments[0]]);
    const { id } = await name(world, "colleague", ofManager(world));
    expect(await accepting("ciso", at.sheets.handler)).toBe("not_permitted");
    expect(await accepting("colleague", at.sheets.handler)).toBe("ok");
    valueOf(await endDeputy(await as(world, "ciso"), { deputyId: id, reason: "後任が来るため", confirmedSheets: 1 }, NOW));
    expect(await accepting("colleague", at.sheets.system)).toBe("not_permitted");
    expect(await accepting("ciso", at.sheets.system)).toBe("ok");
  });

  it("a deputy withdraws no sheet in which the CISO or they take part", async () => {
    await name(world, "handler");
    const { sheets } = await handedIn();
    const deputy = await as(world, "handler");
    for (const sheetId of [sheets.ciso, sheets.handler]) {
      expect(codeOf(await withdrawSheet(deputy, { sheetId, reason: "試し", confirmedAnswers: 1 }, NOW))).toBe("not_permitted");
    }
  });
});

describe("M6 a deputyship gives no more than the post, and nothing to others", () => {
  it("a deputy appoints nobody, makes no links, names no deputies and is not the last CISO", async () => {
    await name(world, "colleague");
    const deputy = await as(world, "colleague");
    const { personId } = world.people.handler;
    expect(codeOf(await appoint(deputy, { personId, appointments: [] }, NOW))).toBe("not_permitted");
    expect(codeOf(await invitePerson(deputy, { personId }, NOW))).toBe("not_permitted");
    expect(codeOf(await nameDeputy(deputy, wish(world, "handler", { order: 2 }), NOW))).toBe("not_permitted");
    expect(codeOf(await appoint(await as(world, "ciso"), { personId: world.people.ciso.personId, appointments: [] }, NOW))).toBe("wrong_state");
  });

  it("a deputy of a deputy has nothing of it", async () => {
    await name(world, "manager");
    await name(world, "colleague", ofManager(world));
    const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
    expect(codeOf(await approveCycle(await as(world, "colleague"), { cycleId }, NOW))).toBe("not_permitted");
    expect(codeOf(await approveCycle(await as(world, "manager"), { cycleId }, NOW))).toBe("ok");
  });

  it("a deputy who left is no deputy, and makes way for the next", async () => {
    await name(world, "handler");
    await name(world, "colleague", { order: 2 });
    const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
    expect(codeOf(await approveCycle(await as(world, "colleague"), { cycleId }, NOW))).toBe("not_permitted");
    valueOf(await changePerson(await as(world, "secretariat"), { personId: world.people.handler.personId, left: true }, NOW));
    expect(await resolveVisitor(new Headers({ authorization: `Bearer ${world.people.handler.token}` }), new Date())).toBeNull();
    expect(codeOf(await approveCycle(await as(world, "colleague"), { cycleId }, NOW))).toBe("ok");
  });
});

describe("M6 a deputyship that ends while the request waits", () => {
  const CHANGES = {
    "was ended": (personId: string) => ground.owner.query("UPDATE deputy SET ended_at = now(), ended_reason = '戻った' WHERE person_id = $1", [personId]),
    "has another before it": async (personId: string) => {
      await ground.owner.query("UPDATE deputy SET ordinal = 2 WHERE person_id = $1", [personId]);
      await name(world, "handler");
    },
  };
  it.each(["was ended", "has another before it"] as const)("%s: refused without a change", async (how) => {
    await name(world, "colleague");
    const { cycleId } = await makeCycle(ground.owner, world, { state: "reviewing", sheets: "accepted" });
    const deputy = await as(world, "colleague");
    await holder.query("BEGIN");
    const { pid } = (await holder.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]!;
    await holder.query("SELECT 1 FROM cycle WHERE id = $1 FOR UPDATE", [cycleId]);
    const approving = approveCycle(deputy, { cycleId }, NOW);
    const waiting = "SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND $1 = ANY(pg_blocking_pids(pid))";
    await expect.poll(async () => (await ground.owner.query(waiting, [pid])).rowCount, { interval: 10 }).toBe(1);
    await CHANGES[how](world.people.colleague.personId);
    await holder.query("COMMIT");
    expect(codeOf(await approving)).toBe("not_permitted");
    const { rows } = await ground.owner.query("SELECT state FROM cycle WHERE id = $1", [cycleId]);
    expect(rows).toEqual([{ state: "reviewing" }]);
  });
});

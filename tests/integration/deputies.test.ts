import { describe, expect, it } from "vitest";
import { daysAfter, yearsAfter } from "@/lib/domain/shared/day";
import { listAudit } from "@/lib/features/admin/audit/queries";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { endDeputy, nameDeputy } from "@/lib/features/organisation/deputies/commands";
import { listDeputies } from "@/lib/features/organisation/deputies/queries";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { asAt, name, ofManager, ofSystem, TODAY, wish } from "@/tests/support/deputies";
import { refusalOf } from "@/tests/support/integration-ground";
import { as, codeOf, valueOf, withoutPassword } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import { makeOperator } from "@/tests/support/world";

const ALL = { which: "all", page: 1, perPage: 50 } as const;
const TOMORROW = daysAfter(TODAY, 1);
prepareOperatorGround();

describe("M6 naming a deputy", () => {
  it("keeps order, period and reason, and lists by post and order", async () => {
    await name(world, "handler", { order: 2 });
    await name(world, "colleague", { until: TOMORROW });
    await name(world, "handler", { ...ofManager(world), from: TOMORROW, until: TOMORROW });
    const { items, total } = valueOf(await listDeputies(await as(world, "auditor"), ALL, new Date()));
    expect(total).toBe(3);
    expect(items.map(({ role, order, state, departmentName }) => [role, order, state, departmentName])).toEqual([
      ["ciso", 1, "inForce", null],
      ["ciso", 2, "inForce", null],
      ["securityManager", 1, "planned", "試験空港 部署1"],
    ]);
    expect(items[0]).toMatchObject({
      personName: "試験空港 colleague",
      from: TODAY,
      until: TOMORROW,
      reason: "長期の出張のため",
      namedByName: "試験空港 ciso",
    });
  });

  it.each([
    ["yesterday", { from: daysAfter(TODAY, -1) }, "invalid_input"],
    ["more than a year from now", { from: daysAfter(yearsAfter(TODAY, 1), 1), until: daysAfter(yearsAfter(TODAY, 1), 1) }, "invalid_input"],
    ["until before its first day", { from: TOMORROW }, "invalid_input"],
    ["for more than a year", { until: yearsAfter(TODAY, 1) }, "invalid_input"],
    ["for a year", { until: daysAfter(yearsAfter(TODAY, 1), -1) }, "ok"],
  ])("is possible from today on, for a year at most: %s", async (_when, days, code) => {
    expect(codeOf(await nameDeputy(await as(world, "ciso"), wish(world, "handler", days), new Date()))).toBe(code);
  });

  it("refuses oneself, the holder, a leaver, a taken order and a retired or foreign place", async () => {
    const ciso = await as(world, "ciso");
    const named = async (...asked: Parameters<typeof wish>) => codeOf(await nameDeputy(ciso, wish(...asked), new Date()));
    expect(await named(world, "ciso", { role: "executive" })).toBe("not_permitted");
    expect(await named(world, "manager", ofManager(world))).toBe("wrong_state");
    await name(world, "handler");
    expect(await named(world, "colleague")).toBe("duplicate");
    expect(await named(world, "handler", { order: 2 })).toBe("duplicate");
    const other = await makeOperator(ground.owner, "kuko", "別の空港");
    expect(await named(world, "handler", ofManager(other))).toBe("not_found");
    expect(await named(other, "handler")).toBe("not_found");
    valueOf(await changePerson(ciso, { personId: world.people.colleague.personId, left: true }, new Date()));
    expect(await named(world, "colleague", { order: 2 })).toBe("wrong_state");
  });

  it("is for who may give the role: the 事務局 names those of other posts, never itself", async () => {
    const secretariat = await as(world, "secretariat");
    expect(codeOf(await nameDeputy(secretariat, wish(world, "handler"), new Date()))).toBe("not_permitted");
    expect(codeOf(await nameDeputy(secretariat, wish(world, "handler", ofManager(world)), new Date()))).toBe("not_permitted");
    expect(codeOf(await nameDeputy(secretariat, wish(world, "handler", ofSystem(world)), new Date()))).toBe("ok");
    expect(codeOf(await nameDeputy(secretariat, wish(world, "secretariat", ofSystem(world)), new Date()))).toBe("not_permitted");
    for (const role of ["handler", "manager", "auditor", "executive"] as const) {
      expect(codeOf(await nameDeputy(await as(world, role), wish(world, "colleague"), new Date()))).toBe("not_permitted");
    }
  });
});

describe("M6 ending a deputyship", () => {
  it("is at once, once, with a reason that stays", async () => {
    const { id } = await name(world, "handler");
    expect((await as(world, "handler")).actor.deputyships).toHaveLength(1);
    const secretariat = await as(world, "secretariat");
    expect(codeOf(await endDeputy(secretariat, { deputyId: id, reason: "戻ったため" }, new Date()))).toBe("not_permitted");
    const ended = valueOf(await endDeputy(await as(world, "ciso"), { deputyId: id, reason: "戻ったため" }, new Date()));
    expect(ended).toMatchObject({ state: "ended", endedReason: "戻ったため", endedByName: "試験空港 ciso" });
    expect((await as(world, "handler")).actor.deputyships).toEqual([]);
    expect(codeOf(await endDeputy(await as(world, "ciso"), { deputyId: id, reason: "もう一度" }, new Date()))).toBe("wrong_state");
    await expect(ground.owner.query("UPDATE deputy SET ended_reason = 'x' WHERE id = $1", [id])).rejects.toThrow("does not change");
    const other = await makeOperator(ground.owner, "kuko", "別の空港");
    expect(codeOf(await endDeputy(await as(other, "ciso"), { deputyId: id, reason: "よそから" }, new Date()))).toBe("not_found");
  });

  it("comes with leaving, and does not come back", async () => {
    await name(world, "handler");
    const ciso = await as(world, "ciso");
    for (const left of [true, false]) valueOf(await changePerson(ciso, { personId: world.people.handler.personId, left }, new Date()));
    const { items } = valueOf(await listDeputies(ciso, ALL, new Date()));
    expect(items).toMatchObject([{ state: "ended", endedReason: "退職", endedByName: world.people.ciso.name }]);
  });

  it("comes with midnight in Japan, and so does the beginning", async () => {
    await name(world, "handler", { from: TOMORROW, until: TOMORROW });
    const [first, after] = [new Date(`${TOMORROW}T00:00:00+09:00`), new Date(`${daysAfter(TOMORROW, 1)}T00:00:00+09:00`)];
    for (const [at, count] of [
      [first.getTime() - 1, 0],
      [first.getTime(), 1],
      [after.getTime() - 1, 1],
      [after.getTime(), 0],
    ] as const) {
      expect((await asAt(world, "handler", new Date(at))).actor.deputyships).toHaveLength(count);
    }
  });

  it("pauses while the department is retired, whose post nobody has", async () => {
    await name(world, "handler", ofManager(world));
    await ground.owner.query("UPDATE department SET retired_at = now() WHERE id = $1", [world.departments[0]]);
    expect((await as(world, "handler")).actor.deputyships).toEqual([]);
  });
});

describe("M6 separation of duties", () => {
  it("counts deputyships: who audits stands in for nobody who is audited, and the other way round", async () => {
    const ciso = await as(world, "ciso");
    for (const post of [{ role: "ciso" }, ofManager(world), ofSystem(world), { role: "exemptionReviewer" }] as const) {
      expect(refusalOf(await nameDeputy(ciso, wish(world, "auditor", post), new Date())).code).toBe("conflicting_appointments");
    }
    expect(codeOf(await nameDeputy(ciso, wish(world, "manager", { role: "auditor" }), new Date()))).toBe("conflicting_appointments");
    expect(codeOf(await nameDeputy(ciso, wish(world, "auditor", { role: "executive" }), new Date()))).toBe("ok");
  });

  it("bars from auditing in the fiscal year, also after the deputyship was ended", async () => {
    const { id } = await name(world, "handler", ofManager(world));
    const ciso = await as(world, "ciso");
    const auditing = (at: Date) =>
      appoint(ciso, { personId: world.people.handler.personId, appointments: [{ role: "auditor", departmentId: null, systemId: null }] }, at);
    expect(refusalOf(await auditing(new Date())).code).toBe("conflicting_appointments");
    valueOf(await endDeputy(ciso, { deputyId: id, reason: "監査に入るため" }, new Date()));
    expect(refusalOf(await auditing(new Date())).code).toBe("conflicting_appointments");
    const nextYear = Number(TODAY.slice(0, 4)) + (TODAY.slice(5) < "04-01" ? 0 : 1);
    expect(codeOf(await auditing(new Date(`${nextYear}-03-31T23:59:59+09:00`)))).toBe("conflicting_appointments");
    expect(codeOf(await auditing(new Date(`${nextYear}-04-01T00:00:00+09:00`)))).toBe("ok");
  });

  it("keeps a deputy of the audited from answering the auditor's sheet", async () => {
    await name(world, "handler", ofManager(world));
    const { sheets } = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    const asked = { sheetId: sheets.auditor, respondentIds: [world.people.handler.personId] };
    expect(codeOf(await assignSheet(await as(world, "ciso"), asked, new Date()))).toBe("conflicting_appointments");
  });
});

describe("M6 links and passwords of a deputy", () => {
  it("are as those of a holder: the 事務局 makes no link for a deputy of the CISO and moves no address", async () => {
    await withoutPassword(ground.owner, world.people.handler.accountId);
    await name(world, "handler", { from: TOMORROW, until: TOMORROW });
    const secretariat = await as(world, "secretariat");
    const { personId } = world.people.handler;
    expect(codeOf(await invitePerson(secretariat, { personId }, new Date()))).toBe("not_permitted");
    expect(codeOf(await changePerson(secretariat, { personId, email: "own@secretariat.example" }, new Date()))).toBe("not_permitted");
    expect(codeOf(await invitePerson(await as(world, "ciso"), { personId }, new Date()))).toBe("ok");
  });

  it("that the 事務局 made before end with the naming", async () => {
    const { personId, accountId } = world.people.handler;
    await ground.owner.query("UPDATE account SET password_hash = NULL, had_password = false WHERE id = $1", [accountId]);
    valueOf(await invitePerson(await as(world, "secretariat"), { personId }, new Date()));
    await name(world, "handler");
    const { rows } = await ground.owner.query("SELECT ended_because FROM access_token WHERE account_id = $1 AND purpose = 'invitation'", [accountId]);
    expect(rows).toEqual([{ ended_because: "role" }]);
  });
});

describe("M6 the audit trail", () => {
  it("has naming and ending with their reasons", async () => {
    const { id } = await name(world, "handler");
    valueOf(await endDeputy(await as(world, "ciso"), { deputyId: id, reason: "戻ったため" }, new Date()));
    const { items } = valueOf(await listAudit(await as(world, "auditor"), { page: 1, perPage: 5 }, new Date()));
    expect(items.map(({ action, targetName, detail }) => [action, targetName, (detail as { reason: string }).reason])).toEqual([
      ["deputy.end", "最高情報セキュリティ責任者（CISO）・試験空港 handler", "戻ったため"],
      ["deputy.name", "最高情報セキュリティ責任者（CISO）・試験空港 handler", "長期の出張のため"],
    ]);
  });
});

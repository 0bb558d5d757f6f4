import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { withdrawSheets } from "@/lib/features/sheets/withdrawing/commands";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager } from "@/tests/support/deputies";
import { as, valueOf } from "@/tests/support/links";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import { acceptAsShown } from "@/tests/support/rounds";

const NOW = new Date();
const REASON = "二重に配ったため";
prepareOperatorGround();

type Kind = "post" | "deputy";
const of = (kind: Kind, role: string, departmentId: string | null = null) => ({ kind, role, departmentId, systemId: null });
const SEVERAL = { kind: "several" };

/** The event of what was done to the object, and the post that its entry says was represented. */
async function said(action: string, object: string) {
  const values = [action, object, world.operatorId];
  const events = await ground.owner.query("SELECT capacity FROM outbox WHERE event = $1 AND object = $2 AND operator_id = $3", values);
  const entries = await ground.owner.query(
    "SELECT detail ->> 'represented' AS represented FROM audit WHERE action = $1 AND target = $2 AND operator_id = $3 AND outcome = 'done'",
    values,
  );
  return [events.rows.map(({ capacity }) => capacity as object), entries.rows.map(({ represented }) => represented as string | null)];
}
const handedIn = () => makeCycle(ground.owner, world, { sheets: "handedIn" });

describe("C1 accepting many sheets says of each in which capacity it was accepted", () => {
  it("C1 a 責任者 who is the CISO's deputy: the own department's as its 責任者, the 経営層's as the deputy", async () => {
    await name(world, "manager");
    const { sheets } = await handedIn();
    valueOf(await acceptAsShown(await as(world, "manager"), [sheets.handler, sheets.executive, sheets.system], NOW));
    const managing = [[of("post", "securityManager", world.departments[0])], [null]];
    expect(await said("sheet.accept", `sheet/${sheets.handler}`)).toEqual(managing);
    expect(await said("sheet.accept", `sheet/${sheets.system}`)).toEqual(managing);
    expect(await said("sheet.accept", `sheet/${sheets.executive}`)).toEqual([[of("deputy", "ciso")], ["ciso//"]]);
    expect(await said("sheet.acceptMany", "sheets")).toEqual([[SEVERAL], [null]]);
  });

  it("C1 a deputy of two departments' 責任者: each as that department's", async () => {
    const [first, second] = world.departments;
    await name(world, "colleague", ofManager(world));
    await name(world, "colleague", { role: "securityManager", departmentId: second });
    const { sheets } = await handedIn();
    await ground.owner.query("UPDATE sheet SET department_id = $2 WHERE id = $1", [sheets.system, second]);
    valueOf(await acceptAsShown(await as(world, "colleague"), [sheets.handler, sheets.system], NOW));
    for (const [sheet, department] of [
      [sheets.handler, first],
      [sheets.system, second],
    ] as const) {
      expect(await said("sheet.accept", `sheet/${sheet}`)).toEqual([[of("deputy", "securityManager", department)], [`securityManager/${department}/`]]);
    }
    expect(await said("sheet.acceptMany", "sheets")).toEqual([[SEVERAL], [null]]);
  });

  it("C1 the whole says the post that is represented in all of them", async () => {
    await name(world, "colleague", ofManager(world));
    const { sheets } = await handedIn();
    valueOf(await acceptAsShown(await as(world, "colleague"), [sheets.handler, sheets.system], NOW));
    const [first] = world.departments;
    const deputy = [[of("deputy", "securityManager", first)], [`securityManager/${first}/`]];
    for (const place of ["handler", "system"] as const) expect(await said("sheet.accept", `sheet/${sheets[place]}`)).toEqual(deputy);
    expect(await said("sheet.acceptMany", "sheets")).toEqual(deputy);
  });
});

describe("C1 withdrawing says the capacity that allowed it", () => {
  /** Sheets of 取扱者 that are not begun, beside that of the fixture. */
  async function more(sheetId: string): Promise<string[]> {
    const ids = [randomUUID(), randomUUID()];
    await ground.owner.query(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, state, measures)
       SELECT s.operator_id, n.id, s.cycle_id, s.role, s.department_id, 'notStarted', s.measures FROM sheet s, unnest($2::uuid[]) AS n(id) WHERE s.id = $1`,
      [sheetId, ids],
    );
    return ids;
  }
  const asSecretariat = [[of("post", "secretariat")], [null]];
  const asDeputy = [[of("deputy", "ciso")], ["ciso//"]];

  it("C1 a 事務局 who is the CISO's deputy withdraws one that counts as the deputy, and another as 事務局", async () => {
    await name(world, "secretariat");
    const { sheets, items } = await handedIn();
    const [open = ""] = await more(sheets.handler);
    const by = await as(world, "secretariat");
    valueOf(await withdrawSheet(by, { sheetId: sheets.handler, reason: REASON, confirmedAnswers: items.handler.length }, NOW));
    valueOf(await withdrawSheet(by, { sheetId: open, reason: REASON }, NOW));
    expect(await said("sheet.withdraw", `sheet/${sheets.handler}`)).toEqual(asDeputy);
    expect(await said("sheet.withdraw", `sheet/${open}`)).toEqual(asSecretariat);
  });

  it("C1 of many, each that counts as the deputy and each other as 事務局", async () => {
    await name(world, "secretariat");
    const { cycleId, sheets, items } = await handedIn();
    const [open = ""] = await more(sheets.handler);
    const confirmed = { confirmedSheets: 2, confirmedAnswers: items.handler.length, confirmedHandedIn: 1 };
    const sheetIds = [sheets.handler, open];
    valueOf(await withdrawSheets(await as(world, "secretariat"), { cycleId, sheetIds, reason: REASON, ...confirmed }, NOW));
    expect(await said("sheet.withdraw", `sheet/${sheets.handler}`)).toEqual(asDeputy);
    expect(await said("sheet.withdraw", `sheet/${open}`)).toEqual(asSecretariat);
    expect(await said("sheet.withdrawMany", `cycle/${cycleId}`)).toEqual([[SEVERAL], [null]]);
  });

  it("C1 of many that all count, the whole too as the deputy", async () => {
    await name(world, "secretariat");
    const { cycleId, sheets, items } = await handedIn();
    await more(sheets.handler);
    const confirmed = { confirmedSheets: 1, confirmedAnswers: items.handler.length, confirmedHandedIn: 1 };
    valueOf(await withdrawSheets(await as(world, "secretariat"), { cycleId, sheetIds: [sheets.handler], reason: REASON, ...confirmed }, NOW));
    expect(await said("sheet.withdraw", `sheet/${sheets.handler}`)).toEqual(asDeputy);
    expect(await said("sheet.withdrawMany", `cycle/${cycleId}`)).toEqual(asDeputy);
  });
});

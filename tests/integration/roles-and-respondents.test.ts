import { beforeEach, describe, expect, it } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { previewDepartmentList } from "@/lib/features/organisation/department-list/queries";
import { changePerson } from "@/lib/features/organisation/people/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { changeSystem } from "@/lib/features/organisation/units/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { administering, managing, names, vacate } from "@/tests/support/changed-posts";
import { equalCyclesOf } from "@/tests/support/cycle-fixture";
import { idOf } from "@/tests/support/handover-ground";
import { listFile } from "@/tests/support/lists";
import { as, codeOf, cycle, NOW, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

/* Who answers a sheet follows who holds its post. Each way to give and take posts, besides a handover, says so of each sheet. */

prepareSheetGround();

let last = "0";
beforeEach(async () => {
  await rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);
  await vacate("colleague");
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
});

interface Entry {
  readonly action: string;
  readonly detail: object;
}
const entriesOf = (sheetId: string): Promise<Entry[]> =>
  rows<Entry>("SELECT action, detail FROM audit WHERE target = 'sheet/' || $1 AND id > $2 AND outcome = 'done' AND changed ORDER BY id", [sheetId, last]);
const answering = (...who: OperatorRole[]) => ({ respondentIds: who.map(idOf).sort() });
const entry = (action: string, before: readonly OperatorRole[], after: readonly OperatorRole[]): Entry[] => [
  { action, detail: { before: answering(...before), after: answering(...after) } },
];

const appoints = async (who: OperatorRole, ...appointments: AppointmentBody[]) =>
  expect(codeOf(await appoint(as("ciso"), { personId: idOf(who), appointments }, NOW))).toBe("ok");
const nameOf = async (id: string): Promise<string> =>
  (await rows<{ name: string }>("SELECT name FROM department WHERE id = $1 UNION ALL SELECT name FROM critical_system WHERE id = $1", [id]))[0]?.name ?? "";
const email = (who: OperatorRole): string => world.people[who].email;

/** Each way to give the post of a system or of a department to the colleague. */
const GIVING: Readonly<Record<string, { readonly manager?: () => Promise<unknown>; readonly system?: () => Promise<unknown> }>> = {
  "the API": { manager: () => appoints("colleague", managing()), system: () => appoints("colleague", administering()) },
  "a list of roles": {
    manager: async () =>
      listed(
        await importRoleList(
          as("ciso"),
          { file: listFile("メール,役割,対象", `${email("colleague")},情報セキュリティ責任者,${await nameOf(world.departments[0])}`) },
          NOW,
        ),
      ),
    system: async () =>
      listed(
        await importRoleList(as("ciso"), { file: listFile("メール,役割,対象", `${email("colleague")},システム管理者,${await nameOf(world.systems[0])}`) }, NOW),
      ),
  },
  "a list of departments": {
    manager: async () =>
      listed(
        await importDepartmentList(
          as("ciso"),
          { file: listFile("部署,情報セキュリティ責任者", `${await nameOf(world.departments[0])},${email("colleague")}`) },
          NOW,
        ),
      ),
  },
  "a list of critical systems": {
    system: async () => {
      const row = [await nameOf(world.systems[0]), "その他", await nameOf(world.departments[0]), email("colleague")].join(",");
      return listed(await importSystemList(as("ciso"), { file: listFile("重要システム,種類,部署,システム管理者", row) }, NOW));
    },
  },
};

const listed = (result: Parameters<typeof codeOf>[0]) => expect(result.ok ? "ok" : JSON.stringify(result.refusal)).toBe("ok");

const HOLDERS = { manager: "manager", system: "systemAdministrator" } as const;

describe.each(Object.entries(GIVING))("C1 a post given by %s", (_way, by) => {
  it.each(Object.entries(by))("C1 leaves an entry on each sheet of it (%s) with who answered and who answers", async (sheet, give) => {
    const which = sheet as keyof typeof HOLDERS;
    const [one, other, over] = [
      await cycle({ sheets: "inProgress" }),
      await cycle({ sheets: "handedIn" }),
      await cycle({ state: "approved", sheets: "accepted" }),
    ];
    await give();
    const holder = HOLDERS[which];
    for (const { sheets } of [one, other]) expect(await entriesOf(sheets[which])).toEqual(entry("people.appoint", [holder], [holder, "colleague"]));
    const others = [...Object.values(one.sheets), ...Object.values(over.sheets)].filter((id) => id !== one.sheets[which]);
    for (const id of others) expect(await entriesOf(id)).toEqual([]);
  });
});

describe("C1 a post taken or changed by the API", () => {
  it("C1 leaves an entry on the sheet of the post that ends, and on that of the new one", async () => {
    await appoints("colleague", managing());
    const { sheets } = await cycle({ sheets: "inProgress" });
    await names("colleague", sheets.manager);
    await appoints("colleague", administering());
    expect(await entriesOf(sheets.manager)).toEqual(entry("people.appoint", ["manager", "colleague"], ["manager"]));
    expect(await entriesOf(sheets.system)).toEqual(entry("people.appoint", ["systemAdministrator"], ["systemAdministrator", "colleague"]));
  });

  it("C1 leaves none where the same people answer: they were named before, or roles are as they were", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    await names("colleague", sheets.system);
    await appoints("colleague", administering());
    await appoints("colleague", administering());
    expect(await entriesOf(sheets.system)).toEqual([]);
  });

  it("C1 leaves none of what was refused or only previewed", async () => {
    const { sheets } = await cycle({ sheets: "inProgress" });
    const both = [managing(), { role: "auditor", departmentId: null, systemId: null } as const];
    expect(codeOf(await appoint(as("ciso"), { personId: idOf("colleague"), appointments: both }, NOW))).toBe("conflicting_appointments");
    const file = listFile("部署,情報セキュリティ責任者", `${await nameOf(world.departments[0])},${email("colleague")}`);
    expect(codeOf(await previewDepartmentList(as("ciso"), { file }, NOW))).toBe("ok");
    expect(await entriesOf(sheets.manager)).toEqual([]);
  });
});

describe("C1 posts of several people given by one list", () => {
  it("C1 leave one entry on their sheet", async () => {
    await vacate("handler");
    const { sheets } = await cycle({ sheets: "inProgress" });
    const department = await nameOf(world.departments[0]);
    const given = (["colleague", "handler"] as const).map((who) => `${email(who)},情報セキュリティ責任者,${department}`);
    listed(await importRoleList(as("ciso"), { file: listFile("メール,役割,対象", ...given) }, NOW));
    expect(await entriesOf(sheets.manager)).toEqual(entry("people.appoint", ["manager"], ["manager", "colleague", "handler"]));
    await vacate("handler");
  });
});

describe("C1 a change of department, by the register or by a list", () => {
  it.each(["the register", "a list"])("C1 by %s leaves what the person answers as a holder, and no entry on it", async (way) => {
    await appoints("colleague", managing());
    const { sheets } = await cycle({ sheets: "inProgress" });
    const to =
      (await rows<{ id: string }>("SELECT department_id AS id FROM person WHERE id = $1", [idOf("colleague")]))[0]?.id === world.departments[0] ? 1 : 0;
    const { name } = world.people.colleague;
    if (way === "a list")
      listed(
        await importStaffList(as("ciso"), { file: listFile("氏名,メール,部署", `${name},${email("colleague")},${await nameOf(world.departments[to])}`) }, NOW),
      );
    else expect(codeOf(await changePerson(as("ciso"), { personId: idOf("colleague"), departmentId: world.departments[to] }, NOW))).toBe("ok");
    expect(await entriesOf(sheets.manager)).toEqual([]);
  });
});

describe("C1 a round that runs again", () => {
  it.each(["reopened", "restored"] as const)("C1 %s, has an entry on each sheet that others answer than when it ended", async (how) => {
    await appoints("colleague", administering());
    const round = how === "reopened" ? await cycle({ state: "approved", sheets: "accepted" }) : await cycle({ sheets: "notStarted" });
    const { cycleId, sheets } = round;
    await names("colleague", sheets.system);
    await names("handler", sheets.manager);
    if (how === "restored") expect(codeOf(await cancelCycle(as("ciso"), { cycleId, reason: "重なったため。" }, NOW))).toBe("ok");
    await appoints("colleague", managing());
    expect([...(await entriesOf(sheets.system)), ...(await entriesOf(sheets.manager))]).toEqual([]);
    const asked = { cycleId, reason: "数え漏れがあったため。" };
    const confirmedEqualCycles = await withClient(own.ownerUrl, (client) => equalCyclesOf(client, world, "handingOut"));
    listed(how === "reopened" ? await reopenCycle(as("ciso"), asked, NOW) : await restoreCycle(as("ciso"), { ...asked, confirmedEqualCycles }, NOW));
    const action = how === "reopened" ? "cycle.reopen" : "cycle.restore";
    expect(await entriesOf(sheets.system)).toEqual(entry(action, ["systemAdministrator", "colleague"], ["systemAdministrator"]));
    expect(await entriesOf(sheets.manager)).toEqual(entry(action, ["manager", "handler"], ["manager", "handler", "colleague"]));
    for (const id of [sheets.handler, sheets.ciso, sheets.committee]) expect(await entriesOf(id)).toEqual([]);
  });

  it("C1 has one entry on a sheet that moves and that others answer", async () => {
    await appoints("colleague", administering());
    const { cycleId, sheets } = await cycle({ state: "approved", sheets: "handedIn" });
    const [departmentId, other] = world.departments;
    listed(await changeSystem(as("ciso"), { systemId: world.systems[0], departmentId: other }, NOW));
    await names("colleague", sheets.system);
    await appoints("colleague");
    listed(await reopenCycle(as("ciso"), { cycleId, reason: "数え漏れがあったため。" }, NOW));
    const before = { departmentId, ...answering("systemAdministrator", "colleague") };
    const after = { departmentId: other, ...answering("systemAdministrator") };
    expect(await entriesOf(sheets.system)).toEqual([{ action: "cycle.reopen", detail: { before, after } }]);
    listed(await changeSystem(as("ciso"), { systemId: world.systems[0], departmentId }, NOW));
  });
});

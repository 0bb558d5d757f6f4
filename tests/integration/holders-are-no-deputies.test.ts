import { describe, expect, it } from "vitest";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { handoverBody } from "@/lib/features/handover/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { previewRoleList } from "@/lib/features/organisation/role-list/queries";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { acceptSheet } from "@/lib/features/sheets/transitions/commands";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { name, ofManager, ofSystem } from "@/tests/support/deputies";
import { as, codeOf, valueOf } from "@/tests/support/links";
import { listFile } from "@/tests/support/lists";
import { ground, prepareOperatorGround, world } from "@/tests/support/operator-ground";
import type { OperatorRole } from "@/tests/support/world";

const NOW = new Date();
prepareOperatorGround();

const rows = async <Row extends object>(sql: string, values: unknown[] = []) => (await ground.owner.query<Row>(sql, values)).rows;
const idOf = (who: OperatorRole): string => world.people[who].personId;
const managing = (): AppointmentBody => ({ role: "securityManager", departmentId: world.departments[0], systemId: null });
const administering = (): AppointmentBody => ({ role: "systemAdministrator", departmentId: null, systemId: world.systems[0] });
const nameOf = async (id: string) =>
  (await rows<{ name: string }>("SELECT name FROM department WHERE id = $1 UNION ALL SELECT name FROM critical_system WHERE id = $1", [id]))[0]?.name ?? "";

/** Hands the post of the manager over to the colleague. */
async function handsOver(event: "leave" | "roles") {
  const [ciso, personId] = [await as(world, "ciso"), idOf("manager")];
  const asked = { event, ...(event === "roles" && { appointments: [] }), successors: [{ post: managing(), personId: idOf("colleague") }] };
  const { hash } = valueOf(await previewHandover(ciso, { personId, ...handoverBody.parse(asked) }, NOW));
  return handOver(ciso, { personId, ...handoverBody.parse({ ...asked, hash }) }, NOW);
}
async function takes(post: AppointmentBody, event: "appoint" | "roles") {
  const [ciso, personId] = [await as(world, "ciso"), idOf("colleague")];
  if (event === "appoint") return appoint(ciso, { personId, appointments: [post] }, NOW);
  const asked = { event, appointments: [post] };
  const { hash } = valueOf(await previewHandover(ciso, { personId, ...handoverBody.parse(asked) }, NOW));
  return handOver(ciso, { personId, ...handoverBody.parse({ ...asked, hash }) }, NOW);
}

/** Each list that gives posts, imported by the CISO. */
const LISTS = {
  roles: async (who: OperatorRole) => {
    const row = `${world.people[who].email},情報セキュリティ責任者,${await nameOf(world.departments[0])}`;
    return importRoleList(await as(world, "ciso"), { file: listFile("メール,役割,対象", row) }, NOW);
  },
  departments: async (who: OperatorRole) => {
    const row = `${await nameOf(world.departments[0])},${world.people[who].email}`;
    return importDepartmentList(await as(world, "ciso"), { file: listFile("部署,情報セキュリティ責任者", row) }, NOW);
  },
  systems: async (who: OperatorRole) => {
    const row = [await nameOf(world.systems[0]), "その他", await nameOf(world.departments[0]), world.people[who].email].join(",");
    return importSystemList(await as(world, "ciso"), { file: listFile("重要システム,種類,部署,システム管理者", row) }, NOW);
  },
} as const;

/** Each way to take the post of the department, or of the system. */
const WAYS: readonly (readonly [string, "department" | "system", () => Promise<unknown>])[] = [
  ["a handover from who leaves", "department", () => handsOver("leave")],
  ["a handover from who gives up the role", "department", () => handsOver("roles")],
  ["a handover of who takes it", "system", () => takes(administering(), "roles")],
  ["the API", "department", () => takes(managing(), "appoint")],
  ["the API, of a system", "system", () => takes(administering(), "appoint")],
  ["a list of roles", "department", () => LISTS.roles("colleague")],
  ["a list of departments", "department", () => LISTS.departments("colleague")],
  ["a list of systems", "system", () => LISTS.systems("colleague")],
];

const notEnded = async () =>
  (await rows<{ id: string }>("SELECT id FROM deputy WHERE operator_id = $1 AND ended_at IS NULL ORDER BY id", [world.operatorId])).map(({ id }) => id);

describe("M6 who takes a post is no deputy of it any more", () => {
  it.each(WAYS)("M6 a post taken by %s (of a %s) ends that deputyship alone, with who did it and an entry", async (_way, place, take) => {
    const post = place === "department" ? ofManager(world) : ofSystem(world);
    const { id } = await name(world, "colleague", post);
    const others = [
      await name(world, "handler", { ...post, order: 2 }),
      await name(world, "colleague", { ...(place === "department" ? ofSystem(world) : ofManager(world)), order: 3 }),
      await name(world, "colleague", { role: "securityManager", departmentId: world.departments[1], order: 4 }),
    ];
    valueOf((await take()) as Parameters<typeof valueOf>[0]);
    expect(await notEnded()).toEqual(others.map((one) => one.id).sort());
    const reason = "役割に就いたため";
    expect(await rows("SELECT ended_by AS by, ended_reason AS reason FROM deputy WHERE id = $1", [id])).toEqual([{ by: idOf("ciso"), reason }]);
    const entries = await rows("SELECT action, detail FROM audit WHERE target = $1 AND changed ORDER BY id DESC LIMIT 1", [`deputy/${id}`]);
    expect(entries).toEqual([{ action: "deputy.end", detail: { reason } }]);
  });

  it("M6 a post taken in any other way ends it too, by the database, which leaves alone what is over", async () => {
    const { id } = await name(world, "colleague", ofManager(world));
    const over = await name(world, "colleague", ofSystem(world));
    await rows("UPDATE deputy SET from_on = '2020-01-01', until_on = '2020-12-31' WHERE id = $1", [over.id]);
    for (const { role, departmentId, systemId } of [managing(), administering()]) {
      await rows("INSERT INTO appointment (operator_id, id, person_id, role, department_id, system_id) VALUES ($1, gen_random_uuid(), $2, $3, $4, $5)", [
        ...[world.operatorId, idOf("colleague"), role, departmentId, systemId],
      ]);
    }
    expect(await notEnded()).toEqual([over.id]);
    expect(await rows("SELECT ended_by AS by, ended_reason AS reason FROM deputy WHERE id = $1", [id])).toEqual([{ by: null, reason: "役割に就いたため" }]);
  });

  it("M6 a list of roles says so before it is imported, for a deputyship to come too, and of none that is over", async () => {
    const row = `${world.people.colleague.email},情報セキュリティ責任者,${await nameOf(world.departments[0])}`;
    const said = async () => {
      const { doubts } = valueOf(await previewRoleList(await as(world, "ciso"), { file: listFile("メール,役割,対象", row) }, NOW));
      return doubts.filter(({ message }) => message.endsWith("その代行は終わります。")).length;
    };
    const { id } = await name(world, "colleague", ofManager(world));
    expect(await said()).toBe(1);
    await rows("UPDATE deputy SET from_on = from_on + 30, until_on = until_on + 60 WHERE id = $1", [id]);
    expect(await said()).toBe(1);
    await rows("UPDATE deputy SET from_on = from_on - 90, until_on = until_on - 90 WHERE id = $1", [id]);
    expect(await said()).toBe(0);
  });

  it.each([
    ["roles", "ciso"],
    ["roles", "colleague"],
    ["departments", "ciso"],
    ["departments", "colleague"],
    ["systems", "ciso"],
    ["systems", "colleague"],
  ] as const)("M6 a list of %s imported by a deputy of the post that it gives to the %s does what it says", async (list, who) => {
    const post = list === "systems" ? ofSystem(world) : ofManager(world);
    // As another CISO named them, whom the fixture does not have.
    const { id } = await name(world, "handler", post);
    await rows("UPDATE deputy SET person_id = $2 WHERE id = $1 RETURNING 1", [id, idOf("ciso")]);
    valueOf<unknown>(await LISTS[list](who));
    expect(await notEnded()).toEqual(who === "ciso" ? [] : [id]);
  });

  it("M6 a refused appointment ends no deputyship", async () => {
    const { id } = await name(world, "colleague", ofManager(world));
    await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    const auditing = { role: "auditor", departmentId: null, systemId: null } as const;
    const both = await appoint(await as(world, "ciso"), { personId: idOf("colleague"), appointments: [managing(), auditing] }, NOW);
    expect([codeOf(both), await notEnded()]).toEqual(["conflicting_appointments", [id]]);
  });
});

describe("M6 the next deputy stands in for the new holder", () => {
  it.each([
    ["the first deputy", 1, 2],
    ["the second deputy", 2, 3],
  ] as const)("M6 %s became the holder: the one after them accepts and answers", async (_which, order, next) => {
    await name(world, "colleague", { ...ofManager(world), order });
    await name(world, "handler", { ...ofManager(world), order: next });
    const { sheets } = await makeCycle(ground.owner, world, { state: "open", sheets: "handedIn" });
    const answering = await makeCycle(ground.owner, world, { state: "open", sheets: "inProgress" });
    const accepts = async () => codeOf(await acceptSheet(await as(world, "handler"), { sheetId: sheets.system }, NOW));
    expect(await accepts()).toBe("not_permitted");
    valueOf(await handsOver("roles"));
    expect(await accepts()).toBe("ok");
    const itemId = answering.items.manager[0] ?? "";
    expect(codeOf(await saveAnswer(await as(world, "handler"), { sheetId: answering.sheets.manager, itemId, status: "partial", version: 1 }, NOW))).toBe("ok");
  });
});

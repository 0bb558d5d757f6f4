import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { leaveAction, retireSystemAction } from "@/lib/features/organisation/actions";
import { loadOrganisation, loadPerson } from "@/lib/features/organisation/pages";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { exportStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { exportSystemList, previewSystemList } from "@/lib/features/organisation/system-list/queries";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { as, newcomer, owner, prepareAdministrationGround, visitorBy, world } from "@/tests/support/administration-ground";
import { valueOf } from "@/tests/support/links";
import { linesOf, listFile, sentBack } from "@/tests/support/lists";

vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("@/lib/server/auth/current", () => {
  const secretariat = () => visitorBy(world.people.secretariat.token);
  return { currentVisitor: secretariat, requireVisitor: secretariat };
});

prepareAdministrationGround();

const NOW = new Date();

/** A department that was retired after its person left and its system was retired. */
async function retiredDepartment() {
  const visitor = await as("secretariat");
  const name = `閉じた部${randomUUID()}`;
  const { id: departmentId } = valueOf(await addDepartment(visitor, { name, confirmedSimilar: true }, NOW));
  const [kind] = (await owner.query<{ kind: string }>("SELECT kind FROM critical_system WHERE id = $1", [world.systems[0]])).rows;
  const system = { name: `古い設備${randomUUID()}`, kind: kind?.kind ?? "", departmentId, confirmedSimilar: true };
  const { id: systemId } = valueOf(await addSystem(visitor, system, NOW));
  const { personId, email } = await newcomer();
  valueOf(await changePerson(visitor, { personId, departmentId }, NOW));
  valueOf(await changePerson(visitor, { personId, left: true }, NOW));
  valueOf(await changeSystem(visitor, { systemId, retired: true }, NOW));
  valueOf(await changeDepartment(visitor, { departmentId, retired: true }, NOW));
  return { visitor, name, departmentId, systemId, personId, email };
}

const fieldsOf = (result: { ok: boolean; refusal?: { code: string; fields?: readonly { path: string; message: string }[] } }) =>
  result.ok
    ? "ok"
    : [result.refusal?.code, ...(result.refusal?.fields ?? []).map(({ path, message }) => `${path}: ${message.replace(/[\u2068\u2069]/gu, "")}`)];

const refusedIn = (name: string) => ["invalid_input", `departmentId: 「${name}」は廃止した部署です。いま使っている部署を選んでください。`];

describe("M10 nobody and nothing comes back into a retired department", () => {
  it("M10 a leaver returns, and a system is restored, only into a department in use", async () => {
    const { visitor, name, departmentId, systemId, personId } = await retiredDepartment();
    for (const sent of [{}, { departmentId }]) {
      expect(fieldsOf(await changePerson(visitor, { personId, left: false, ...sent }, NOW))).toEqual(refusedIn(name));
      expect(fieldsOf(await changeSystem(visitor, { systemId, retired: false, ...sent }, NOW))).toEqual(refusedIn(name));
    }
    const [inUse] = world.departments;
    expect(valueOf(await changePerson(visitor, { personId, left: false, departmentId: inUse }, NOW))).toMatchObject({ leftAt: null, departmentId: inUse });
    expect(valueOf(await changeSystem(visitor, { systemId, retired: false, departmentId: inUse }, NOW))).toMatchObject({ retired: false, departmentId: inUse });
  });

  it("M10 they come back where they were once the department is in use again", async () => {
    const { visitor, departmentId, systemId, personId } = await retiredDepartment();
    valueOf(await changeDepartment(visitor, { departmentId, retired: false }, NOW));
    expect(valueOf(await changePerson(visitor, { personId, left: false }, NOW))).toMatchObject({ leftAt: null, departmentId });
    expect(valueOf(await changeSystem(visitor, { systemId, retired: false }, NOW))).toMatchObject({ retired: false, departmentId });
  });

  it("M10 what is still retired, or has left, can be renamed without another department", async () => {
    const { visitor, departmentId, systemId, personId } = await retiredDepartment();
    const name = `別名${randomUUID()}`;
    expect(valueOf(await changeSystem(visitor, { systemId, departmentId, name, confirmedSimilar: true }, NOW))).toMatchObject({ name, retired: true });
    expect(valueOf(await changePerson(visitor, { personId, departmentId, name, confirmedSimilar: true }, NOW))).toMatchObject({ name });
  });
});

describe("M10 the forms that bring somebody or something back ask for a department in use", () => {
  const sent = async (fields: Readonly<Record<string, string>>): Promise<FormData> => {
    const form = new FormData();
    form.set("$sender", (await as("secretariat")).account.accountId);
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return form;
  };
  const idle = { status: "idle" } as const;

  it("M10 the pages say whether one has to be chosen, and the choice is taken", async () => {
    const { departmentId, systemId, personId } = await retiredDepartment();
    const asked = async () => {
      const [person, systems] = [await loadPerson(personId), (await loadOrganisation()).systems];
      return [person.departmentRetired, systems.find(({ id }) => id === systemId)?.departmentRetired];
    };
    expect(await asked()).toEqual([true, true]);
    for (const fields of [{}, { departmentId: "" }, { departmentId }]) {
      const said = { status: "refused", fields: [{ path: "departmentId" }] };
      expect(await leaveAction(personId, false, idle, await sent(fields))).toMatchObject(said);
      expect(await retireSystemAction(systemId, false, idle, await sent(fields))).toMatchObject(said);
    }
    const chosen = { departmentId: world.departments[0], confirmedSheets: "0" };
    expect(await leaveAction(personId, false, idle, await sent(chosen))).toMatchObject({ status: "done" });
    expect(await retireSystemAction(systemId, false, idle, await sent(chosen))).toMatchObject({ status: "done" });
    expect(await asked()).toEqual([false, false]);
  });
});

describe("M10 lists over people and systems that already are in a retired department", () => {
  it("M10 an unchanged export changes nothing, and nobody else is taken into the department", async () => {
    const { visitor, name, departmentId, systemId, personId, email } = await retiredDepartment();
    await owner.query("UPDATE person SET left_at = NULL WHERE id = $1", [personId]);
    await owner.query("UPDATE critical_system SET retired_at = NULL WHERE id = $1", [systemId]);
    const staff = sentBack(valueOf(await exportStaffList(visitor, {}, NOW)));
    expect(new TextDecoder().decode(staff)).toContain(name);
    expect(valueOf(await previewStaffList(visitor, { file: staff, ignoreColumns: "1" }, NOW))).toMatchObject({ added: 0, changed: 0, newDepartments: [] });
    const systems = sentBack(valueOf(await exportSystemList(visitor, {}, NOW)));
    expect(valueOf(await previewSystemList(visitor, { file: systems, ignoreColumns: "1" }, NOW))).toMatchObject({ added: 0, renamed: 0, changed: 0 });
    const rows = [`,改めた氏名,${email},${name}`, `,ほかの人,${randomUUID()}@office.example,${name}`, `,取扱 者,${world.people.handler.email},${name}`];
    const refused = await importStaffList(visitor, { file: listFile("職員番号,氏名,メール,部署", ...rows) }, NOW);
    expect(linesOf(refused)).toEqual(["3行目 部署", "4行目 部署"]);
    expect(valueOf(await importStaffList(visitor, { file: listFile("職員番号,氏名,メール,部署", rows[0] ?? "") }, NOW))).toMatchObject({ changed: 1 });
    expect((await owner.query("SELECT department_id FROM person WHERE id = $1", [personId])).rows).toEqual([{ department_id: departmentId }]);
    await owner.query("UPDATE person SET left_at = now() WHERE id = $1", [personId]);
    await owner.query("UPDATE critical_system SET retired_at = now() WHERE id = $1", [systemId]);
  });
});

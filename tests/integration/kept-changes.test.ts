import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { exportAudit } from "@/lib/features/admin/audit/queries";
import { auditFilter } from "@/lib/features/admin/record/schema";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import type { Streamed } from "@/lib/server/use-cases/operation";
import { codeOf, first, holding, NOW, own, prepareOrganisationGround, seedOperator, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

interface Entry {
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
  readonly detail: Record<string, unknown>;
}

const rows = <Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  withClient(own.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);
const ENTRIES = "SELECT action, target, outcome, detail FROM audit";
const entriesOf = (target: string) => rows<Entry>(`${ENTRIES} WHERE target = $1 ORDER BY id`, target);
const lastOf = async (target: string) => (await entriesOf(target)).at(-1);
const list = (...lines: string[]): Uint8Array => new TextEncoder().encode(lines.join("\n"));
const STAFF = "職員番号,氏名,メール,部署";

/** A department, a system and a person of the first operator. */
async function ground() {
  const mark = randomUUID().slice(0, 8);
  const { id: departmentId } = valueOf(await addDepartment(first.visitor, { name: `部${mark}`, confirmedSimilar: true }, NOW));
  const system = { name: `系${mark}`, kind: "other", departmentId: first.departmentId, confirmedSimilar: true };
  const { id: systemId } = valueOf(await addSystem(first.visitor, system, NOW));
  const person = { name: `氏名${mark}`, email: `${mark}@example.jp`, departmentId: first.departmentId, staffNumber: mark, confirmedSimilar: true };
  const { id: personId } = valueOf(await addPerson(first.visitor, person, NOW));
  return { mark, departmentId, systemId, personId };
}

describe("C1 a change of the register keeps what changed, before and after", () => {
  it("C1 that of a department: its name and whether it is retired, and nothing that stays", async () => {
    const { mark, departmentId } = await ground();
    const change = async (patch: { name?: string; retired?: boolean }) => {
      valueOf(await changeDepartment(first.visitor, { departmentId, confirmedSimilar: true, ...patch }, NOW));
      return (await lastOf(`department/${departmentId}`))?.detail;
    };
    expect(await change({ name: `新${mark}` })).toEqual({ before: { name: `部${mark}` }, after: { name: `新${mark}` } });
    expect(await change({ name: `新${mark}`, retired: true })).toEqual({ before: { retired: false }, after: { retired: true } });
    expect(await change({ name: `戻${mark}`, retired: false })).toEqual({
      before: { name: `新${mark}`, retired: true },
      after: { name: `戻${mark}`, retired: false },
    });
    expect(await change({ name: `戻${mark}`, retired: false })).toEqual({});
  });

  it("C1 that of a system: its name, kind and department, and nothing that stays", async () => {
    const { mark, departmentId, systemId } = await ground();
    const change = async (patch: { name?: string; kind?: string; departmentId?: string; retired?: boolean }) => {
      valueOf(await changeSystem(first.visitor, { systemId, confirmedSimilar: true, ...patch }, NOW));
      const { movedSheets: _moved, ...detail } = (await lastOf(`system/${systemId}`))?.detail ?? {};
      return detail;
    };
    expect(await change({ name: `系${mark}`, kind: "flightInformation" })).toEqual({ before: { kind: "other" }, after: { kind: "flightInformation" } });
    expect(await change({ name: `新${mark}`, departmentId })).toEqual({
      before: { name: `系${mark}`, departmentId: first.departmentId },
      after: { name: `新${mark}`, departmentId },
    });
    expect(await change({ departmentId, kind: "flightInformation" })).toEqual({});
    expect(await change({ retired: true })).toEqual({ before: { retired: false }, after: { retired: true } });
  });

  it("C1 that of a person: name, number, address, department, and the roles that leaving ends", async () => {
    const { mark, departmentId, personId } = await ground();
    const change = async (patch: Omit<Parameters<typeof changePerson>[1], "personId">) => {
      valueOf(await changePerson(first.visitor, { personId, confirmedSimilar: true, ...patch }, NOW));
      const { movedSheets: _moved, ...detail } = (await lastOf(`person/${personId}`))?.detail ?? {};
      return detail;
    };
    expect(await change({ name: `新${mark}`, email: `${mark}@example.jp` })).toEqual({ before: { name: `氏名${mark}` }, after: { name: `新${mark}` } });
    expect(await change({ staffNumber: null, departmentId })).toEqual({
      before: { staffNumber: mark, departmentId: first.departmentId },
      after: { staffNumber: null, departmentId },
    });
    expect(await change({ email: `new.${mark}@example.jp`, samePerson: true })).toEqual({
      ...{ samePerson: "yes", before: { email: `${mark}@example.jp` }, after: { email: `new.${mark}@example.jp` } },
    });
    expect(await change({ name: `新${mark}`, left: false })).toEqual({});
    await rows(
      "INSERT INTO appointment (operator_id, id, person_id, role, department_id) VALUES ($1, $2, $3, 'securityManager', $4)",
      ...[first.operatorId, randomUUID(), personId, departmentId],
    );
    expect(await change({ left: true })).toEqual({ before: { left: false, roles: `securityManager/${departmentId}/` }, after: { left: true, roles: "" } });
    expect(await change({ left: false })).toEqual({ before: { left: true }, after: { left: false } });
  });

  it("C1 that of a person's roles, whatever their order, and a refused one keeps what was asked for", async () => {
    const { departmentId, personId } = await ground();
    const none = { departmentId: null, systemId: null };
    const [manager, executive, auditor] = [
      { ...none, role: "securityManager", departmentId } as const,
      { ...none, role: "executive" } as const,
      { ...none, role: "auditor" } as const,
    ];
    const keys = [`executive//`, `securityManager/${departmentId}/`].join(" ");
    const give = async (...appointments: (typeof manager | typeof executive | typeof auditor)[]) => {
      const code = codeOf(await appoint(first.visitor, { personId, appointments }, NOW));
      return [code, (await lastOf(`person/${personId}`))?.detail];
    };
    expect(await give(manager, executive)).toEqual(["ok", { before: { roles: "" }, after: { roles: keys } }]);
    expect(await give(executive, manager)).toEqual(["ok", {}]);
    const [code, detail] = await give(manager, auditor);
    expect([code, detail]).toEqual(["conflicting_appointments", { code, asked: { roles: `auditor// securityManager/${departmentId}/` } }]);
    expect(await give(executive)).toEqual(["ok", { before: { roles: keys }, after: { roles: "executive//" } }]);
  });

  it("C1 a refused change says no before and after: nothing changed", async () => {
    const { mark, departmentId, systemId, personId } = await ground();
    const other = await ground();
    expect(codeOf(await changeDepartment(first.visitor, { departmentId, name: `部${other.mark}` }, NOW))).toBe("duplicate");
    expect(codeOf(await changeSystem(first.visitor, { systemId, name: `系${other.mark}` }, NOW))).toBe("duplicate");
    expect(codeOf(await changePerson(first.visitor, { personId, name: `新${mark}`, email: `${other.mark}@example.jp` }, NOW))).toBe("duplicate");
    for (const target of [`department/${departmentId}`, `system/${systemId}`, `person/${personId}`]) {
      expect(await lastOf(target)).toMatchObject({ outcome: "refused", detail: { code: "duplicate" } });
      expect(Object.keys((await lastOf(target))?.detail ?? {})).toEqual(["code"]);
    }
  });

  it("M12 the file of the trail says it in words", async () => {
    const { mark, systemId } = await ground();
    valueOf(await changeSystem(first.visitor, { systemId, kind: "flightInformation" }, NOW));
    const file = valueOf(await exportAudit(holding(first, "auditor"), auditFilter.parse({ target: systemId, action: "system.change" }), NOW)) as Streamed;
    const text = await new Response(file.pieces).text();
    expect(text).toContain(`重要システム「系${mark}」`);
    expect(text).toContain("種類：「その他」→「フライトインフォメーション」");
  });
});

describe("C1 a list leaves an entry for each object that it adds or changes, and none for the others", () => {
  it("C1 a list of people also leaves one for each department that it makes", async () => {
    const { visitor, operatorId, departmentId } = await seedOperator("記録する空港", "kept@example.jp");
    const before = list(STAFF, "1,石川 葵,aoi@kept.example.jp,総務部", "2,佐藤 花,hana@kept.example.jp,総務部", "3,森田 健二,kenji@kept.example.jp,総務部");
    valueOf(await importStaffList(visitor, { file: before }, NOW));
    const after = list(
      STAFF,
      ...["1,石川 葵,aoi@kept.example.jp,運航部", "2,佐藤 花子,hanako@kept.example.jp,総務部", "3,森田 健二,kenji@kept.example.jp,総務部"],
      ...["4,新田 一,hajime@kept.example.jp,運航部", ",番号 無,none@kept.example.jp,総務部"],
    );
    const last = (await rows<{ id: string }>("SELECT max(id)::text AS id FROM audit"))[0]?.id;
    valueOf(await importStaffList(visitor, { file: after }, NOW));
    const people = await rows<{ id: string; email: string }>("SELECT id, split_part(email, '@', 1) AS email FROM person WHERE operator_id = $1", operatorId);
    const personOf = (email: string) => `person/${people.find((one) => one.email === email)?.id ?? ""}`;
    const [made] = await rows<{ id: string }>("SELECT id FROM department WHERE operator_id = $1 AND name = '運航部'", operatorId);
    const entries = await rows<Entry>(`${ENTRIES} WHERE id > $1::bigint AND operator_id = $2 ORDER BY id`, last, operatorId);
    const [whole, ...each] = entries.map(({ action, target, detail }) => ({ action, target, detail }));
    expect(whole).toMatchObject({ action: "people.import", target: "people", detail: { bytes: String(after.byteLength), movedSheets: 0 } });
    const expected = [
      { action: "department.add", target: `department/${made?.id ?? ""}`, detail: {} },
      { action: "people.add", target: personOf("hajime"), detail: {} },
      { action: "people.add", target: personOf("none"), detail: {} },
      { action: "people.change", target: personOf("aoi"), detail: { before: { departmentId }, after: { departmentId: made?.id } } },
      {
        ...{ action: "people.change", target: personOf("hanako") },
        detail: { before: { name: "佐藤 花", email: "hana@kept.example.jp" }, after: { name: "佐藤 花子", email: "hanako@kept.example.jp" } },
      },
    ];
    const byTarget = (one: { target: string }, another: { target: string }) => one.target.localeCompare(another.target);
    expect(each.sort(byTarget)).toEqual(expected.sort(byTarget));
  });

  it("C1 lists of departments and of systems keep the values before and after", async () => {
    const { mark, departmentId, systemId } = await ground();
    valueOf(await importDepartmentList(first.visitor, { file: list("いまの名前,部署", `部${mark},改めた部${mark}`, `,加えた部${mark}`) }, NOW));
    expect(await lastOf(`department/${departmentId}`)).toMatchObject({
      action: "department.change",
      detail: { before: { name: `部${mark}` }, after: { name: `改めた部${mark}` } },
    });
    const systems = list("いまの名前,重要システム,種類,部署", `系${mark},系${mark},フライトインフォメーション,改めた部${mark}`);
    valueOf(await importSystemList(first.visitor, { file: systems }, NOW));
    expect((await lastOf(`system/${systemId}`))?.detail).toEqual({
      before: { kind: "other", departmentId: first.departmentId },
      after: { kind: "flightInformation", departmentId },
    });
  });

  it("C1 lists that give roles keep those of each person before and after, as appointing one person does", async () => {
    const { mark, departmentId, systemId, personId } = await ground();
    const managing = `securityManager/${departmentId}/`;
    const roles = async (file: Uint8Array, bring: typeof importRoleList) => {
      valueOf(await bring(first.visitor, { file }, NOW));
      return lastOf(`person/${personId}`);
    };
    expect(await roles(list("メール,役割,対象", `${mark}@example.jp,情報セキュリティ責任者,部${mark}`), importRoleList)).toMatchObject({
      action: "people.appoint",
      detail: { before: { roles: "" }, after: { roles: managing } },
    });
    const administering = `systemAdministrator//${systemId}`;
    const systems = list("いまの名前,重要システム,種類,部署,システム管理者", `系${mark},系${mark},その他,部${mark},${mark}@example.jp`);
    expect((await roles(systems, importSystemList))?.detail).toEqual({ before: { roles: managing }, after: { roles: [managing, administering].join(" ") } });
    await roles(list("いまの名前,部署,情報セキュリティ責任者", `,別の部${mark},${mark}@example.jp`), importDepartmentList);
    const [made] = await rows<{ id: string }>("SELECT id FROM department WHERE name = $1", `別の部${mark}`);
    const both = [managing, `securityManager/${made?.id ?? ""}/`].sort().join(" ");
    expect((await lastOf(`person/${personId}`))?.detail).toEqual({
      before: { roles: [managing, administering].join(" ") },
      after: { roles: [both, administering].join(" ") },
    });
  });
});

import { describe, expect, it } from "vitest";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { listDepartments, listSystems } from "@/lib/features/organisation/units/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { codeOf, first, holding, NOW, own, PAGE, prepareOrganisationGround, second, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

describe("units", () => {
  it("are added, renamed and retired, with unique names", async () => {
    const { visitor } = first;
    const added = valueOf(await addDepartment(visitor, { name: "運用部" }, NOW));
    expect(added).toMatchObject({ name: "運用部", retired: false });
    const { id } = added;
    expect(codeOf(await addDepartment(visitor, { name: "運用部" }, NOW))).toBe("duplicate");
    expect(codeOf(await changeDepartment(visitor, { departmentId: id, name: "総務部" }, NOW))).toBe("duplicate");
    const { id: systemId } = valueOf(await addSystem(visitor, { name: "FIS", kind: "flightInformation", departmentId: id }, NOW));
    expect(codeOf(await changeDepartment(visitor, { departmentId: id, retired: true }, NOW))).toBe("in_use");
    expect(valueOf(await changeSystem(visitor, { systemId, retired: true }, NOW)).retired).toBe(true);
    expect(valueOf(await changeDepartment(visitor, { departmentId: id, retired: true, name: "旧運用部" }, NOW))).toMatchObject({
      retired: true,
      name: "旧運用部",
    });
    expect(valueOf(await listDepartments(visitor, { ...PAGE, retired: "0" }, NOW)).items.map(({ name }) => name)).not.toContain("旧運用部");
    expect(valueOf(await listSystems(visitor, { ...PAGE, retired: "1" }, NOW)).total).toBe(1);
  });

  it("are of a kind that the operator's sector has; existing systems keep their kind", async () => {
    const { visitor, departmentId, operatorId } = second;
    const { items, kinds } = valueOf(await listSystems(visitor, { ...PAGE, retired: "1" }, NOW));
    expect(kinds.map(({ id }) => id)).toEqual(["flightInformation", "other"]);
    for (const kind of ["surveillance", "trainControl"]) {
      const refused = await addSystem(visitor, { name: "別の分野の", kind, departmentId }, NOW);
      expect(refused.ok ? null : refused.refusal).toMatchObject({ code: "invalid_input", fields: [{ path: "kind" }], current: { kinds } });
    }
    expect(valueOf(await listSystems(visitor, { ...PAGE, retired: "1" }, NOW)).items).toEqual(items);
    const { id: systemId, kindName } = valueOf(await addSystem(visitor, { name: "案内", kind: "flightInformation", departmentId }, NOW));
    expect(kindName).toBe("フライトインフォメーション");
    await withClient(own.ownerUrl, (client) =>
      client.query("UPDATE critical_system SET kind = 'surveillance' WHERE operator_id = $1 AND id = $2", [operatorId, systemId]),
    );
    expect(valueOf(await changeSystem(visitor, { systemId, name: "監視", kind: "surveillance" }, NOW))).toMatchObject({
      kindName: "警戒警備・監視",
      name: "監視",
    });
    expect(codeOf(await changeSystem(visitor, { systemId, kind: "baggageHandling" }, NOW))).toBe("invalid_input");
    expect(valueOf(await changeSystem(visitor, { systemId, kind: "other" }, NOW)).kindName).toBe("その他");
  });

  it("with an invalid id are not found", async () => {
    for (const id of ["nope", "", "\u0000"]) {
      expect(codeOf(await changeDepartment(first.visitor, { departmentId: id, name: "X" }, NOW))).toBe("not_found");
      expect(codeOf(await changeSystem(first.visitor, { systemId: id, retired: true }, NOW))).toBe("not_found");
    }
  });

  it("of another operator are not found, and staff may not change their own", async () => {
    expect(codeOf(await changeDepartment(first.visitor, { departmentId: second.departmentId, name: "乗っ取り" }, NOW))).toBe("not_found");
    expect(codeOf(await addSystem(first.visitor, { name: "X", kind: "other", departmentId: second.departmentId }, NOW))).toBe("not_found");
    expect(codeOf(await addDepartment(holding(first), { name: "Y" }, NOW))).toBe("not_permitted");
  });
});

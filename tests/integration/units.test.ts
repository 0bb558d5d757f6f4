import { describe, expect, it } from "vitest";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { listDepartments, listSystems } from "@/lib/features/organisation/units/queries";
import { codeOf, first, holding, NOW, PAGE, prepareOrganisationGround, second, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

describe("units", () => {
  it("are added, renamed and retired, with names that are taken once", async () => {
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

  it("by what cannot be an id are not found", async () => {
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

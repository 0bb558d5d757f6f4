import { describe, expect, it } from "vitest";
import { importDepartmentList } from "@/lib/features/organisation/department-list/commands";
import { exportDepartmentList, previewDepartmentList } from "@/lib/features/organisation/department-list/queries";
import { importSystemList } from "@/lib/features/organisation/system-list/commands";
import { exportSystemList, previewSystemList } from "@/lib/features/organisation/system-list/queries";
import { addDepartment, changeDepartment } from "@/lib/features/organisation/units/commands";
import { as, codeOf, newcomer, owner, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { linesOf, listFile, sentBack } from "@/tests/support/lists";

prepareAdministrationGround();

const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};
const names = async (table: "department" | "critical_system"): Promise<string[]> =>
  (await owner.query<{ name: string }>(`SELECT name FROM ${table} WHERE operator_id = $1 ORDER BY name COLLATE "C"`, [world.operatorId])).rows.map(
    ({ name }) => name,
  );
const newUnit = async (name: string): Promise<string> => valueOf(await addDepartment(await as("ciso"), { name, confirmedSimilar: true }, new Date())).id;
const asCiso = async (bring: typeof importDepartmentList, file: Uint8Array) => bring(await as("ciso"), { file }, new Date());

describe("M10 a list of departments", () => {
  it("M10 adds and renames, gives 責任者 to new ones too, and leaves what it does not name", async () => {
    const { personId, email } = await newcomer();
    const others = await owner.query("SELECT id FROM department WHERE operator_id = $1 AND retired_at IS NULL", [world.operatorId]);
    await newUnit("旅客部");
    const file = listFile("いまの名前,部署,情報セキュリティ責任者", "旅客部,旅客サービス部,", `,空港運用部,新任 <${email}>、${world.people.manager.email}`);
    const preview = valueOf(await previewDepartmentList(await as("ciso"), { file }, new Date()));
    expect(preview).toMatchObject({ applied: false, added: 1, renamed: 1, rolesGiven: 2, notListed: others.rows.length });
    expect(await names("department")).not.toContain("空港運用部");
    expect(valueOf(await importDepartmentList(await as("ciso"), { file, hash: preview.hash }, new Date()))).toEqual({ ...preview, applied: true });
    expect(await names("department")).toEqual(expect.arrayContaining(["旅客サービス部", "空港運用部", "甲空港 部署1", "甲空港 部署2"]));
    const given = await owner.query(
      "SELECT d.name FROM appointment a JOIN department d ON d.operator_id = a.operator_id AND d.id = a.department_id WHERE a.person_id = $1",
      [personId],
    );
    expect(given.rows).toEqual([{ name: "空港運用部" }]);
    const trail = await owner.query("SELECT action, split_part(target, '/', 1) AS target FROM audit WHERE outcome = 'done' ORDER BY id DESC LIMIT 5");
    expect(trail.rows.map(({ action, target }) => `${action} ${target}`).sort()).toEqual([
      ...["department.add department", "department.change department", "department.import department"],
      ...["people.appoint person", "people.appoint person"],
    ]);
    const again = valueOf(await previewDepartmentList(await as("ciso"), { file }, new Date()));
    expect([again.added, again.renamed, again.unchanged, again.doubts.map(({ place }) => place)]).toEqual([0, 0, 2, ["2行目 いまの名前"]]);
  });

  it("M10 exchanges names, and refuses a name that stays with another, also a retired one", async () => {
    const [one] = [await newUnit("交換の甲"), await newUnit("交換の乙")];
    valueOf(await asCiso(importDepartmentList, listFile("いまの名前,部署", "交換の甲,交換の乙", "交換の乙,交換の甲")));
    expect((await owner.query("SELECT name FROM department WHERE id = $1", [one])).rows).toEqual([{ name: "交換の乙" }]);
    valueOf(await changeDepartment(await as("ciso"), { departmentId: one, retired: true }, new Date()));
    const refused = await asCiso(
      importDepartmentList,
      listFile("いまの名前,部署", "交換の甲,交 換 の 乙", "交換の乙,別の名前", "どこにもない,新しい名前", ",交換の乙"),
    );
    expect(linesOf(refused)).toEqual(["2行目 部署", "3行目 いまの名前", "4行目 いまの名前", "5行目 部署"]);
  });

  it("M10 a list of the 事務局 adds names, but no 責任者 where there is a CISO to appoint them", async () => {
    const { email } = await newcomer();
    const secretariat = await as("secretariat");
    expect(codeOf(await importDepartmentList(secretariat, { file: listFile("部署", "事務局の加えた部署") }, new Date()))).toBe("ok");
    const refused = await previewDepartmentList(secretariat, { file: listFile("部署,情報セキュリティ責任者", `もう一つの部署,${email}`) }, new Date());
    expect([codeOf(refused), linesOf(refused)]).toEqual(["not_permitted", ["2行目 情報セキュリティ責任者"]]);
  });

  it("M10 keeps a 責任者 whom the row does not name, and says so with the line", async () => {
    const { email } = await newcomer();
    const preview = valueOf(
      await asCiso(previewDepartmentList as typeof importDepartmentList, listFile("部署,情報セキュリティ責任者", `甲空港 部署1,${email}`)),
    );
    expect(preview.doubts).toMatchObject([
      { line: 2, place: "2行目 情報セキュリティ責任者", message: expect.stringMatching(/そのまま残ります.*引継ぎ/) as unknown },
    ]);
  });

  it("M10 comes out as it goes in: the export changes nothing", async () => {
    await newUnit("'=式の部");
    await newUnit("=式の部");
    await newUnit('改"行,部');
    const exported = valueOf(await exportDepartmentList(await as("auditor"), {}, new Date()));
    const preview = valueOf(await previewDepartmentList(await as("secretariat"), { file: sentBack(exported) }, new Date()));
    expect(preview).toMatchObject({ added: 0, renamed: 0, changed: 0, notListed: 0, rolesGiven: 0, doubts: [] });
  });
});

describe("M10 a list of critical systems", () => {
  const HEAD = "いまの名前,重要システム,種類,部署,システム管理者";

  it("M10 adds, renames, changes and appoints; sheets move with their system, and the preview counts them", async () => {
    const { sheets } = await makeCycle(owner, world, { state: "open", sheets: "inProgress" });
    const { rows } = await owner.query<{ name: string }>("SELECT name FROM critical_system WHERE id = (SELECT system_id FROM sheet WHERE id = $1)", [
      sheets.system,
    ]);
    const { personId, email } = await newcomer();
    const file = listFile(
      HEAD,
      `${rows[0]?.name ?? ""},新しい名のシステム,フライトインフォメーション,甲空港 部署2,`,
      `,案内システム,ﾌﾗｲﾄｲﾝﾌｫﾒｰｼｮﾝ,甲空港 部署1,${email}`,
    );
    const preview = valueOf(await previewSystemList(await as("secretariat"), { file }, new Date()));
    expect(preview).toMatchObject({ added: 1, renamed: 1, rolesGiven: 1, movedSheets: 1 });
    const department = async () => (await owner.query<{ id: string }>("SELECT department_id AS id FROM sheet WHERE id = $1", [sheets.system])).rows[0]?.id;
    expect(await department()).toBe(world.departments[0]);
    expect(valueOf(await importSystemList(await as("secretariat"), { file, hash: preview.hash }, new Date()))).toEqual({ ...preview, applied: true });
    expect(await department()).toBe(world.departments[1]);
    expect(await names("critical_system")).toEqual(expect.arrayContaining(["新しい名のシステム", "案内システム"]));
    const made = await owner.query("SELECT s.name, s.kind FROM appointment a JOIN critical_system s ON s.id = a.system_id WHERE a.person_id = $1", [personId]);
    expect(made.rows).toEqual([{ name: "案内システム", kind: "flightInformation" }]);
  });

  it("M10 is refused with every line: an unknown kind, an unknown department, nobody of that number", async () => {
    const file = listFile(HEAD, ",乙,そのほか,甲空港 部署1,", ",丙,その他,どこにもない部,", ",丁,その他,甲空港 部署1,99999", ",丁,その他,甲空港 部署1,");
    const before = await names("critical_system");
    expect(linesOf(await importSystemList(await as("ciso"), { file }, new Date()))).toEqual([
      ...["2行目 種類", "3行目 部署", "4行目 システム管理者", "5行目 重要システム"],
    ]);
    expect(await names("critical_system")).toEqual(before);
  });

  it("M10 comes out as it goes in, also with a kind that the sector no longer has", async () => {
    await owner.query(`UPDATE sector SET kinds = kinds || '[{"id":"former","name":"前の種類"}]' WHERE id = 'tetsudo'`);
    await owner.query("UPDATE critical_system SET kind = 'former' WHERE id = $1", [world.systems[1]]);
    const exported = valueOf(await exportSystemList(await as("ciso"), {}, new Date()));
    const preview = valueOf(await previewSystemList(await as("secretariat"), { file: sentBack(exported) }, new Date()));
    expect(preview).toMatchObject({ added: 0, renamed: 0, changed: 0, notListed: 0, movedSheets: 0, doubts: [] });
  });
});

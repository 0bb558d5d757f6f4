import { describe, expect, it } from "vitest";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { codeOf, NOW, PEOPLE, prepareOrganisationGround, seedOperator, valueOf } from "@/tests/support/organisation-ground";

prepareOrganisationGround();

const refusalOf = (result: Awaited<ReturnType<typeof addDepartment>> | Awaited<ReturnType<typeof addSystem>> | Awaited<ReturnType<typeof addPerson>>) =>
  result.ok ? null : result.refusal;

describe("M9 names of departments and systems", () => {
  it.each(["情報\u200bシステム室", "情報\u3164システム室", "情報　システム室", "情報ｼｽﾃﾑ室", "情報シス\u00adテム室", "\ufeff情報システム室\u202c"])(
    "M9 are one, whatever cannot be seen in them: %j",
    async (name) => {
      const { visitor } = await seedOperator("名前の空港", `names-${encodeURIComponent(name).length}-${name.length}@example.jp`);
      const { id } = valueOf(await addDepartment(visitor, { name: "情報システム室" }, NOW));
      const { id: other } = valueOf(await addDepartment(visitor, { name: "経理部" }, NOW));
      const expected = { code: "duplicate", fields: [{ path: "name", message: expect.stringContaining("「情報システム室」と同じ名前です") as unknown }] };
      expect(refusalOf(await addDepartment(visitor, { name }, NOW))).toMatchObject(expected);
      expect(refusalOf(await changeDepartment(visitor, { departmentId: other, name }, NOW))).toMatchObject(expected);
      expect(valueOf(await changeDepartment(visitor, { departmentId: id, name }, NOW)).retired).toBe(false);
    },
  );

  it("M9 that differ by one character are asked about, retired ones too, and taken when it is confirmed", async () => {
    const { visitor } = await seedOperator("似た名前の空港", "close@example.jp");
    const { id } = valueOf(await addDepartment(visitor, { name: "情報システム室" }, NOW));
    expect(refusalOf(await addDepartment(visitor, { name: "情報システム宝" }, NOW))).toMatchObject({
      code: "confirmation_required",
      fields: [{ path: "confirmedSimilar", message: expect.stringContaining("「情報システム室」") as unknown }],
      list: ["情報システム室"],
    });
    valueOf(await changeDepartment(visitor, { departmentId: id, retired: true }, NOW));
    expect(refusalOf(await addDepartment(visitor, { name: "情報システム" }, NOW))?.detail).toContain("「情報システム室」（廃止）");
    expect(valueOf(await addDepartment(visitor, { name: "情報システム宝", confirmedSimilar: true }, NOW)).name).toBe("情報システム宝");
    expect(codeOf(await addDepartment(visitor, { name: "情報システム宝 ", confirmedSimilar: true }, NOW))).toBe("duplicate");
    for (const name of ["運用第1課", "運用第2課", "運用第10課", "運用第課"]) expect(codeOf(await addDepartment(visitor, { name }, NOW)), name).toBe("ok");
    expect(codeOf(await addDepartment(visitor, { name: "A課" }, NOW))).toBe("ok");
    expect(codeOf(await addDepartment(visitor, { name: "B課" }, NOW))).toBe("ok");
  });

  it("M9 unify long vowels and hyphens: サーバー and サ－バ－ are one system", async () => {
    const { visitor, departmentId } = await seedOperator("長音の空港", "vowels@example.jp");
    const system = { kind: "other", departmentId };
    const { id: systemId } = valueOf(await addSystem(visitor, { ...system, name: "監視サーバー" }, NOW));
    for (const name of ["監視サ－バ－", "監視ｻｰﾊﾞｰ", "監視サ―バ―"])
      expect(refusalOf(await addSystem(visitor, { ...system, name }, NOW))?.code).toBe("duplicate");
    expect(refusalOf(await addSystem(visitor, { ...system, name: "監視サーバ" }, NOW))?.code).toBe("confirmation_required");
    valueOf(await addSystem(visitor, { ...system, name: "監視サーバ", confirmedSimilar: true }, NOW));
    expect(refusalOf(await changeSystem(visitor, { systemId, name: "監視サ-バ" }, NOW))?.code).toBe("duplicate");
    expect(valueOf(await changeSystem(visitor, { systemId, name: "監視サ－バ－" }, NOW)).name).toBe("監視サ－バ－");
  });
});

describe("M9 people", () => {
  it("M9 a full-width number is the same number, in forms and lists", async () => {
    const { visitor, departmentId } = await seedOperator("番号の空港", "wide@example.jp");
    valueOf(await addPerson(visitor, { name: "石川　葵", email: "aoi@example.jp", departmentId, staffNumber: "A-001" }, NOW));
    for (const staffNumber of ["Ａ－００１", "a-001", "A\u2010001", "A- 001", "A-0\u200b01"]) {
      expect(refusalOf(await addPerson(visitor, { name: "別 人", email: "other@example.jp", departmentId, staffNumber }, NOW))).toMatchObject({
        code: "duplicate",
        fields: [{ path: "staffNumber", message: expect.stringContaining("石川　葵さん（A-001）") as unknown }],
      });
      const list = new TextEncoder().encode(`職員番号,氏名,メール,部署\n${staffNumber},石川　葵,aoi@example.jp,総務部`);
      expect(valueOf(await importStaffList(visitor, { file: list }, NOW))).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
    }
  });

  it("M9 of the same name with an address or number one character away are asked about", async () => {
    const { visitor, departmentId } = await seedOperator("同姓同名の空港", "namesake@example.jp");
    const { id: personId } = valueOf(await addPerson(visitor, { name: "石川 葵", email: "aoi@example.jp", departmentId, staffNumber: "1001" }, NOW));
    const add = (email: string, staffNumber: string | null, confirmedSimilar?: boolean, name = "石川　葵") =>
      addPerson(visitor, { name, email, departmentId, staffNumber, ...(confirmedSimilar ? { confirmedSimilar } : {}) }, NOW);
    expect(refusalOf(await add("aio@example.jp", "1002"))?.code).toBe("confirmation_required");
    expect(refusalOf(await add("aoii@example.jp", null))?.detail).toContain("aoi@example.jp、1001");
    expect(codeOf(await add("aoki@example.jp", "1002", false, "青木 葵"))).toBe("ok");
    expect(codeOf(await add("aoii@example.jp", null, true))).toBe("ok");
    expect(codeOf(await changePerson(visitor, { personId, departmentId }, NOW))).toBe("ok");
  });

  it.each(["石川　葵", "石川葵", "石川 葵", "葵 石川", "ＡＯＩ", "Ａ－００１", "石\u200b川"])("M9 are found by %j", async (q) => {
    const { visitor, departmentId } = await seedOperator("探す空港", `search-${encodeURIComponent(q).length}-${q.length}@example.jp`);
    for (const [place, name] of ["石川　葵", "石川葵"].entries()) {
      const staffNumber = `A-001${place}`;
      valueOf(await addPerson(visitor, { name, email: `aoi${place}@example.jp`, departmentId, staffNumber, confirmedSimilar: true }, NOW));
    }
    expect(
      valueOf(await listPeople(visitor, { ...PEOPLE, q }, NOW))
        .items.map(({ name }) => name)
        .sort(),
    ).toEqual(["石川　葵", "石川葵"]);
  });

  it("M9 a search without anything to see finds everybody, and % nobody", async () => {
    const { visitor } = await seedOperator("空の空港", "empty@example.jp");
    expect(valueOf(await listPeople(visitor, { ...PEOPLE, q: "\u3164" }, NOW)).total).toBe(1);
    expect(valueOf(await listPeople(visitor, { ...PEOPLE, q: "%" }, NOW)).total).toBe(0);
  });
});

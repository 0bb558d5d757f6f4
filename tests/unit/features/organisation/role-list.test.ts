import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { planRoleList } from "@/lib/features/organisation/role-list/rules";

const HEAD = "氏名,職員番号,メール,役割,対象";
const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "（3.1.4.1(2)）" };
const NOWHERE = { departmentId: null, systemId: null } as const;
const person = (id: string, more: Partial<RegisteredPerson> = {}): RegisteredPerson => ({
  ...{ id, name: `人${id}`, email: `${id}@example.jp`, staffNumber: null, left: false, appointments: [] },
  ...more,
});
const unit = (id: string, name: string, retired = false) => ({ id, name, retired });
const DEPARTMENTS = [unit("d1", "旅客部"), unit("d2", "空港運用部"), unit("d3", "古い部", true)];
const SYSTEMS = [unit("s1", "案内システム")];

function plan(text: string, people: readonly RegisteredPerson[], appointing: Partial<Appointing> = {}) {
  const read = readRoleRows(new TextEncoder().encode(text), true);
  if (!read.ok) throw new Error(read.refusal.detail);
  return planRoleList(read.value, { people, departments: DEPARTMENTS, systems: SYSTEMS }, { ...MAY, ...appointing });
}
const placesOf = (...given: Parameters<typeof plan>) => plan(...given).problems.map(placeOf);

describe("M10 who a row of the list of roles means", () => {
  const people = [
    person("a", { staffNumber: "1055" }),
    person("b", { staffNumber: "B-7" }),
    person("c", { left: true }),
    person("d", { staffNumber: "Ｂ－7" }),
    person("e"),
  ];

  it("M10 the mail address, in any width, or the staff number, also as a spreadsheet writes it", () => {
    const { gifts, problems } = plan(`${HEAD}\n,,Ａ@EXAMPLE.jp,経営層,\n,1055.0,,審査者,\n人a,１０５５,a@example.jp,情報セキュリティ委員会,`, people);
    expect([gifts.map(({ personId }) => personId), problems]).toEqual([["a", "a", "a"], []]);
  });

  it.each([
    ["nobody is named", ",,,経営層,", "2行目 職員番号"],
    ["an address that nobody has", ",,x@example.jp,経営層,", "2行目 メール"],
    ["a number that nobody has", ",9999,,経営層,", "2行目 職員番号"],
    ["a number that two have", ",B-7,,経営層,", "2行目 職員番号"],
    ["an address of one and the number of another", ",1055,b@example.jp,経営層,", "2行目 メール"],
    ["an address of one without a number and the number of another", ",1055,e@example.jp,経営層,", "2行目 メール"],
    ["an address of one without a number and a number that two others have", ",B-7,e@example.jp,経営層,", "2行目 メール"],
    ["an address of one and a number that nobody has", ",9999,a@example.jp,経営層,", "2行目 メール"],
    ["somebody who left", ",,c@example.jp,経営層,", "2行目 メール"],
  ])("M10 is refused with its line: %s", (_name, row, place) => {
    expect(placesOf(`${HEAD}\n${row}`, people)).toEqual([place]);
  });

  it("M10 an address decides between two with the same number, and for one without a number where the number is nobody's", () => {
    const { gifts, problems } = plan(`${HEAD}\n,B-7,b@example.jp,経営層,\n,B-7,d@example.jp,経営層,\n,9999,e@example.jp,経営層,`, people);
    expect([gifts.map(({ personId }) => personId), problems]).toEqual([["b", "d", "e"], []]);
  });

  it.each(["-", "－", "—", "ー", "なし", "無し", "（なし）", "該当なし", "(空白)", "なし。"])(
    "M10 %s is an empty cell in each column that may be empty",
    (word) => {
      const { gifts, problems, doubts } = plan(`${HEAD}\n${word},${word},a@example.jp,経営層,${word}\n${word},1055,${word},審査者,`, people);
      expect([gifts.map(({ personId }) => personId), problems, doubts]).toEqual([["a", "a"], [], []]);
    },
  );

  it("M10 another name is pointed at and does not count", () => {
    const { gifts, doubts } = plan(`${HEAD}\n別人,,a@example.jp,経営層,\n人　ａ,,a@example.jp,審査者,`, people);
    expect([gifts.length, doubts.map(placeOf)]).toEqual([2, ["2行目 メール"]]);
  });
});

describe("M10 which role and where", () => {
  const people = [person("a", { appointments: [{ role: "securityManager", departmentId: "d1", systemId: null }] })];

  it.each([
    ["最高情報セキュリティ責任者（ＣＩＳＯ）", "", "ciso", null],
    ["ciso", "", "ciso", null],
    ["情報セキュリティ責任者", "空港　運用部", "securityManager", "d2"],
    ["ｼｽﾃﾑ管理者", "案内ｼｽﾃﾑ", "systemAdministrator", "s1"],
  ])("M10 %s %s", (role, place, code, unitId) => {
    expect(plan(`${HEAD}\n,,a@example.jp,${role},${place}`, people).gifts).toMatchObject([{ role: code, unitId }]);
  });

  it.each(["全社", "全社（CISO・経営層など）", "事業者全体", "(全社)", "（事業者全体）", "全社。", "－", "-", "なし", "（なし）", "該当なし", ""])(
    "M10 %s is where a role of the whole operator is",
    (place) => {
      const given = plan(`${HEAD}\n,,a@example.jp,CISO,${place}`, people);
      expect([given.gifts, given.problems]).toMatchObject([[{ role: "ciso", unitId: null }], []]);
    },
  );

  it("M10 no department is meant by such a word", () => {
    expect(placesOf(`${HEAD}\n,,a@example.jp,情報セキュリティ責任者,全社\n,,a@example.jp,システム管理者,－`, people)).toEqual(["2行目 対象", "3行目 対象"]);
  });

  it.each([
    ["no such role", "部長,", "2行目 役割"],
    ["everybody's role", "取扱者,", "2行目 役割"],
    ["a role of the whole operator at a department", "経営層,旅客部", "2行目 対象"],
    ["a 責任者 without a department", "情報セキュリティ責任者,", "2行目 対象"],
    ["a 責任者 of a system", "情報セキュリティ責任者,案内システム", "2行目 対象"],
    ["a retired department", "情報セキュリティ責任者,古い部", "2行目 対象"],
  ])("M10 is refused with its line: %s", (_name, rest, place) => {
    expect(placesOf(`${HEAD}\n,,a@example.jp,${rest}`, people)).toEqual([place]);
  });

  it("M10 a name with one other character is asked about", () => {
    expect(plan(`${HEAD}\n,,a@example.jp,情報セキュリティ責任者,空港運用課`, people).problems[0]?.message).toContain("「空港運用部」ではありませんか");
  });

  it("M10 held roles are unchanged, others are not taken away, repeated rows are refused", () => {
    const held = plan(`${HEAD}\n,,a@example.jp,情報セキュリティ責任者,旅客部`, [...people, person("b", { appointments: [{ ...NOWHERE, role: "executive" }] })]);
    expect([held.gifts, held.rows.map(({ kind }) => kind), held.notListed]).toEqual([[], ["unchanged"], 1]);
    expect(placesOf(`${HEAD}\n,,a@example.jp,経営層,\n人a,,A@example.jp,経営層,`, people)).toEqual(["3行目"]);
  });
});

describe("M10 who may be given which role", () => {
  const people = [person("me"), person("a"), person("b")];
  const rows = `${HEAD}\n,,me@example.jp,経営層,\n,,a@example.jp,経営層,\n,,b@example.jp,情報セキュリティ委員会,`;

  it.each([
    ["a CISO", { anybody: true }, []],
    ["a 事務局 where no CISO works, but not itself", { anybody: false, deciding: true }, ["2行目 役割"]],
    ["a 事務局 beside a CISO", { anybody: false, deciding: false }, ["2行目 役割", "3行目 役割"]],
    ["a 事務局, for somebody whom the platform appointed", { anybody: false, deciding: true, platformsChoices: new Set(["b"]) }, ["2行目 役割", "4行目 役割"]],
  ])("M10 is decided by who imports the list: %s", (_name, appointing, places) => {
    const { problems } = plan(rows, people, appointing);
    expect([problems.map(placeOf), problems.every(({ forbidden }) => forbidden)]).toEqual([places, true]);
  });

  it("M10 nobody gets duties that 3.1.4.1(2) separates: held, given together, or stood in for", () => {
    const auditor = person("b", { appointments: [{ ...NOWHERE, role: "auditor" }] });
    expect(placesOf(`${HEAD}\n,,b@example.jp,審査者,\n,,b@example.jp,経営層,`, [auditor])).toEqual(["2行目 役割"]);
    expect(placesOf(`${HEAD}\n,,a@example.jp,審査者,\n,,a@example.jp,監査実施者,`, [person("a")])).toEqual(["2行目 役割", "3行目 役割"]);
    const deputyships = new Map([["a", [{ ...NOWHERE, role: "ciso" as const }]]]);
    expect(placesOf(`${HEAD}\n,,a@example.jp,監査実施者,`, [person("a")], { deputyships })).toEqual(["2行目 役割"]);
    expect(plan(`${HEAD}\n,,b@example.jp,審査者,`, [auditor]).problems[0]?.message).toMatch(/人bさんは監査実施者と審査者.*3\.1\.4\.1\(2\)/);
  });

  it("M10 a person gets fifty roles at most", () => {
    const many = Array.from({ length: 49 }, (_none, index) => ({ role: "securityManager" as const, departmentId: `x${index}`, systemId: null }));
    const list = `${HEAD}\n,,a@example.jp,経営層,\n,,a@example.jp,情報セキュリティ責任者,旅客部`;
    expect(placesOf(list, [person("a", { appointments: many.slice(1) })])).toEqual([]);
    expect(placesOf(list, [person("a", { appointments: many })])).toEqual(["3行目 役割"]);
  });
});

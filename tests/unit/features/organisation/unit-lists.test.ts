import { describe, expect, it } from "vitest";
import { readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { placeOf, planRefusal } from "@/lib/features/organisation/list-file/csv";
import { shownRows } from "@/lib/features/organisation/list-import/rules";
import type { RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";
import { readSystemRows } from "@/lib/features/organisation/system-list/csv";
import { planSystemList } from "@/lib/features/organisation/system-list/rules";

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const person = (id: string, appointments: RegisteredPerson["appointments"] = []): RegisteredPerson => ({
  ...{ id, name: `人${id}`, email: `${id}@example.jp`, staffNumber: `${id}-1`, left: false, appointments },
});
const unit = (id: string, name: string, retired = false) => ({ id, name, retired });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const granted = <Value>(read: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
};

const HEAD = "いまの名前,部署,情報セキュリティ責任者";
const DEPARTMENTS = [unit("d1", "旅客部"), unit("d2", "空港運用部"), unit("d3", "古い部", true)];
const PEOPLE = [person("a", [{ role: "securityManager", departmentId: "d1", systemId: null }]), person("b")];
const departments = (text: string, units = DEPARTMENTS, people = PEOPLE) =>
  planDepartmentList(granted(readDepartmentRows(utf8(text), false)), units, people, MAY);

describe("M10 names of a list of departments", () => {
  it.each([
    ["the same name", "旅客部,旅客部,", "unchanged"],
    ["only the name, in another width and with spaces", ",旅　客部,", "unchanged"],
    ["another name beside the present one", "旅客部,旅客サービス部,", "renamed"],
    ["another spelling beside the present one", "旅客部,旅 客 部,", "renamed"],
    ["the present name in another spelling", "旅　客部,旅客サービス部,", "renamed"],
    ["a name that nobody has", ",貨物部,", "added"],
    ["a present name that says that there is none", "-,貨物部,なし", "added"],
    ["such a one in another word", "（なし）,貨物部,－", "added"],
    ["a 責任者 alone", ",旅客部,b@example.jp", "changed"],
  ])("M10 decide what becomes of a row: %s", (_name, row, kind) => {
    const plan = departments(`${HEAD}\n${row}`);
    expect([plan.rows.map((one) => one.kind), plan.problems]).toEqual([[kind], []]);
  });

  it.each([
    ["a present name that nobody has, and a new one", "どこかの部,貨物部,", "2行目 いまの名前"],
    ["a name of another", "旅客部,空港　運用部,", "2行目 部署"],
    ["the name of a retired one", "旅客部,古い部,", "2行目 部署"],
    ["a retired one", ",古い部,", "2行目 部署"],
    ["a name that another row gives too", "旅客部,新しい部,\n,新しい　部,", "3行目 部署"],
    ["one department twice", "旅客部,旅客部,\n旅客部,貨物部,", "3行目 いまの名前"],
    ["no name", "旅客部,,", "2行目 部署"],
    ["a control character", "旅客部,旅\u0007客部,", "2行目 部署"],
  ])("M10 is refused with its line: %s", (_name, rows, place) => {
    expect(departments(`${HEAD}\n${rows}`).problems.map(placeOf)).toEqual([place]);
  });

  it("M10 names move from one to another, and to a new one", () => {
    const plan = departments(`${HEAD}\n旅客部,空港運用部,\n空港運用部,運用部,\n,旅客部,`);
    expect([plan.problems, plan.renamed, plan.added]).toEqual([
      [],
      [
        { id: "d1", name: "空港運用部" },
        { id: "d2", name: "運用部" },
      ],
      ["旅客部"],
    ]);
  });

  it("M10 everything doubtful is in the preview, by line: close names, 外字, formulas, names that are read as another", () => {
    const plan = departments(`${HEAD}\n空港運用部,=運用(1),\n,旅客課\ue000,\n,旅　客部,\n,貨物運送部,\n,貨物運送課,\n,#REF!,`);
    expect(plan.doubts.map(placeOf)).toEqual(["2行目 部署", "3行目 部署", "4行目 部署", "6行目 部署", "7行目 部署"]);
    expect(plan.problems).toEqual([]);
  });

  it("M10 cells that a spreadsheet leaves out at the end of a row are empty", () => {
    expect(departments(`${HEAD}\n旅客部,旅客部\n,貨物部`).rows.map(({ kind }) => kind)).toEqual(["unchanged", "added"]);
    expect(departments("部署\n旅客部").rows.map(({ kind }) => kind)).toEqual(["unchanged"]);
  });
});

describe("M10 people in a cell", () => {
  it.each(["b@example.jp", "人ｂ <B@example.jp>", "b-1", "<b@example.jp>", '"a@example.jp、b@example.jp"', '"a@example.jp\nb-1"', '"a-1; b-1,b-1"'])(
    "M10 are found by number or address, alone or several: %s",
    (cell) => {
      const plan = departments(`${HEAD}\n,旅客部,${cell}`);
      expect([plan.gifts.map(({ personId, unitId }) => [personId, unitId]), plan.problems]).toEqual([[["b", "d1"]], []]);
    },
  );

  it("M10 somebody unknown is refused; holders who are not named stay, and that is said", () => {
    const plan = departments(`${HEAD}\n,旅客部,b-1、だれか`);
    expect([plan.problems.map(placeOf), plan.doubts.map(placeOf)]).toEqual([["2行目 情報セキュリティ責任者"], ["2行目 情報セキュリティ責任者"]]);
    expect(departments(`${HEAD}\n,旅客部,`).doubts).toEqual([]);
  });
});

describe("M10 a list of critical systems", () => {
  const KINDS = [
    { id: "security", name: "警戒警備・監視" },
    { id: "other", name: "その他" },
  ];
  const register = {
    systems: [{ ...unit("s1", "案内システム"), kind: "former", departmentId: "d1" }],
    ...{ departments: DEPARTMENTS, kinds: KINDS, allKinds: [...KINDS, { id: "former", name: "前の種類" }], people: PEOPLE },
  };
  const systems = (text: string) => planSystemList(granted(readSystemRows(utf8(`重要システム,種類,部署,システム管理者\n${text}`), false)), register, MAY);

  it.each([
    ["a former kind that the system still has", "案内システム,前の種類,旅客部,", "unchanged", null],
    ["a former kind for another", "乙,前の種類,旅客部,", null, "2行目 種類"],
    ["another kind", "案内システム,その他,旅客部,", "changed", null],
    ["another department", "案内システム,前の種類,空港運用部,", "changed", null],
    ["a retired department", "案内システム,前の種類,古い部,", null, "2行目 部署"],
    ["a new one with its administrator", "警備システム,警戒警備･監視,旅客部,a-1", "added", null],
  ])("M10 says what becomes of a row, or why it cannot: %s", (_name, row, kind, place) => {
    const plan = systems(row);
    expect([plan.rows[0]?.kind ?? null, plan.problems.map(placeOf)[0] ?? null]).toEqual([kind, place]);
  });

  it("M10 a row says what it was before", () => {
    expect(systems("案内システム,その他,空港運用部,").rows[0]?.cells.map(({ before, after }) => [before, after])).toEqual([
      [null, "案内システム"],
      ["前の種類", "その他"],
      ["旅客部", "空港運用部"],
      [null, ""],
    ]);
  });
});

describe("M10 sizes and refusals of the lists", () => {
  it("M10 2,000 departments are compared within a second or two, and no more are taken", () => {
    const list = (count: number) =>
      utf8(`部署\n${Array.from({ length: count }, (_none, index) => `部${String.fromCodePoint(0x4e00 + index)}課${index % 7}`).join("\n")}`);
    const known = Array.from({ length: 2_000 }, (_none, index) => unit(`k${index}`, `室${String.fromCodePoint(0x5e00 + index)}係`));
    expect(planDepartmentList(granted(readDepartmentRows(list(2_000), false)), known, [], MAY).added).toHaveLength(2_000);
    const refused = readDepartmentRows(list(2_001), false);
    expect(refused.ok ? null : [refused.refusal.code, refused.refusal.detail]).toEqual(["too_large", expect.stringContaining("2,000部署まで")]);
  });

  it("M10 what only the visitor may not do is not permitted; with anything to mend it is an input to mend", () => {
    const mine = { line: 3, column: "役割", message: "CISOだけです。", forbidden: true } as const;
    expect(planRefusal("一覧", [mine])).toMatchObject({ code: "not_permitted", fields: [{ path: "3行目 役割" }] });
    expect(planRefusal("一覧", [mine, { line: 2, column: null, message: "直す" }])).toMatchObject({
      code: "invalid_input",
      fields: [{ path: "2行目" }, { path: "3行目 役割" }],
    });
  });

  it("M10 a long preview shows the changes, by line", () => {
    const rows = Array.from({ length: 9 }, (_none, index) => ({ line: 9 - index, kind: index % 2 ? ("added" as const) : ("unchanged" as const), cells: [] }));
    expect([shownRows(rows, [], 9).length, shownRows(rows, [], 8).map(({ line }) => line), shownRows(rows, [], 2).length]).toEqual([9, [2, 4, 6, 8], 2]);
  });
});

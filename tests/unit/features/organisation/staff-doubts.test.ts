import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { shownRows } from "@/lib/features/organisation/list-import/rules";
import { PeopleByName } from "@/lib/features/organisation/list-register/rules";
import { giftsOfCell } from "@/lib/features/organisation/list-roles/rules";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns, staffCsv } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const HEAD = "職員番号,氏名,メール,部署";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const person = (overrides: Partial<KnownPerson>): KnownPerson => ({
  ...{ id: "p1", staffNumber: "1001", name: "髙﨑 一郎", email: "ichiro@example.jp", department: "総務部", left: false, posts: [] },
  ...overrides,
});
const DEPARTMENTS = new Map([["総務部", false]]);

function planOf(rows: readonly string[], people: readonly KnownPerson[] = [], departments: ReadonlyMap<string, boolean> = DEPARTMENTS) {
  const read = readStaffColumns(utf8([HEAD, ...rows].join("\n")), true);
  if (!read.ok) throw new Error(read.refusal.detail);
  return planStaffList(read.value.rows, people, departments);
}
const placesOf = (rows: readonly string[], people?: readonly KnownPerson[]) => planOf(rows, people).doubts.map(placeOf);

describe("M10 dubious rows of a staff list", () => {
  it.each([
    ["a space", "石川 葵", "石川葵"],
    ["another width", "ｲｼｶﾜ", "イシカワ"],
    ["nothing", "石川葵", "石川葵"],
  ])("M10 two new people whose names differ by %s", (_what, one, other) => {
    const plan = planOf([`1001,${one},aoi1@example.jp,総務部`, "1002,別の人,b@example.jp,総務部", `1003,${other},aoi2@example.jp,総務部`]);
    expect(plan.doubts).toMatchObject([{ line: 4, column: "氏名", message: expect.stringContaining("2行目と同じ氏名") as unknown }]);
    expect(plan.added).toHaveLength(3);
  });

  it.each([
    ["a name", "1,=HYPERLINK(1),a@example.jp,総務部", "2行目 氏名"],
    ["a new department", "1,花子,a@example.jp,=1+2", "2行目 部署"],
    ["a number", "＝1+1,花子,a@example.jp,総務部", "2行目 職員番号"],
    ["a department with 外字", "1,花子,a@example.jp,総\ue000部", "2行目 部署"],
  ])("M10 %s that a spreadsheet may run or cannot show", (_what, row, place) => {
    expect(placesOf([row])).toContain(place);
  });

  const ofDepartment = { role: "securityManager", departmentName: "総務部", systemName: null, deputy: false } as const;
  const ofSystem = { role: "systemAdministrator", departmentName: null, systemName: "FIS", deputy: false } as const;
  it.each([
    ["the department that is left", [ofDepartment], "情報セキュリティ責任者（総務部）です"],
    ["a system", [ofSystem], "システム管理者（FIS）です"],
    ["the whole operator", [{ role: "auditor", departmentName: null, systemName: null, deputy: false } as const], "監査実施者です"],
    ["a department, as deputy", [{ ...ofDepartment, deputy: true }], "情報セキュリティ責任者（総務部）の代行です"],
    ["a system and as deputy a department", [ofSystem, { ...ofDepartment, deputy: true }], "システム管理者（FIS）、情報セキュリティ責任者（総務部）の代行です"],
  ] as const)("M6 M10 who holds a post of %s and is listed under another department, with the way to hand over", (_what, posts, said) => {
    const departments = new Map([...DEPARTMENTS, ["運用部", false] as const]);
    const people = [person({ posts })];
    const moved = planOf(["1001,髙﨑 一郎,ichiro@example.jp,運用部"], people, departments);
    expect(moved.doubts.map(placeOf)).toEqual(["2行目 部署"]);
    expect(moved.doubts[0]?.message).toContain(said);
    expect(moved.doubts[0]?.message).toContain("その人の画面の「引継ぎ」で決めてください。");
    expect(moved.changed).toHaveLength(1);
    expect(planOf(["1001,髙﨑 一郎,other@example.jp,総務部"], people, departments).doubts).toEqual([]);
    expect(planOf(["1001,髙﨑 一郎,ichiro@example.jp,運用部"], [person({})], departments).doubts).toEqual([]);
  });

  it("M10 what the list leaves as it is, is not doubted again", () => {
    const people = [person({ staffNumber: "１月２日", name: "=高\ue000橋", department: "=総務部" })];
    expect(planOf(["１月２日,=高\ue000橋,ichiro@example.jp,=総務部"], people, new Map([["=総務部", false]]))).toMatchObject({ doubts: [], unchanged: 1 });
  });

  it("M10 a number whose person would become somebody else, not one of whom something stays", () => {
    const people = [person({})];
    const doubted = planOf(["1001,別人 花子,hanako@example.jp,総務部"], people);
    expect(doubted.changed).toHaveLength(1);
    expect(doubted.doubts).toMatchObject([
      { line: 2, column: "職員番号", message: expect.stringMatching(/髙﨑 一郎さん（ichiro@example\.jp）.*「別人 花子」（hanako@example\.jp）/u) as unknown },
    ]);
    for (const row of ["1001,髙﨑　一郎,new@example.jp,総務部", "1001,髙﨑 花子,ichiro@example.jp,総務部", "1001,髙﨑 一郎,ichiro@example.jp,総務部"]) {
      expect(placesOf([row], people)).toEqual([]);
    }
  });

  it.each([
    ...["########", "＃＃＃", "1月2日", "２０２６年１月２日", "1月", "2026/1/2", "1/2", "1/2/2026", "2-Jan", "Jan-02", "02-jan-26", "1:02"],
    ...["1.23457E+12", "#SPILL!", "#N/A", "＃N/A", "#ERROR!", "Err:502", "エラー:502", "エラー：502"],
    ...["2024-01-02", "2024-1-2", "2024-01-02 00:00:00", "2024/1/2 0:00", "2024-01-02T00:00", "令和6年1月2日"],
  ])("M10 %s, which a spreadsheet wrote for a number", (number) => {
    expect(placesOf([`${number},花子,a@example.jp,総務部`])).toEqual(["2行目 職員番号"]);
  });

  it.each(["1-2", "2024-001", "A/1", "ABC-12", "#1", "1001", "12:345", "月1"])("M10 %s is a number like any", (number) => {
    expect(placesOf([`${number},花子,a@example.jp,総務部`])).toEqual([]);
  });
});

describe("M10 rows that a screen has no room for", () => {
  const row = (line: number, kind: "added" | "renamed" | "changed" | "unchanged") => ({ line, kind });

  it("M10 unchanged ones are left out, then plainly added ones, and never a dubious one before those", () => {
    const rows = [row(2, "unchanged"), row(3, "added"), row(4, "added"), row(5, "changed"), row(6, "renamed"), row(7, "added"), row(8, "unchanged")];
    const doubts = [{ line: 7 }, { line: 8 }];
    const lines = (most: number) => shownRows(rows, doubts, most).map(({ line }) => line);
    expect([6, 5, 4, 2].map(lines)).toEqual([
      [3, 4, 5, 6, 7, 8],
      [3, 5, 6, 7, 8],
      [5, 6, 7, 8],
      [7, 8],
    ]);
    expect(shownRows(rows, doubts, 7)).toEqual(rows);
  });
});

describe("M10 a staff list comes out as it goes in", () => {
  it("M10 a column of passwords is written, and the import ignores it by choice", () => {
    const people = [person({}), person({ id: "p2", staffNumber: null, name: "=1+2", email: "b@example.jp", department: "-部" })];
    const file = staffCsv(people.map((one, place) => ({ ...one, hasPassword: place === 0 })));
    expect(file.replace("\ufeff", "").split("\r\n").slice(0, 3)).toEqual([
      "職員番号,氏名,メール,部署,パスワード",
      "1001,髙﨑 一郎,ichiro@example.jp,総務部,決めた",
      ",'=1+2,b@example.jp,'-部,まだ",
    ]);
    expect(readStaffColumns(utf8(file), false)).toMatchObject({ ok: false, refusal: { list: ["パスワード"] } });
    const read = readStaffColumns(utf8(file), true);
    const departments = new Map(people.map(({ department }) => [department, false]));
    expect(read.ok && planStaffList(read.value.rows, people, departments)).toMatchObject({ added: [], changed: [], unchanged: 2, problems: [], doubts: [] });
  });
});

describe("M9 angle brackets of another width", () => {
  it.each([
    "髙﨑 一郎 <ichiro@example.jp>",
    "髙﨑 一郎 ＜ichiro@example.jp＞",
    "髙﨑一郎＜ｉｃｈｉｒｏ＠example.jp＞",
    "﹤ichiro@example.jp﹥",
    "髙﨑　一郎＜ichiro@example.jp>",
  ])("M9 %s is the person of that address", (cell) => {
    const people = [{ ...{ id: "p1", name: "髙﨑 一郎", email: "ichiro@example.jp", staffNumber: "1", left: false }, appointments: [] }];
    const given = giftsOfCell(
      { line: 2, column: "情報セキュリティ責任者" },
      cell,
      { role: "securityManager", unit: null, unitName: "部" },
      new PeopleByName(people),
    );
    expect(given).toMatchObject({ problems: [], doubts: [], named: [{ id: "p1" }] });
  });

  it("M9 commas of any width stand between people", () => {
    const people = ["a", "b", "c", "d"].map((id) => ({ ...{ id, name: id, email: `${id}@example.jp`, staffNumber: null, left: false }, appointments: [] }));
    const given = giftsOfCell(
      { line: 2, column: "" },
      "a@example.jp､b@example.jp，＜c@example.jp＞、d@example.jp",
      { role: "securityManager", unit: null, unitName: "部" },
      new PeopleByName(people),
    );
    expect([given.problems, given.named.map(({ id }) => id)]).toEqual([[], ["a", "b", "c", "d"]]);
  });
});

import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

type Cells = Pick<KnownPerson, "staffNumber" | "name" | "email" | "department">;

const PEOPLE = (
  [
    ["1001", "髙﨑 一郎", "ichiro@example.jp", "総務部"],
    ["1002", "石川 葵", "aoi@example.jp", "旅客部"],
    ["1003", "佐藤 花", "hana@example.jp", "保安部"],
    ["1004", "田中花子", "tanaka@example.jp", "運航部"],
  ] as const
).map(([staffNumber, name, email, department]): KnownPerson => ({ id: staffNumber, staffNumber, name, email, department, left: false }));
const DEPARTMENTS = new Map([...new Set(PEOPLE.map(({ department }) => department)), "新しい部"].map((name) => [name, false]));
const COLUMNS = { staffNumber: "職員番号", name: "氏名", email: "メール", department: "部署" } as const;

/** What a list of these people says after some of its cells were changed. */
function planOf(change: (cells: Cells, place: number, all: readonly Cells[]) => Partial<Cells>, people: readonly KnownPerson[] = PEOPLE) {
  const rows = people.map((one, place) => ({ ...one, ...change(one, place, people) }));
  const text = ["職員番号,氏名,メール,部署", ...rows.map(({ staffNumber, name, email, department }) => [staffNumber ?? "", name, email, department].join(","))];
  const read = readStaffColumns(new TextEncoder().encode(text.join("\n")), true);
  if (!read.ok) throw new Error(read.refusal.detail);
  return planStaffList(read.value.rows, people, DEPARTMENTS);
}
/** The cell of the next row: what sorting a column alone, or pasting it a row too low, makes of it. */
const ofNext =
  <Column extends keyof Cells>(column: Column) =>
  (_cells: Cells, place: number, all: readonly Cells[]): Partial<Cells> => ({ [column]: all[(place + 1) % all.length]?.[column] });
const loudOf = ({ doubts }: ReturnType<typeof planOf>) => doubts.filter(({ message }) => message.includes("並べ替え"));

describe("M10 a column of a staff list that was sorted alone", () => {
  it.each(["name", "email", "staffNumber", "department"] as const)("M10 %s: the first doubt names the cause, the rows and the column", (column) => {
    const plan = planOf(ofNext(column));
    expect(plan.problems).toEqual([]);
    expect(loudOf(plan).map(placeOf)).toEqual([`2行目 ${COLUMNS[column]}`]);
    expect(plan.doubts[0]?.message).toContain(`${COLUMNS[column]}の列だけが並べ替えられた`);
    expect(plan.doubts[0]?.message).toContain("（2行目、3行目、4行目、5行目）");
  });

  it("M10 names of a list without numbers: the name or the mail column was sorted", () => {
    const unnumbered = PEOPLE.map((one) => ({ ...one, staffNumber: null }));
    expect(loudOf(planOf(ofNext("name"), unnumbered))[0]?.message).toContain("氏名かメールの列だけが並べ替えられた");
  });

  it("M10 two names that change places are enough; a department for one or two of many is not", () => {
    const swapped = planOf((cells, place, all) => (place < 2 ? { name: all[1 - place]?.name ?? "" } : cells));
    expect(loudOf(swapped)[0]?.message).toContain("（2行目、3行目）");
    expect(planOf((cells, place, all) => (place < 2 ? { department: all[1 - place]?.department ?? "" } : cells)).doubts).toEqual([]);
  });

  it("M10 a reorganisation into new departments, and new addresses for everybody, were not sorted", () => {
    expect(planOf(() => ({ department: "新しい部" })).doubts).toEqual([]);
    expect(planOf(({ email }) => ({ email: email.replace("example", "new.example") })).doubts).toEqual([]);
  });

  it("M10 many rows are named by the first ten and the number of the others", () => {
    const many = Array.from({ length: 30 }, (_one, place): KnownPerson => {
      const name = String.fromCodePoint(0x4e00 + place * 7).repeat(2);
      return { id: `${place}`, staffNumber: `${1001 + place}`, name, email: `p${place}@example.jp`, department: "総務部", left: false };
    });
    expect(loudOf(planOf(ofNext("name"), many))[0]?.message).toMatch(/30行.*、11行目、ほか20行/u);
  });
});

describe("M10 a name that changes", () => {
  const renamed = (name: string, one: Partial<KnownPerson> = {}) => planOf(() => ({ name }), [{ ...(PEOPLE[1] as KnownPerson), ...one }]);

  it.each([
    ["another family and given name", "石川 葵", "髙﨑 一郎"],
    ["only the last letter is shared", "田中花子", "佐藤京子"],
    ["only a letter of the family name is shared", "石川 葵", "石山 楓"],
    ["a name without spaces for one with them", "石川 葵", "田中花子"],
  ])("M10 is doubted where nothing of it stays: %s", (_what, from, to) => {
    for (const staffNumber of ["1002", null]) {
      const { doubts, changed } = renamed(to, { name: from, staffNumber });
      expect(changed).toHaveLength(1);
      expect(doubts).toMatchObject([{ line: 2, column: "氏名", message: expect.stringContaining(`登録では${from}さん`) as unknown }]);
    }
  });

  it.each([
    ["marriage", "石川 葵", "佐藤 葵"],
    ["marriage, without spaces", "石川葵", "佐藤葵"],
    ["marriage, with a space in one of them", "石川 花子", "佐藤花子"],
    ["another ideograph", "髙﨑 一郎", "髙崎 一郎"],
    ["the order of the parts", "葵 石川", "石川 葵"],
  ])("M10 is taken where something of it stays: %s", (_what, from, to) => {
    const { doubts, changed } = renamed(to, { name: from });
    expect([doubts, changed.length]).toEqual([[], 1]);
  });

  it.each([
    ["a radical from a PDF", "石川 葵", "⽯川 葵"],
    ["half-width kana", "スミス ジョン", "ｽﾐｽ ｼﾞｮﾝ"],
    ["a wide space", "石川 葵", "石川　葵"],
    ["no space", "石川 葵", "石川葵"],
    ["wide letters", "SMITH John", "ＳＭＩＴＨ Ｊｏｈｎ"],
  ])("M10 stays as it is registered where the list writes the same name: %s", (_what, from, to) => {
    expect(renamed(to, { name: from })).toMatchObject({ changed: [], doubts: [], unchanged: 1 });
    const { changed } = planOf(() => ({ name: to, department: "新しい部" }), [{ ...(PEOPLE[1] as KnownPerson), name: from }]);
    expect(changed.map(({ after }) => after.name)).toEqual([from]);
  });
});

import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { PeopleByName } from "@/lib/features/organisation/list-register/rules";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const person = (overrides: Partial<KnownPerson>): KnownPerson => ({
  ...{ id: "p1", staffNumber: "00123", name: "石川 葵", email: "aoi@example.jp", department: "総務部", left: false },
  ...overrides,
});

function planOf(rows: readonly string[], people: readonly KnownPerson[] = [person({})]) {
  const read = readStaffColumns(new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n")), true);
  if (!read.ok) throw new Error(read.refusal.detail);
  return planStaffList(read.value.rows, people, new Map([["総務部", false]]));
}
const doubtsOf = (plan: ReturnType<typeof planOf>) => plan.doubts.map((doubt) => `${placeOf(doubt)}：${doubt.message}`);

describe("M10 a number that a spreadsheet cut the zeros from", () => {
  it.each([
    ["00123", "123"],
    ["00123", "１２３"],
    ["00123", "123.0"],
    ["００１２３", "123"],
    ["00123", "0123"],
    ["123", "00123"],
    ["000", "0"],
  ])("M10 registered %s, listed %s, the same mail: the same person, whose number stays", (staffNumber, listed) => {
    const plan = planOf([`${listed},石川 葵,aoi@example.jp,総務部`], [person({ staffNumber })]);
    expect(plan).toMatchObject({ problems: [], added: [], changed: [], unchanged: 1 });
    expect(doubtsOf(plan)).toEqual([`2行目 職員番号：「${listed}」は、先頭の0だけが違うので「${staffNumber}」とみなします。登録の番号は変わりません。`]);
  });

  it("M10 what else changed is taken, without the damaged number", () => {
    const plan = planOf(["123,石川 あおい,aoi@example.jp,総務部"]);
    expect(plan.changed).toMatchObject([{ before: { staffNumber: "00123" }, after: { staffNumber: "00123", name: "石川 あおい" } }]);
    expect(doubtsOf(plan)[0]).toContain("氏名は変わります。");
  });

  it.each([
    ["00123", "1230"],
    ["00123", "124"],
    ["A-001", "A-1"],
    ["0A1", "A1"],
    ["000", "1"],
  ])("M10 registered %s, listed %s, the same mail: another number", (staffNumber, listed) => {
    const plan = planOf([`${listed},石川 葵,aoi@example.jp,総務部`], [person({ staffNumber })]);
    expect(plan.problems.map(placeOf)).toEqual(["2行目 職員番号"]);
  });

  it.each([
    ["somebody new", "123,佐藤 花,hana@example.jp,総務部", [person({})], "「00123」（石川 葵さん）"],
    ["somebody new, with more zeros", "000123,佐藤 花,hana@example.jp,総務部", [person({})], "「00123」（石川 葵さん）"],
    [
      "somebody who has none",
      "123,佐藤 花,hana@example.jp,総務部",
      [person({}), person({ id: "p2", staffNumber: null, name: "佐藤 花", email: "hana@example.jp" })],
      "「00123」（石川 葵さん）",
    ],
    ["somebody new, beside one who left", "123,佐藤 花,hana@example.jp,総務部", [person({ left: true })], "「00123」（石川 葵さん、退職）"],
  ])("M10 that is new for %s is doubted beside the registered one", (_who, row, people, other) => {
    const plan = planOf([row], people);
    expect(plan.problems).toEqual([]);
    expect(doubtsOf(plan)).toEqual([
      `2行目 職員番号：「${row.split(",")[0]}」は、先頭の0だけが${other}と違います。表計算ソフトが0を消したものかもしれません。同じ人なら、名簿のメールを確かめてください。`,
    ]);
  });

  it("M10 two new ones of one list are doubted, the second by the line of the first", () => {
    const plan = planOf(["0007,佐藤 花,hana@example.jp,総務部", "8,山田 太,futoshi@example.jp,総務部", "7,鈴木 次,tsugu@example.jp,総務部"], []);
    expect(doubtsOf(plan)).toEqual(["4行目 職員番号：「7」は、先頭の0だけが2行目の「0007」と違います。表計算ソフトが0を消したものかもしれません。"]);
  });

  it("M10 two registered numbers that differ so stay two people", () => {
    const people = [person({}), person({ id: "p2", staffNumber: "123", name: "佐藤 花", email: "hana@example.jp" })];
    const plan = planOf(["00123,石川 葵,aoi@example.jp,総務部", "123,佐藤 花,hana@example.jp,総務部"], people);
    expect(plan).toMatchObject({ problems: [], doubts: [], added: [], changed: [], unchanged: 2 });
  });

  it("M10 a list of roles with it and the mail means the person of the mail", () => {
    const people = new PeopleByName([{ id: "p1", staffNumber: "00123", name: "石川 葵", email: "aoi@example.jp", left: false, appointments: [] }]);
    const at = { line: 2, column: "メール" };
    for (const staffNumber of ["123", "00123", "123.0"]) {
      expect(people.find(at, { email: "aoi@example.jp", staffNumber, name: null })).toMatchObject({ person: { id: "p1" } });
    }
    expect(people.find(at, { email: "aoi@example.jp", staffNumber: "124", name: null })).toMatchObject({ problem: at });
    expect(people.find(at, { email: null, staffNumber: "123", name: null })).toMatchObject({
      problem: { message: expect.stringContaining("00123") as unknown },
    });
  });
});

import { describe, expect, it } from "vitest";
import { readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { PeopleByName, type RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const person = (staffNumber: string): RegisteredPerson => ({
  ...{ id: staffNumber, name: `人${staffNumber}`, email: `n${staffNumber.replaceAll(/[^0-9a-z]/giu, "-")}@example.jp`, staffNumber, left: false },
  appointments: [],
});

/** Whom the cell gives a role where people have these numbers, and what is in its way. */
function read(cell: string, numbers: readonly string[]) {
  const rows = readDepartmentRows(new TextEncoder().encode(`部署,情報セキュリティ責任者\n総務部,"${cell}"`), false);
  if (!rows.ok) throw new Error(rows.refusal.detail);
  const { gifts, problems } = planDepartmentList(rows.value, [], numbers.map(person), MAY);
  return { given: gifts.map(({ personId }) => personId), problems: problems.map(({ message }) => message) };
}

const inTheWay = (text: string, number: string): string =>
  `「${text}」には、職員番号「${number}」（人${number}さん）があり、だれのことか決まりません。メールを書いてください。`;

describe("M10 a text that may be one number or several is nobody's", () => {
  it.each([
    ["12 34", ["12", "34", "1234"], "12"],
    ["１２　３４", ["12", "34", "1234"], "12"],
    ["12\u00a034", ["12", "34", "1234"], "12"],
    ["12 34", ["34", "1234"], "34"],
    ["12\u280034", ["12", "34", "1234"], "12"],
    ["A12 B34", ["A12", "B34", "A12B34"], "A12"],
    ["12 / 34", ["12", "34", "12/34"], "12"],
    ["12/34", ["12", "34", "12/34"], "12"],
    ["1 002", ["1", "002", "1002"], "1"],
  ])("M10 %j of people %j", (cell, numbers, first) => {
    const { given, problems } = read(cell, numbers);
    expect([given, problems]).toEqual([[], [expect.stringContaining(inTheWay(cell, first))]]);
  });

  it("M10 the column of a list of roles takes it for nobody's, but a mail address decides", () => {
    const people = new PeopleByName(["12", "34", "1234"].map(person));
    const at = { line: 2, column: "職員番号" };
    for (const staffNumber of ["12 34", "１２　３４"]) {
      expect(people.find(at, { email: null, staffNumber, name: null })).toEqual({ problem: { ...at, message: inTheWay(staffNumber, "12") } });
      expect(people.find(at, { email: "n1234@example.jp", staffNumber, name: null }).person?.id).toBe("1234");
    }
  });

  it.each([
    ["12 34", ["1234", "5"], "1234"],
    ["A 1234", ["A1234"], "A1234"],
    ["A/1", ["A/1", "1"], "A/1"],
    ["12 34", ["12 34", "34"], "12 34"],
  ])("M10 %j of people %j means the only one whom it can mean", (cell, numbers, id) => {
    expect(read(cell, numbers)).toEqual({ given: [id], problems: [] });
  });

  it("M10 a number with a name beside it says so", () => {
    expect(read("1055 人1055", ["1055"]).problems).toEqual([expect.stringContaining(inTheWay("1055 人1055", "1055"))]);
  });
});

describe("M10 a number with the comma of an amount", () => {
  it.each([
    ["1,002", ["1", "002", "1002"]],
    ["1,002", ["1002"]],
    ["１，００２", ["1", "002", "1002"]],
    ["1,002.0", ["1", "002", "1002"]],
    ["1,002、n5@example.jp", ["1", "002", "1002", "5"]],
    ["n5@example.jp\n1,002", ["1", "002", "1002", "5"]],
    ["1,002,1,003", ["1", "002", "003", "1002", "1003"]],
    ["1,002,003", ["1", "002", "003", "1002"]],
    ["1,002", ["5"]],
    ["1,002", ["1,002"]],
  ])("M10 %j of people %j is refused, and names the number", (cell, numbers) => {
    expect(read(cell, numbers)).toEqual({
      given: [],
      problems: [
        expect.stringMatching(/は、職員番号「1002」とも、「[^」]+」「[^」]+」とも読めます。一人の番号ならコンマを取り、何人かは「、」で並べてください。$/u),
      ],
    });
  });

  it.each([
    ["100,200", ["100", "200"], ["100", "200"]],
    ["1, 002", ["1", "002", "1002"], ["1", "002"]],
    ["1、002", ["1", "002", "1002"], ["1", "002"]],
    ["1001,1002", ["1001", "1002", "10011002"], ["1001", "1002"]],
  ])("M10 %j of people %j are several", (cell, numbers, given) => {
    expect(read(cell, numbers)).toEqual({ given, problems: [] });
  });

  it("M10 one of several whom nobody has is named alone", () => {
    expect(read("100,200,999", ["100", "200"]).problems).toEqual([expect.stringContaining("職員番号「999」の人は登録されていません。")]);
  });
});

describe("M9 a registered number is its own before it is another form of another", () => {
  it.each([
    ["A001", ["'A001", "A001"]],
    ["'A001", ["'A001", "A001"]],
    ["10.0", ["10", "10.0"]],
    ["10", ["10", "10.0"]],
    ["1,055", ["1,055", "1055"]],
    ["1055", ["1,055", "1055"]],
  ])("M9 %s of people %j, in a list of roles", (staffNumber, numbers) => {
    const people = new PeopleByName(numbers.map(person));
    expect(people.find({ line: 2, column: null }, { email: null, staffNumber, name: null }).person?.id).toBe(staffNumber);
  });

  it("M9 another form of two is neither", () => {
    const people = new PeopleByName(["'A001", "A001"].map(person));
    expect(people.find({ line: 2, column: null }, { email: null, staffNumber: "''A001", name: null }).problem?.message).toContain("2人います。");
  });
});

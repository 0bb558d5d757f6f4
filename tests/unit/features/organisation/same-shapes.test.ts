import { describe, expect, it } from "vitest";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { nameRefusal } from "@/lib/features/organisation/likeness/rules";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";
import { planSystemList } from "@/lib/features/organisation/system-list/rules";
import { nameUnits } from "@/lib/features/organisation/unit-names/rules";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const person = (name: string): KnownPerson => ({ id: name, staffNumber: null, name, email: "one@example.jp", department: "ターミナル・施設部", left: false });

function staffDoubts(people: readonly KnownPerson[], ...rows: readonly string[]) {
  const read = readStaffColumns(utf8(["職員番号,氏名,メール,部署", ...rows].join("\n")), false);
  if (!read.ok) throw new Error(read.refusal.detail);
  const plan = planStaffList(read.value.rows, people, new Map([["ターミナル・施設部", false]]));
  expect(plan.problems).toEqual([]);
  return plan.doubts;
}

const APPOINTING = { self: "me", anybody: true, deciding: true, platformsChoices: new Set<string>(), deputyships: new Map(), separation: "" };

/** Each pair looks the same, and the fold tells it apart. */
const PAIRS = [
  ["ターミナル·施設·監視部", "ターミナル・施設・監視部"],
  ["ターミナル•施設部", "ターミナル･施設部"],
  ["〇〇課", "○○課"],
  ["第〇", "第◯"],
  ["Ryan’s ‘A’", "Ryan's 'A'"],
  ["“空港”部", '"空港"部'],
  ["″空港″部", "〝空港〟部"],
] as const;

describe("M9 names that differ by signs of the same shape alone", () => {
  it.each(PAIRS)("M9 %s is asked about beside %s, as a department by hand and of a list", (one, other) => {
    expect(nameRefusal("部署", one, [{ name: other, retired: false }], undefined)).toMatchObject({ code: "confirmation_required", list: [other] });
    const rows = [{ line: 2, present: null, name: one, managers: null }];
    const plan = planDepartmentList({ rows, problems: [] }, [{ id: "d", name: other, retired: false }], [], APPOINTING);
    expect([plan.added.length, plan.doubts.map(placeOf)]).toEqual([1, ["2行目 部署"]]);
  });

  it("M9 a new person and a new department of a staff list are doubted", () => {
    const [doubt] = staffDoubts([person("O’Brien Pat")], ",O'Brien Pat,two@example.jp,ターミナル・施設部");
    expect(doubt).toMatchObject({
      line: 2,
      column: "氏名",
      message: expect.stringMatching(/見た目の同じ記号だけが違う氏名の人（one@example\.jp）/u) as unknown,
    });
    expect(staffDoubts([], ",花子,two@example.jp,ターミナル·施設部").map(placeOf)).toEqual(["2行目 部署"]);
    expect(staffDoubts([], ",O’Brien,a@example.jp,ターミナル・施設部", ",O'Brien,b@example.jp,ターミナル・施設部").map(placeOf)).toEqual(["3行目 氏名"]);
  });

  /** Names that a list writes with other signs than the register. */
  const REWRITTEN = [
    ["O’Brien Pat", "O'Brien Pat"],
    ["マリア・コスタ", "マリア·コスタ"],
    ["マリア•コスタ", "マリア･コスタ"],
    ["〇山 葵", "○山　葵"],
    ["Pat “P” Lee", 'Pat "P" Lee'],
    ["Pat ″P″ Lee", "Pat ”P” Lee"],
  ] as const;

  it.each(REWRITTEN)("M9 the name of a registered person that changes from %s to %s is pointed out by its line", (registered, listed) => {
    const [cells, quoted] = [",one@example.jp,ターミナル・施設部", `"${listed.replaceAll('"', '""')}"`];
    expect(
      staffDoubts([person("花子"), { ...person(registered), email: "two@example.jp" }], `,花子${cells}`, `,${quoted},two@example.jp,ターミナル・施設部`),
    ).toEqual([expect.objectContaining({ line: 3, column: "氏名", message: expect.stringMatching(/見た目の同じ記号だけが違います/u) as unknown })]);
  });

  it("M9 a person found by the number is the same one, whatever the signs of the name, and the mail address changes without a doubt", () => {
    const known = { ...person("O’Brien Pat"), staffNumber: "1001" };
    const doubts = staffDoubts([known], "1001,O'Brien Pat,new@example.jp,ターミナル・施設部");
    expect(doubts.map(({ line, message }) => [line, /別の人なら/u.test(message), /見た目の同じ記号だけ/u.test(message)])).toEqual([[2, false, true]]);
  });

  it.each(["石川 ー葵", "石川 —葵", "石川 －葵"])("M9 %s of a list leaves the registered name as it is", (listed) => {
    expect(staffDoubts([person("石川 ｰ葵")], `,${listed},one@example.jp,ターミナル・施設部`)).toEqual([]);
  });

  it("M9 a mark more or another letter in the name of a registered person is an ordinary change", () => {
    expect(staffDoubts([person("O’Brien Pat")], ",OBrien Pat,one@example.jp,ターミナル・施設部")).toEqual([]);
    expect(staffDoubts([person("O’Brien Pat")], ",O’Bryen Pat,one@example.jp,ターミナル・施設部")).toEqual([]);
  });

  const units = [
    { id: "a", name: "ターミナル・施設部", retired: false },
    { id: "b", name: "〇〇課", retired: false },
  ];
  const named = (present: string | null, name: string) => nameUnits("部署", [{ line: 2, present, name }], units);

  it.each([
    ["ターミナル・施設部", "ターミナル·施設部"],
    ["〇〇課", "○○課"],
  ])("M9 a list that renames %s to %s points it out", (before, after) => {
    const { doubts, problems } = named(before, after);
    expect([problems, doubts.map(placeOf)]).toEqual([[], ["2行目 部署"]]);
    expect(doubts[0]?.message).toMatch(/見た目の同じ記号だけが違う「.+」に変えます/u);
    expect(named(before, "監視部").doubts).toEqual([]);
  });

  it("M9 a name that a list takes for a registered one, but writes with other signs, is followed by the registered one", () => {
    const [problem] = named("ターミナル·施設部", "ターミナル施設第二部").problems;
    expect(problem?.message).toContain("「ターミナル・施設部」ではありませんか。");
    expect(named("監視部", "監視課").problems[0]?.message).not.toContain("ではありませんか");
    const kinds = [{ id: "other", name: "その他" }];
    const register = { systems: [], departments: units, kinds, allKinds: kinds, people: [] };
    const row = { line: 2, present: null, name: "手荷物", kind: "その他", department: "○○課", administrators: null };
    const plan = planSystemList({ rows: [row], problems: [] }, register, APPOINTING);
    expect(plan.problems.map(({ message }) => message).join()).toContain("「〇〇課」ではありませんか。");
  });

  it("M9 signs of other shapes make other names", () => {
    expect(nameRefusal("部署", "○△課と△○課", [{ name: "△○課と○△課", retired: false }], undefined)).toBeNull();
    expect(staffDoubts([person("O’Brien Pat")], ",OBrien Pat,two@example.jp,ターミナル・施設部")).toEqual([]);
  });
});

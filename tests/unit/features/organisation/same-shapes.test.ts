import { describe, expect, it } from "vitest";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { nameRefusal } from "@/lib/features/organisation/likeness/rules";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const person = (name: string): KnownPerson => ({ id: name, staffNumber: null, name, email: "one@example.jp", department: "ターミナル・施設部", left: false });

function staffDoubts(people: readonly KnownPerson[], ...rows: readonly string[]) {
  const read = readStaffColumns(utf8(["職員番号,氏名,メール,部署", ...rows].join("\n")), false);
  if (!read.ok) throw new Error(read.refusal.detail);
  const plan = planStaffList(read.value.rows, people, new Map([["ターミナル・施設部", false]]));
  expect(plan.problems).toEqual([]);
  return plan.doubts;
}

/** Each pair looks the same, and the fold tells it apart. */
const PAIRS = [
  ["ターミナル·施設·監視部", "ターミナル・施設・監視部"],
  ["ターミナル•施設部", "ターミナル･施設部"],
  ["〇〇課", "○○課"],
  ["第〇", "第◯"],
  ["Ryan’s ‘A’", "Ryan's 'A'"],
  ["“空港”部", '"空港"部'],
] as const;

describe("M9 names that differ by signs of the same shape alone", () => {
  it.each(PAIRS)("M9 %s is asked about beside %s, as a department by hand and of a list", (one, other) => {
    expect(nameRefusal("部署", one, [{ name: other, retired: false }], undefined)).toMatchObject({ code: "confirmation_required", list: [other] });
    const rows = [{ line: 2, present: null, name: one, managers: null }];
    const plan = planDepartmentList({ rows, problems: [] }, [{ id: "d", name: other, retired: false }], [], {
      ...{ self: "me", anybody: true, deciding: true, platformsChoices: new Set<string>(), deputyships: new Map(), separation: "" },
    });
    expect([plan.added.length, plan.doubts.map(placeOf)]).toEqual([1, ["2行目 部署"]]);
  });

  it("M9 as a new person and as a new department of a staff list", () => {
    const [doubt] = staffDoubts([person("O’Brien Pat")], ",O'Brien Pat,two@example.jp,ターミナル・施設部");
    expect(doubt).toMatchObject({
      line: 2,
      column: "氏名",
      message: expect.stringMatching(/見た目の同じ記号だけが違う氏名の人（one@example\.jp）/u) as unknown,
    });
    expect(staffDoubts([], ",花子,two@example.jp,ターミナル·施設部").map(placeOf)).toEqual(["2行目 部署"]);
    expect(staffDoubts([], ",O’Brien,a@example.jp,ターミナル・施設部", ",O'Brien,b@example.jp,ターミナル・施設部").map(placeOf)).toEqual(["3行目 氏名"]);
  });

  it("M9 signs of other shapes make other names", () => {
    expect(nameRefusal("部署", "○△課と△○課", [{ name: "△○課と○△課", retired: false }], undefined)).toBeNull();
    expect(staffDoubts([person("O’Brien Pat")], ",OBrien Pat,two@example.jp,ターミナル・施設部")).toEqual([]);
  });
});

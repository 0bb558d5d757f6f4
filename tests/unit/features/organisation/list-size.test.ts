import { afterEach, describe, expect, it, vi } from "vitest";
import { readCsv } from "@/lib/features/organisation/list-file/parts";
import { PeopleByName, type RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import { giftsOfCell } from "@/lib/features/organisation/list-roles/rules";
import { readStaffColumns } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const HEAD = "職員番号,氏名,メール,部署";
const PERSON = "1,花子,a@example.jp,総務部";
const MILLION = ",".repeat(1_000_000);
const read = (text: string, ignores = true) => readStaffColumns(new TextEncoder().encode(text), ignores);
const fieldsOf = (text: string) => {
  const list = read(text);
  return list.ok ? null : list.refusal.fields;
};
/** Every fold of a name normalizes it. */
const countFolds = () => vi.spyOn(String.prototype, "normalize");

afterEach(() => void vi.restoreAllMocks());

describe("M10 the work of reading a list grows with what it says", () => {
  it("M10 a million empty columns at the end of the header are left out before headings are compared", () => {
    const folds = countFolds();
    expect(read(`${HEAD}${MILLION}\n${PERSON}${MILLION}`)).toMatchObject({ ok: true, value: { rows: [{ line: 2, name: "花子" }], ignored: [] } });
    expect(folds.mock.calls.length).toBeLessThan(200);
  });

  it("M10 more than two hundred columns are refused before headings are compared, with the line that has them", () => {
    const folds = countFolds();
    const message = "列が1000005個あります。200個までにして、使わない列を消してください。";
    expect(fieldsOf(`\n${HEAD},${MILLION}備考\n${PERSON}`)).toEqual([{ path: "2行目", message }]);
    expect(fieldsOf(`${HEAD}${",".repeat(300)}\n${PERSON}\n${PERSON}${",".repeat(250)}メモ`)).toMatchObject([{ path: "3行目" }]);
    expect(folds).not.toHaveBeenCalled();
  });

  it("M10 two hundred columns are read", () => {
    const others = Array.from({ length: 196 }, (_none, place) => `列${place}`);
    expect(read([[HEAD, ...others].join(), PERSON].join("\n"))).toMatchObject({ ok: true, value: { ignored: { length: 196 } } });
    expect(fieldsOf([[HEAD, ...others, "もう一つ"].join(), PERSON].join("\n"))).toMatchObject([{ path: "1行目" }]);
  });

  it("M10 lines without anything to see are counted and not kept", () => {
    const csv = readCsv(`a\n${"\n".repeat(1_000)}${" , \r\n".repeat(1_000)}b`);
    expect(csv.ok && csv.value).toEqual([
      { line: 1, cells: ["a"] },
      { line: 2002, cells: ["b"] },
    ]);
  });

  it("M10 the name of a new department is compared with the others without folding those again", () => {
    const rows = Array.from({ length: 300 }, (_none, place) => ({
      ...{
        line: place + 2,
        staffNumber: null,
        name: "花子",
        email: `p${place}@example.jp`,
        department: `${"課室係"[place % 3]}${"あいうえお".slice(place % 5)}${place}`,
      },
    }));
    const folds = countFolds();
    planStaffList(rows, [], new Map());
    expect(folds.mock.calls.length).toBeLessThan(300 * 20);
  });

  it("M10 a cell names a hundred people at most", () => {
    const people: RegisteredPerson[] = Array.from({ length: 101 }, (_none, place) => ({
      ...{ id: `p${place}`, name: `人${place}`, email: `p${place}@example.jp`, staffNumber: null, left: false, appointments: [] },
    }));
    const at = { line: 4, column: "情報セキュリティ責任者" };
    const given = (count: number) => {
      const cell = people.slice(0, count).map(({ email }) => email);
      return giftsOfCell(at, cell.join("、"), { role: "securityManager", unit: null, unitName: "総務部" }, new PeopleByName(people));
    };
    expect([given(100).gifts.length, given(100).problems]).toEqual([100, []]);
    expect(given(101)).toMatchObject({ gifts: [], problems: [{ ...at, message: "101人が書かれています。一つの欄には100人までです。" }] });
  });
});

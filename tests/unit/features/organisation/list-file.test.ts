import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { readCsv } from "@/lib/features/organisation/list-file/parts";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns, type StaffRow } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const HEAD = "職員番号,氏名,メール,部署";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, ignores = false) => readStaffColumns(utf8(text), ignores);
const problemsOf = (text: string, ignores = false) => {
  const list = read(text, ignores);
  return list.ok ? [] : (list.refusal.fields ?? []);
};
const rowsOf = (text: string, ignores = false): readonly StaffRow[] => {
  const list = read(text, ignores);
  if (!list.ok) throw new Error(list.refusal.detail);
  return list.value.rows;
};
const person = (index: number): string => `${index},人${index},p${index}@example.jp,総務部`;

describe("M10 lines are counted as an editor counts them", () => {
  it.each([
    ["CR LF", ["\r\n", "\r\n", "\r\n", "\r\n"]],
    ["LF", ["\n", "\n", "\n", "\n"]],
    ["CR", ["\r", "\r", "\r", "\r"]],
    ["CR LF and LF", ["\r\n", "\n", "\r\n", "\n"]],
    ["LF, then CR LF", ["\n", "\r\n", "\n", "\r\n"]],
    ["all of them", ["\r", "\r\n", "\n", "\r"]],
  ])("M10 lines with ends %s are counted", (_name, [first, second, third, fourth]) => {
    const text = `${HEAD}${first}${person(1)}${second}${third}2,,p2@example.jp,総務部${fourth}${person(3)}`;
    expect(problemsOf(text)).toEqual([{ path: "4行目 氏名", message: "氏名を入力してください。" }]);
  });

  it("M10 lines within quotes and at the end of the file are counted", () => {
    expect(problemsOf(`${HEAD}\r\n1,"花\r\n子",a@example.jp,部\n2,"太""郎",x,部`).map(({ path }) => path)).toEqual(["2行目 氏名", "4行目 メール"]);
    expect(rowsOf(`\ufeff\r\n${HEAD}\r\n${person(1)}\r\n\r\n${person(2)}\n\r`).map(({ line }) => line)).toEqual([3, 5]);
    expect(readCsv('a,"b\nc"\rd').ok && readCsv('a,"b\nc"\rd')).toMatchObject({
      value: [
        { line: 1, cells: ["a", "b\nc"] },
        { line: 3, cells: ["d"] },
      ],
    });
  });

  it.each([
    ["to the end of the file", `${HEAD}\n1,"花子,a@example.jp,部\n${person(2)}\n${person(3)}\n`, 2],
    ["to the quote of a later row", `${HEAD}\n1,"花子,a@example.jp,部\n${person(2)}\n3,"次郎",c@example.jp,部\n`, 2],
    ["after quotes that are closed", `${HEAD}\r\n1,"花子","a@example.jp",部\r\n2,太郎,b@example.jp,"総務\r\n${person(3)}`, 3],
    ["with an empty text in quotes behind it", `${HEAD}\n${person(1)}\n2,"太郎,b@example.jp,部\n3,"",c@example.jp,部`, 3],
  ])("M10 a quote that is not closed is reported where it opens: %s", (_name, text, line) => {
    expect(problemsOf(text)).toEqual([{ path: `${line}行目`, message: 'ここで開いた引用符（"）が閉じていません。' }]);
  });

  it("M10 a quote in the middle of a cell is reported on its own line", () => {
    expect(problemsOf(`${HEAD}\n${person(1)}\n2,太"郎,b@example.jp,部`)[0]).toMatchObject({
      path: "3行目",
      message: expect.stringContaining("引用符") as unknown,
    });
    expect(problemsOf(`${HEAD}\n${person(1)}\n2,"太"郎,b@example.jp,部`)[0]?.path).toBe("3行目");
  });
});

describe("M10 columns that people really have", () => {
  it("M10 empty columns of a spreadsheet at the end, before and between do not matter", () => {
    expect(rowsOf(`${HEAD},,,\r\n${person(1)},,,\r\n${person(2)},,\r\n${person(3)}\r\n`)).toHaveLength(3);
    expect(rowsOf(`,職員番号,,氏名,メール,部署\n,1,,花子,a@example.jp,部`)).toEqual([
      { line: 2, staffNumber: "1", name: "花子", email: "a@example.jp", department: "部" },
    ]);
    expect(rowsOf(`${HEAD}, ,\u3164\n${person(1)},　,\u200b`)).toHaveLength(1);
  });

  it("M10 other columns are named, and not used when that is chosen", () => {
    const export_ = `入社日,職員番号,氏名,フリガナ,メール,部署,備考\n2020-04-01,1,花子,ハナコ,a@example.jp,部,"複数,\n行"\n,2,太郎,,b@example.jp,部,`;
    const asked = read(export_);
    expect(asked.ok ? null : asked.refusal).toMatchObject({
      list: ["入社日", "フリガナ", "備考"],
      fields: [{ path: "1行目" }, { path: "1行目" }, { path: "1行目" }],
    });
    const taken = read(export_, true);
    expect(taken.ok && taken.value).toMatchObject({
      ignored: ["入社日", "フリガナ", "備考"],
      rows: [
        { line: 2, name: "花子" },
        { line: 4, name: "太郎" },
      ],
    });
  });

  it("M10 a column with content and without a heading has its letter", () => {
    const asked = read(`${HEAD},\n${person(1)},メモ`);
    expect(asked.ok ? null : asked.refusal.list).toEqual(["見出しのないE列"]);
    expect(problemsOf(`${HEAD}\n${person(1)},メモ`)[0]?.path).toBe("2行目");
  });

  it.each([
    ["a title in the first cell", `職員名簿（4月1日現在）,,,\n${HEAD}\n${person(1)}`, 1, 2],
    ["a title without further cells, and an empty line", `職員名簿\n\n${HEAD}\n${person(1)}`, 1, 3],
    ["a title and a date", `職員名簿,,,\n,,,4月1日現在\n${HEAD}\n${person(1)}`, 1, 3],
    ["an empty line and a title, with the headings in another width and order", `\n職員名簿,,\nﾒｰﾙ,部　署,氏名\na@example.jp,部,花子`, 2, 3],
  ])("M10 rows above the headings are pointed at, with the line of the headings: %s", (_what, text, line, headings) => {
    for (const ignores of [false, true]) {
      const asked = read(text, ignores);
      const message = `見出し（職員番号、氏名、メール、部署）は${headings}行目にあるようです。その上の行（表題など）を消してください。`;
      expect(asked.ok ? null : [asked.refusal.fields, asked.refusal.list]).toEqual([[{ path: `${line}行目`, message }], undefined]);
    }
  });

  it("M10 columns can be left unused only where no needed heading is missing, so that it leads on", () => {
    const without = read("職員番号,氏名,電話,\n1,花子,2,メモ");
    expect(without.ok ? null : without.refusal.list).toBeUndefined();
    expect(without.ok ? [] : without.refusal.fields?.map(({ message }) => message)).toEqual([
      "見出し「電話」は使えません。見出しは 職員番号、氏名、メール、部署 です。",
      "D列に見出しがありません。見出しは 職員番号、氏名、メール、部署 です。",
      "見出し「メール」がありません。",
      "見出し「部署」がありません。",
    ]);
    const whole = read(`${HEAD},電話\n${person(1)},2`);
    expect(whole.ok ? null : whole.refusal.list).toEqual(["電話"]);
    expect(read(`${HEAD},電話\n${person(1)},2`, true).ok).toBe(true);
    expect(rowsOf(`氏名,メール,部署\n氏名2,a@example.jp,部署`)).toHaveLength(1);
  });

  it("M10 headings are the same in other widths and with spaces, and needed ones cannot be ignored", () => {
    expect(rowsOf(`職員 番号,氏　名,ﾒｰﾙ,部署\n1,花子,a@example.jp,部`)).toHaveLength(1);
    expect(rowsOf(`氏名,メール,部署\n花子,a@example.jp,部`)[0]?.staffNumber).toBeNull();
    expect(problemsOf(`職員番号,氏名,電話\n1,花子,2`, true).map(({ message }) => message)).toEqual([
      "見出し「メール」がありません。",
      "見出し「部署」がありません。",
    ]);
  });
});

const known = (overrides: Partial<KnownPerson>): KnownPerson => ({
  id: "p1",
  staffNumber: "1055",
  name: "花子",
  email: "a@example.jp",
  department: "部",
  left: false,
  ...overrides,
});
const row = (overrides: Partial<StaffRow>): StaffRow => ({ line: 2, staffNumber: "1055", name: "花子", email: "a@example.jp", department: "部", ...overrides });
const DEPARTMENTS = new Map([["部", false]]);

describe("M10 what was not meant", () => {
  it.each(["1055.0", "1055.00", "１０５５．０", "1055．0"])("M10 %s with a matching mail never rewrites 1055", (staffNumber) => {
    const plan = planStaffList([row({ staffNumber })], [known({})], DEPARTMENTS);
    expect(plan).toMatchObject({ unchanged: 1, changed: [], added: [], problems: [] });
    expect(plan.doubts).toMatchObject([{ line: 2, column: "職員番号", message: expect.stringContaining("1055") as unknown }]);
  });

  it("M10 a decimal is the number without it, also for new people and those without a number", () => {
    const plan = planStaffList(
      [row({ staffNumber: "7.0", email: "n@example.jp" }), row({ line: 3, staffNumber: "8.0" })],
      [known({ staffNumber: null })],
      DEPARTMENTS,
    );
    expect([plan.added[0]?.staffNumber, plan.changed[0]?.after.staffNumber]).toEqual(["7", "8"]);
    expect(planStaffList([row({ staffNumber: "1055.5", email: "n@example.jp" })], [known({})], DEPARTMENTS).added[0]?.staffNumber).toBe("1055.5");
    const twice = planStaffList(rowsOf(`${HEAD}\n7,一,a@example.jp,部\n7.0,二,b@example.jp,部`), [], DEPARTMENTS);
    expect(twice.problems).toEqual([{ line: 3, column: "職員番号", message: "2行目と同じです。" }]);
  });

  it("M10 departments are the ones that are there, whatever cannot be seen in their names, and one for the whole list", () => {
    const departments = new Map([
      ["情報システム室", false],
      ["経理部", true],
    ]);
    const rows = ["情報ｼｽﾃﾑ室", "情報\u3000システム室", "新しい部", "新しい　部"].map((department, place) =>
      row({ line: place + 2, staffNumber: null, email: `${place}@example.jp`, department }),
    );
    const plan = planStaffList(rows, [], departments);
    expect(plan.added.map(({ department }) => department)).toEqual(["情報システム室", "情報システム室", "新しい部", "新しい部"]);
    expect(plan.newDepartments).toEqual(["新しい部"]);
    expect(planStaffList([row({ department: "経 理 部" })], [], departments).problems.map(placeOf)).toEqual(["2行目 部署"]);
  });

  it("M10 everything doubtful is in the preview, by line", () => {
    const rows = [
      row({ line: 2, staffNumber: "1.2E+11", email: "new1@example.jp", name: "石川　葵" }),
      row({ line: 3, staffNumber: "12", email: "new2@example.jp", name: "髙\ue000", department: "情報システム宝" }),
      row({ line: 4, staffNumber: "13.0", email: "new3@example.jp", name: "三" }),
      row({ line: 5, staffNumber: "Ａ－1", email: "b@example.jp", name: "太郎" }),
    ];
    const people = [
      known({ id: "p2", staffNumber: "A-1", email: "b@example.jp", name: "太郎" }),
      known({ id: "p3", staffNumber: "9", email: "aoi@example.jp", name: "石川葵" }),
    ];
    const plan = planStaffList(rows, people, new Map([...DEPARTMENTS, ["情報システム室", false]]));
    expect(plan.doubts.map(placeOf)).toEqual(["2行目 職員番号", "2行目 氏名", "3行目 氏名", "3行目 部署", "4行目 職員番号", "5行目 職員番号"]);
    expect(plan.changed).toEqual([]);
  });
});

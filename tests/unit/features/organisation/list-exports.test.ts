import { describe, expect, it } from "vitest";
import { readCsv } from "@/lib/features/organisation/list-file/parts";
import { readRoleRows } from "@/lib/features/organisation/role-list/csv";
import { readStaffColumns, type StaffRow, staffCsv } from "@/lib/features/organisation/staff-file/csv";

const HEAD = "職員番号,氏名,メール,部署";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const refusalOf = (text: string, ignores = false) => {
  const list = readStaffColumns(utf8(text), ignores);
  return list.ok ? null : list.refusal;
};
const rowsOf = (text: string, ignores = false): readonly StaffRow[] => {
  const list = readStaffColumns(utf8(text), ignores);
  if (!list.ok) throw new Error(JSON.stringify(list.refusal));
  return list.value.rows;
};
const READ = { line: 2, staffNumber: "00123", name: "花子", email: "a@example.jp", department: "総務部" };

describe("M10 numbers that an export protects from spreadsheets", () => {
  it.each([
    ["as a formula in an open cell", '="00123",花子,a@example.jp,総務部'],
    ["as a formula in quotes", '"=""00123""",花子,a@example.jp,総務部'],
    ["in every column", '="00123",="花子","=""a@example.jp""",="総務部"'],
    ["at the end of a line", '="00123",花子,a@example.jp,="総務部"'],
  ])("M10 %s are read as the spreadsheet shows them", (_how, row) => {
    expect(rowsOf(`${HEAD}\n${row}\r\n${row.replace("00123", "4").replace("a@", "b@")}`)[0]).toEqual(READ);
  });

  it("M10 quotes, commas, line breaks and nothing within come out as they were; headings too", () => {
    const read = readCsv('="a""b,c","=""d""""e""",=""\r\n="f\ng",h');
    expect(read.ok && read.value).toEqual([
      { line: 1, cells: ['a"b,c', 'd"e', ""] },
      { line: 2, cells: ["f\ng", "h"] },
    ]);
    expect(rowsOf('="職員番号",="氏名",="メール",="部署"\n="00123",花子,a@example.jp,総務部')[0]).toEqual(READ);
  });

  it("M10 other formulas stay as they are written, and open ones are reported", () => {
    const read = readCsv('=A1,"=A1&""x""","=""a""&""b""",==""');
    expect(read.ok ? null : read.refusal).toEqual({ line: 1, kind: "strayQuote" });
    const kept = readCsv('=A1,"=A1&""x""","=""a""&""b""","=""=""""x"""""""');
    expect(kept.ok && kept.value[0]?.cells).toEqual(["=A1", '=A1&"x"', '="a"&"b"', '="x"']);
    expect(refusalOf(`${HEAD}\n="00123,花子,a@example.jp,総務部`)?.fields).toMatchObject([
      { path: "2行目", message: expect.stringContaining("閉じて") as unknown },
    ]);
  });

  it("M10 a name of that look comes back from an export of the portal as it is", () => {
    const person = { staffNumber: '="1"', name: '="花子"', email: "a@example.jp", department: '="総務"', hasPassword: true };
    const { hasPassword: _password, ...row } = person;
    expect(rowsOf(staffCsv([person]), true)).toEqual([{ line: 2, ...row }]);
  });
});

describe("M10 columns that are there twice", () => {
  it.each([
    ["an empty one behind", `${HEAD},部署\n00123,花子,a@example.jp,総務部,`, "部署（E列）"],
    ["a filled one behind", `${HEAD},部署\n00123,花子,a@example.jp,総務部,本社`, "部署（E列）"],
    ["a filled one behind an empty one", `職員番号,部署,氏名,メール,部　署\n00123,,花子,a@example.jp,総務部`, "部署（B列）"],
  ])("M10 can be left out by choice, and which one is said: %s", (_where, text, left) => {
    const asked = refusalOf(text);
    expect(asked?.list).toEqual([left]);
    expect(asked?.fields).toMatchObject([{ path: "1行目", message: expect.stringMatching(/二つあります。.列を使わなければ、.列を読みます。/) as unknown }]);
    expect(rowsOf(text, true)).toEqual([READ]);
    expect(readStaffColumns(utf8(text), true)).toMatchObject({ value: { ignored: [left] } });
  });

  it("M10 three of one heading, beside a column of another, are all named", () => {
    const text = `氏名,${HEAD},氏名,所属\n,00123,花子,a@example.jp,総務部,はなこ,本社`;
    expect(refusalOf(text)?.list).toEqual(["氏名（A列）", "氏名（F列）", "所属"]);
    expect(rowsOf(text, true)).toEqual([READ]);
  });

  it("M10 lists of roles refuse columns that are there twice", () => {
    const text = "氏名,職員番号,メール,役割,対象,役割\n花子,1,a@example.jp,情報セキュリティ責任者,総務部,";
    expect(readRoleRows(utf8(text), false)).toMatchObject({ ok: false, refusal: { list: ["役割（F列）"] } });
    expect(readRoleRows(utf8(text), true)).toMatchObject({ ok: true, value: { problems: [], ignored: ["役割（F列）"] } });
  });
});

describe("M10 files that were joined", () => {
  it.each([
    ["two before the first heading", `\ufeff\ufeff"職員番号",氏名,メール,部署\n"00123",花子,a@example.jp,総務部`],
    ["one before a quoted cell of a later row", `${HEAD}\n\ufeff"00123",花子,a@example.jp,総務部`],
    ["before any cell", `${HEAD}\n00123,\ufeff花子,\ufeff"a@example.jp",\ufeff\ufeff="総務部"`],
  ])("M10 a byte order mark does not matter: %s", (_where, text) => {
    expect(rowsOf(text)).toEqual([READ]);
  });
});

describe("M10 a quote that only shows itself later in the row", () => {
  it.each([
    ["LF", "\n", "あ,a@example.jp,総務", 2, 3],
    ["CR LF", "\r\n", "あ,a@example.jp,総務", 2, 3],
    ["two lines", "\n", "あ,a@example.jp,総務\n9,い,b@example.jp,総務", 2, 4],
  ])("M10 is reported where it may have been opened, with the other line: %s", (_ends, end, opened, line, other) => {
    const text = `${HEAD}${end}1,"${opened}${end}2,",い",c@example.jp,総務${end}`;
    const message = `ここで開いた引用符（"）が閉じていないか、${other}行目の引用符（"）が余っています。`;
    expect(refusalOf(text)?.fields).toEqual([{ path: `${line}行目`, message }]);
  });

  it("M10 a quote after cells of one line, or in another row, is named by its own line", () => {
    for (const text of [`${HEAD}\n1,"花子",a"x,部`, `${HEAD}\n1,"花\n子",a@example.jp,部\n2,太"郎,b@example.jp,部`]) {
      expect(refusalOf(text)?.fields).toMatchObject([
        { path: text.includes("太") ? "4行目" : "2行目", message: expect.stringContaining("CSV として") as unknown },
      ]);
    }
  });
});

describe("M10 what stands around the cells of an export", () => {
  it.each([
    ["a blank before a quote", '00123, "花子",a@example.jp, "総務部"'],
    ["a tab or a wide blank", '00123,\t"花子",a@example.jp,　"総務部"'],
    ["blanks behind a quote", '"00123" ,"花子"  ,a@example.jp,"総務部" '],
    ["a blank before what an export protects", '  ="00123",花子,a@example.jp,総務部'],
  ])("M10 %s does not matter", (_what, row) => {
    expect(rowsOf(`${HEAD}\n${row}\n${row.replace("00123", "4").replace("a@", "b@")}`)[0]).toEqual(READ);
  });

  it("M10 blanks of a cell without quotes are a part of it, and within quotes too", () => {
    const read = readCsv(' a ," b "\n"c\n" , "d""e"\nf');
    expect(read.ok && read.value).toEqual([
      { line: 1, cells: [" a ", " b "] },
      { line: 2, cells: ["c\n", 'd"e'] },
      { line: 4, cells: ["f"] },
    ]);
  });

  it("M10 text between a quote and the next comma is reported as before", () => {
    for (const row of ['1, "花"子,a@example.jp,部', '1,"花" 子,a@example.jp,部', '1,花 "子",a@example.jp,部']) {
      expect(refusalOf(`${HEAD}\n${row}`)?.fields).toEqual([{ path: "2行目", message: expect.stringContaining("引用符") as unknown }]);
    }
  });

  it.each(["sep=,\r\n", "SEP=,\n", '"sep=,"\n', "\ufeffsep=,\r", "sep=,,,,\n"])("M10 the line %j before the headings is passed over, and counted", (first) => {
    const row = "00123,花子,a@example.jp,総務部";
    expect(rowsOf(`${first}${HEAD}\n${row}`)).toEqual([{ ...READ, line: 3 }]);
  });

  it.each([
    ["sep=;\n職員番号;氏名;メール;部署\n1;花子;a@example.jp;部", "「;」"],
    ["sep=\t\n職員番号\t氏名\tメール\t部署\n1\t花子\ta@example.jp\t部", "タブ"],
    ["職員番号\t氏名\tメール\t部署\r\n1\t花子\ta@example.jp\t部", "タブ"],
    ["職員番号;氏名;メール;部署;;\n1;花子;a@example.jp;部", "「;」"],
    ['"職員番号";"氏名";"メール";"部署"\r\n"1";"花子";"a@example.jp";"部"', "「;」"],
    ['\ufeff"職員番号"\t"氏名"\t"メール"\t"部署"\n"1"\t"花子"\t"a@example.jp"\t"部"', "タブ"],
    ['="職員番号";="氏名"\n="1";="花子"', "「;」"],
    ['"職員番号;氏名;メール;部署",,\n"1;花子;a@example.jp;部",,', "「;」"],
    ["職員番号，氏名，メール，部署\n1，花子，a@example.jp，部", "「，」（全角）"],
    ['"職員番号"，"氏名"，"メール"，"部署"\n"1"，"花子"，"a@example.jp"，"部"', "「，」（全角）"],
    ["職員番号、氏名、メール、部署\n1、花子、a@example.jp、部", "「、」"],
    ["職員番号|氏名|メール|部署\n1|花子|a@example.jp|部", "「|」"],
    ['"職員番号" | "氏名" | "メール" | "部署"\n"1" | "花子" | "a@example.jp" | "部"', "「|」"],
    ["職員番号；氏名；メール；部署\n1；花子；a@example.jp；部", "「；」（全角）"],
    ["職員番号｜氏名｜メール｜部署\n1｜花子｜a@example.jp｜部", "「｜」（全角）"],
  ])("M10 a file with another separator is told to use commas: %j", (text, sign) => {
    for (const ignores of [false, true]) {
      expect(refusalOf(text, ignores)?.fields).toEqual([
        { path: "1行目", message: `列が${sign}で区切られています。コンマ（,）で区切った CSV で保存してください。` },
      ]);
    }
  });

  it("M10 another separator is told by the line of the headings; signs in cells, titles and other columns are none", () => {
    expect(refusalOf('\r\n"職員番号";"氏名"\n"1";"花子"')?.fields?.[0]?.path).toBe("2行目");
    const row = '00123,花子,a@example.jp,総務部,"電話;メール|部署、氏名"';
    expect(rowsOf(`${HEAD},備考;メール\n${row}`, true)[0]).toEqual(READ);
    expect(rowsOf(`${HEAD},"備考；氏名、メール"\n${row}`, true)[0]).toEqual(READ);
    expect(refusalOf('職員の一覧;"案"\n職員番号,氏名')?.fields?.[0]?.message).toContain("引用符");
  });
});

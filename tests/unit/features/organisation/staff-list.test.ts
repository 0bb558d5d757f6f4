import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffList, STAFF_LIST_BYTES, type StaffRow } from "@/lib/features/organisation/staff-file/csv";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const HEAD = "職員番号,氏名,メール,部署";
const ROW = "A-001,髙﨑 一郎,Ichiro@example.jp,旅客①部";
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const problemsOf = (text: string) => {
  const result = readStaffList(utf8(text));
  return result.ok ? [] : (result.refusal.fields ?? []);
};
const rowsOf = (bytes: Uint8Array): StaffRow[] => {
  const result = readStaffList(bytes);
  return result.ok ? result.value : [];
};
const READ = [{ line: 2, staffNumber: "A-001", name: "髙﨑 一郎", email: "ichiro@example.jp", department: "旅客①部" }];

describe("readStaffList: rows of separators alone", () => {
  it("are skipped anywhere, but count as lines", () => {
    const result = readStaffList(utf8(`,,,\r\n${HEAD}\r\n , ,　,\r\n${ROW}\r\n,,,\r\n,,\r\n`));
    expect(result.ok && result.value).toEqual([{ ...READ[0], line: 4 }]);
    expect(problemsOf(`${HEAD}\n,,,\n`)[0]?.message).toContain("人の行がありません");
  });
});

describe("readStaffList: encodings", () => {
  it.each([
    ["UTF-8", utf8(`${HEAD}\r\n${ROW}\r\n`)],
    ["UTF-8 with BOM", utf8(`\ufeff${HEAD}\n${ROW}\n`)],
    ["Shift_JIS (CP932)", iconv.encode(`${HEAD}\r\n${ROW}\r\n`, "cp932")],
  ])("reads %s", (_name, bytes) => {
    expect(rowsOf(bytes)).toEqual(READ);
  });

  it("keeps the letters of names that NFC would replace, and composes kana", () => {
    const text = `${HEAD}\n,\ufa19\ufa1b,a@example.jp,ハ\u3099ス課\n`;
    expect(rowsOf(iconv.encode(text.replace("ハ\u3099", "バ"), "cp932"))[0]?.name).toBe("\ufa19\ufa1b");
    expect(rowsOf(utf8(text))[0]).toMatchObject({ name: "\ufa19\ufa1b", department: "バス課", staffNumber: null });
  });

  it.each([
    ["UTF-16", iconv.encode(`${HEAD}\n${ROW}`, "utf16le", { addBOM: true })],
    ["bytes of no encoding", Uint8Array.from([0x81, 0xff, 0xfd, 0x80, 0x0a])],
  ])("refuses %s", (_name, bytes) => {
    const result = readStaffList(bytes);
    expect(result.ok ? "" : result.refusal.detail).toContain("文字コード");
  });
});

describe("readStaffList: problems with their position", () => {
  it("reports a repeated number together with the other problems of the same rows", () => {
    expect(problemsOf(`${HEAD}\n7,一,a@example.jp,部\n7,,b@example.jp,部\n8,三,x,部\n`)).toEqual([
      { path: "3行目 氏名", message: "氏名を入力してください。" },
      { path: "3行目 職員番号", message: "2行目と同じです。" },
      { path: "4行目 メール", message: "メールアドレスは name@example.jp の形で、半角で入力してください。" },
    ]);
  });

  it("reports line and column of each", () => {
    expect(problemsOf(`${HEAD}\n1,,a@example.jp,部\n2,花子,花子,部\n\n3,太\u0007郎,c@example.jp,\n`)).toEqual([
      { path: "2行目 氏名", message: "氏名を入力してください。" },
      { path: "3行目 メール", message: "メールアドレスは name@example.jp の形で、半角で入力してください。" },
      { path: "5行目 氏名", message: "氏名に、使えない制御文字が入っています。打ち直してください。" },
      { path: "5行目 部署", message: "部署を入力してください。" },
    ]);
  });

  it("checks the headings, in any order", () => {
    expect(rowsOf(utf8("メール,部署,氏名,職員番号\na@example.jp,部,花子,1"))).toHaveLength(1);
    expect(problemsOf("職員番号,氏名,電話\n1,花子,2").map(({ message }) => message)).toEqual([
      "見出し「電話」は使えません。見出しは 職員番号、氏名、メール、部署 です。",
      "見出し「メール」がありません。",
      "見出し「部署」がありません。",
    ]);
    expect(problemsOf(`${HEAD},氏名\n`)).not.toEqual([]);
  });

  it("reports rows with wrong columns, repeated people, line breaks in cells and open quotes", () => {
    expect(problemsOf(`${HEAD}\n1,花子,a@example.jp`)[0]?.path).toBe("2行目");
    expect(problemsOf(`${HEAD}\n1,花子,a@example.jp,部\n1,太郎,A@example.jp,部`)).toEqual([
      { path: "3行目 メール", message: "2行目と同じです。" },
      { path: "3行目 職員番号", message: "2行目と同じです。" },
    ]);
    expect(problemsOf(`${HEAD}\n1,"花\n子",a@example.jp,部\n2,太郎,x,部`).map(({ path }) => path)).toEqual(["2行目 氏名", "4行目 メール"]);
    expect(problemsOf(`${HEAD}\n1,"花子,a@example.jp,部`)[0]?.message).toContain("閉じていません");
  });

  it("lists a hundred problems and their total number", () => {
    const result = readStaffList(utf8(`${HEAD}\n${Array.from({ length: 150 }, (_, index) => `${index},名,x,部`).join("\n")}`));
    expect(result.ok ? null : [result.refusal.fields?.length, result.refusal.detail.includes("150か所")]).toEqual([100, true]);
  });

  it("treats formula-like cells as data", () => {
    expect(rowsOf(utf8(`${HEAD}\n=1+1,=HYPERLINK(1),a@example.jp,+部`))[0]).toMatchObject({ staffNumber: "=1+1", name: "=HYPERLINK(1)" });
  });

  it("accepts 10,000 rows and 5 MB, and no more", () => {
    const rows = (count: number) => utf8(`${HEAD}\n${Array.from({ length: count }, (_, index) => `,名,n${index}@example.jp,部`).join("\n")}`);
    expect(rowsOf(rows(10_000))).toHaveLength(10_000);
    for (const bytes of [rows(10_001), new Uint8Array(STAFF_LIST_BYTES + 1)]) {
      const result = readStaffList(bytes);
      expect(result.ok ? null : result.refusal.code).toBe("too_large");
    }
    expect(readStaffList(utf8("")).ok).toBe(false);
  });
});

const known = (overrides: Partial<KnownPerson>): KnownPerson => ({
  id: "p1",
  staffNumber: "1",
  name: "花子",
  email: "a@example.jp",
  department: "部",
  left: false,
  ...overrides,
});
const row = (overrides: Partial<StaffRow>): StaffRow => ({ line: 2, staffNumber: "1", name: "花子", email: "a@example.jp", department: "部", ...overrides });
const DEPARTMENTS = new Map([
  ["部", false],
  ["旧部", true],
]);

describe("planStaffList", () => {
  it("distinguishes added, changed and unchanged, by number and then by address", () => {
    const people = [known({}), known({ id: "p2", staffNumber: null, email: "b@example.jp", name: "太郎" })];
    const rows = [
      row({}),
      row({ line: 3, staffNumber: "2", email: "b@example.jp", name: "太郎" }),
      row({ line: 4, staffNumber: "3", email: "c@example.jp", department: "新部" }),
    ];
    const plan = planStaffList(rows, people, DEPARTMENTS);
    expect([plan.added.length, plan.changed.map(({ before }) => before.id), plan.unchanged, plan.newDepartments, plan.problems]).toEqual([
      1,
      ["p2"],
      1,
      ["新部"],
      [],
    ]);
  });

  it("keeps a number that the list leaves empty", () => {
    expect(planStaffList([row({ staffNumber: null })], [known({})], DEPARTMENTS)).toMatchObject({ unchanged: 1, changed: [] });
  });

  it.each([
    ["another name", row({ staffNumber: "2", name: "太郎" })],
    ["the same name", row({ staffNumber: "2" })],
    ["a number that is longer by a zero at its end", row({ staffNumber: "10" })],
  ])("M1 refuses an address of one number for another: %s", (_name, wrong) => {
    const plan = planStaffList([wrong], [known({})], DEPARTMENTS);
    expect([plan.added, plan.changed]).toEqual([[], []]);
    expect(plan.problems).toMatchObject([
      {
        line: 2,
        column: "職員番号",
        message: expect.stringMatching(/職員番号「1」の花子さん.*名簿の職員番号を.*名簿のメールを直して.*本当に変わったときだけ、先にその人の画面/) as unknown,
      },
    ]);
  });

  it("M1 an address moves to a new number if its holder gets another one, has no number, or writes it in other letters", () => {
    const people = [known({}), known({ id: "p2", staffNumber: null, email: "b@example.jp" }), known({ id: "p3", staffNumber: "Ａ-3", email: "c@example.jp" })];
    const moved = [row({ email: "new@example.jp" }), row({ line: 3, staffNumber: "9", name: "太郎" })];
    const rows = [
      ...moved,
      row({ line: 4, staffNumber: "2", email: "b@example.jp" }),
      row({ line: 5, staffNumber: "a-3", email: "c@example.jp" }),
      row({ line: 6, staffNumber: null, email: "d@example.jp" }),
    ];
    const plan = planStaffList(rows, people, DEPARTMENTS);
    expect([plan.problems, plan.added.map(({ line }) => line), plan.changed.map(({ before }) => before.id), plan.unchanged]).toEqual([
      [],
      [3, 6],
      ["p1", "p2"],
      1,
    ]);
  });

  it.each([
    ["an address of somebody else", [row({ email: "b@example.jp" })], "2行目 メール"],
    ["somebody who left", [row({ staffNumber: "9", email: "gone@example.jp" })], "2行目 職員番号"],
    ["a retired department", [row({ department: "旧部" })], "2行目 部署"],
    ["one person twice", [row({}), row({ line: 3, staffNumber: null, email: "a@example.jp" })], "3行目"],
  ])("refuses %s", (_name, rows, path) => {
    const people = [
      known({}),
      known({ id: "p2", staffNumber: "2", email: "b@example.jp" }),
      known({ id: "p3", staffNumber: "9", email: "gone@example.jp", left: true }),
    ];
    expect(planStaffList(rows, people, DEPARTMENTS).problems.map(placeOf)).toEqual([path]);
  });
});

import { describe, expect, it } from "vitest";
import { placeOf } from "@/lib/features/organisation/list-file/csv";
import { PeopleByName } from "@/lib/features/organisation/list-register/rules";
import type { KnownPerson } from "@/lib/features/organisation/staff-doubts/rules";
import { readStaffColumns, staffCsv } from "@/lib/features/organisation/staff-file/csv";
import { asWritten } from "@/lib/features/organisation/staff-file/rules";
import { planStaffList } from "@/lib/features/organisation/staff-list/rules";

const person = (overrides: Partial<KnownPerson>): KnownPerson => ({
  ...{ id: "p1", staffNumber: "1055", name: "石川 葵", email: "aoi@example.jp", department: "総務部", left: false },
  ...overrides,
});

function planOf(rows: readonly string[], people: readonly KnownPerson[]) {
  const read = readStaffColumns(new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n")), true);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return planStaffList(read.value.rows, people, new Map([["総務部", false]]));
}
const doubtsOf = (plan: ReturnType<typeof planOf>) => plan.doubts.map((doubt) => `${placeOf(doubt)}：${doubt.message}`);
const quoted = (number: string): string => `"${number}"`;

describe("M10 a number that a spreadsheet or an export changed", () => {
  it.each([
    ["'00123", "00123"],
    ["＇１０５５", "1055"],
    ["’1055", "1055"],
    ["'A-001", "A-001"],
    ["1,055", "1055"],
    ["１，０５５", "1055"],
    ["1,234,567", "1234567"],
    ["1,055.00", "1055"],
    ["2055.", "2055"],
    ["2055．０", "2055"],
    ["2.055E3", "2055"],
    ["1.055E+03", "1055"],
    ["1.0550e+03", "1055"],
    ["=1055", "1055"],
    ["='00123", "00123"],
    ["=00123", "00123"],
    ["'=1055", "1055"],
  ])("M10 %s was %s", (listed, written) => {
    expect(asWritten(listed)).toBe(written);
  });

  it.each([
    ...["1055", "１０５５", "00123", "A-001", "1,2", "1,05", "10,55", "1,0555", "12,345,67", "1.5", "1.055", "A.0", "1.05E+03", "1E3", "12E3", "1.2E+30"],
    ...["=1+1", "=A1", "＝1+1", "'", "''", "1-2", "TRUE", "0.5E+1"],
  ])("M10 %s is left as it is", (listed) => {
    expect(asWritten(listed)).toBe(listed);
  });

  it.each(["1,055", "１，０５５", "'1055", "1055.", "1055.0", "1.055E+03", "=1055", '="1055"', "01,055"])(
    "M10 %s with the mail of 1055 is the same person, whose number stays",
    (listed) => {
      const plan = planOf([`${listed.startsWith('="') ? listed : quoted(listed)},石川 葵,aoi@example.jp,総務部`], [person({})]);
      expect(plan).toMatchObject({ problems: [], added: [], changed: [], unchanged: 1 });
      expect(plan.doubts).toHaveLength(listed === '="1055"' ? 0 : 1);
    },
  );

  it.each([
    ["'00123", "00123"],
    ["1,055", "1055"],
    ["１，０５５", "1055"],
    ["2055.", "2055"],
    ["2.055E3", "2055"],
    ["=1055", "1055"],
  ])("M10 %s of somebody new is registered as %s, and doubted", (listed, written) => {
    const plan = planOf([`${quoted(listed)},石川 葵,aoi@example.jp,総務部`], []);
    expect(plan.added).toMatchObject([{ staffNumber: written }]);
    expect(doubtsOf(plan)).toEqual([`2行目 職員番号：「${listed}」は「${written}」を表計算ソフトなどが書き換えたものとみなします。`]);
  });

  it("M10 two spellings of one number are one number in a list, and mean one person in a list of roles", () => {
    for (const numbers of [
      ["1,055", "1055"],
      ["1055.0", "'1055"],
      ["A001", "'A001"],
    ] as const) {
      const rows = [`"${numbers[0]}",石川 葵,aoi@example.jp,総務部`, `"${numbers[1]}",佐藤 花,hana@example.jp,総務部`];
      expect(planOf(rows, []).problems).toEqual([{ line: 3, column: "職員番号", message: "2行目と同じです。" }]);
      expect(planOf(rows, [person({ staffNumber: numbers[1] })]).problems.map(placeOf)).toContain("3行目 職員番号");
    }
    expect(() => planOf(["1055,石川 葵,aoi@example.jp,総務部", "１０５５,佐藤 花,hana@example.jp,総務部"], [])).toThrow("2行目と同じです。");
    const people = new PeopleByName([{ id: "p1", staffNumber: "1055", name: "石川 葵", email: "aoi@example.jp", left: false, appointments: [] }]);
    for (const staffNumber of ["1,055", "'1055", "1055."]) {
      expect(people.find({ line: 2, column: null }, { email: null, staffNumber, name: null })).toMatchObject({ person: { id: "p1" } });
    }
  });

  it.each(["1.05E+03", "1.23457E+12", "1.2e12", "１．２Ｅ＋１２"])("M10 %s lost digits and is doubted", (listed) => {
    expect(doubtsOf(planOf([`${listed},石川 葵,aoi@example.jp,総務部`], []))).toEqual([
      `2行目 職員番号：「${listed}」は、表計算ソフトが長い番号を丸めたものかもしれません。`,
    ]);
  });
});

describe("M10 a word where a text should stand", () => {
  it.each(["TRUE", "False", "NULL", "null", "nan", "N/A", "N.A.", "同上", "以下同じ", "〃", "″", "”", "未定", "（未定）", "未入力", "～", "？"])(
    "M10 %s is doubted as a number",
    (word) => {
      expect(doubtsOf(planOf([`${word},石川 葵,aoi@example.jp,総務部`], []))).toContain(
        `2行目 職員番号：「${word}」は、「なし」「同上」のような語か、表計算ソフトなどの値かもしれません。`,
      );
    },
  );

  it.each(["なし", "無し", "（なし）", "該当なし", "なし。", "(空白)", "－", "―", "ー", "-"])("M10 %s is no number, so several people may have it", (word) => {
    const people = [person({})];
    const plan = planOf([`${word},石川 葵,aoi@example.jp,総務部`, `${word},佐藤 花,hana@example.jp,総務部`], people);
    expect(plan).toMatchObject({ problems: [], doubts: [], unchanged: 1, added: [{ staffNumber: null, name: "佐藤 花" }] });
  });

  it.each(["(空白)", "該当なし", "未入力", "（未定）", "以下同じ", "″", "N.A.", "なし。", "なし", "Err:502", "エラー:502", "＃N/A"])(
    "M10 %s is doubted as a name",
    (word) => {
      expect(planOf([`,${word},aoi@example.jp,総務部`], []).doubts.map(placeOf)).toEqual(["2行目 氏名"]);
    },
  );

  it("M10 such a word is doubted as a name and as a new department, and not where the list leaves it as it is", () => {
    expect(planOf([",同上,aoi@example.jp,〃"], []).doubts.map(placeOf)).toEqual(["2行目 氏名", "2行目 部署"]);
    expect(planOf(["同上,石川 葵,aoi@example.jp,総務部"], [person({ staffNumber: "同上" })]).doubts).toEqual([]);
  });

  it.each(["無量", "なしえ", "未定子", "A-", "TRUE1", "(株)梨", "Err5", "ナ・シ"])("M10 %s is a text like any", (text) => {
    expect(planOf([`${text},${text},aoi@example.jp,総務部`], []).doubts).toEqual([]);
  });
});

describe("M10 another number beside a registered mail", () => {
  it("M10 the list is to be mended first, and the registered number only where it really changed", () => {
    const [problem] = planOf(["1056,石川 葵,aoi@example.jp,総務部"], [person({})]).problems;
    expect(problem?.message).toBe(
      "このメールは、職員番号「1055」の石川 葵さんのものです。同じ人なら、名簿の職員番号を登録のとおりに直すか、空にしてください。別の人なら、名簿のメールを直してください。職員番号が本当に変わったときだけ、先にその人の画面で職員番号を直してください。",
    );
  });
});

describe("M10 people who exchange their mails in a list whose numbers lost their zeros", () => {
  const three = ["01", "02", "03"].map((staffNumber, place) => person({ id: `p${place}`, staffNumber, name: `人${place}`, email: `p${place}@example.jp` }));
  const rows = (numbers: readonly string[], mails: readonly number[]) =>
    numbers.map((number, place) => `${number},人${place},p${mails[place] ?? 0}@example.jp,総務部`);
  const changes = (plan: ReturnType<typeof planOf>) => plan.changed.map(({ before, after }) => [before.staffNumber, after.staffNumber, after.email]);

  it.each([
    ["two", ["1", "2"], [1, 0]],
    ["two, of whom one kept the zero", ["01", "2"], [1, 0]],
    ["three in a ring", ["1", "2", "3"], [1, 2, 0]],
  ])("M10 %s stay who they are, and their numbers as they are registered", (_what, numbers, mails) => {
    const plan = planOf(rows(numbers, mails), three);
    expect([plan.problems, plan.added]).toEqual([[], []]);
    expect(changes(plan)).toEqual(numbers.map((_number, place) => [`0${place + 1}`, `0${place + 1}`, `p${mails[place] ?? 0}@example.jp`]));
    expect(plan.doubts.filter(({ message }) => message.includes("先頭の0だけが違うので"))).toHaveLength(numbers.filter((one) => one.length === 1).length);
  });

  it("M10 where one of them keeps the mail, the others that wait for it are refused, and nobody becomes somebody else", () => {
    const plan = planOf(rows(["1", "2"], [1, 2]), three);
    expect(plan.problems.map(placeOf)).toEqual(["2行目 職員番号", "3行目 職員番号"]);
    expect(plan.changed).toEqual([]);
  });

  it.each([
    ["one", ["2,人1,new@example.jp,総務部", "1,人0,p1@example.jp,総務部"]],
    ["one, in the other order", ["1,人0,p1@example.jp,総務部", "2,人　1,new@example.jp,総務部"]],
    ["one, where somebody new has the old one", ["2,人1,new@example.jp,総務部", "77,別人,p1@example.jp,総務部"]],
    ["the last of a chain", ["1,人0,p1@example.jp,総務部", "2,人1,p2@example.jp,総務部", "3,人2,new@example.jp,総務部"]],
  ])("M10 a mail that nobody had is a new one of %s, by the name, where another row has the old one", (_who, list) => {
    const plan = planOf(list, three);
    expect(plan.problems).toEqual([]);
    expect(plan.changed.find(({ after }) => after.email === "new@example.jp")).toMatchObject({ before: { name: list.length === 3 ? "人2" : "人1" } });
    expect(plan.added.map(({ name }) => name)).toEqual(list.some((row) => row.includes("別人")) ? ["別人"] : []);
  });

  it("M10 a mail that nobody had makes a new person where the name is another, or nobody has the old one", () => {
    const plan = planOf(["1,人0,p1@example.jp,総務部", "2,別人,new@example.jp,総務部"], three);
    expect([plan.problems.map(placeOf), plan.added.map(({ email }) => email)]).toEqual([["2行目 職員番号"], ["new@example.jp"]]);
    expect(planOf(["2,人1,new@example.jp,総務部"], three).added).toHaveLength(1);
  });

  it("M10 a number that two registered ones could be is neither", () => {
    const plan = planOf(rows(["1", "2"], [1, 0]), [...three, person({ id: "p9", staffNumber: "001", name: "人9", email: "p9@example.jp" })]);
    expect(plan.problems.map(placeOf)).toEqual(["2行目 職員番号", "3行目 職員番号"]);
  });
});

describe("M9 numbers that the register tells apart", () => {
  const pair = (one: string, other: string) => [
    person({ id: "p1", staffNumber: one }),
    person({ id: "p2", staffNumber: other, name: "佐藤 花", email: "hana@example.jp" }),
  ];

  it.each([
    ["'A001", "A001"],
    ["10.0", "10"],
    ["1,055", "1055"],
    ["1.055E+03", "1055"],
  ])("M9 %s and %s come back from an export as they are", (one, other) => {
    const people = pair(one, other);
    const file = staffCsv(people.map(({ staffNumber, name, email, department }) => ({ staffNumber, name, email, department, hasPassword: true })));
    const read = readStaffColumns(new TextEncoder().encode(file), true);
    expect(read.ok && planStaffList(read.value.rows, people, new Map([["総務部", false]]))).toMatchObject({
      problems: [],
      doubts: [],
      changed: [],
      unchanged: 2,
    });
  });

  it("M9 another form of both is that of the mail address, or refused", () => {
    const people = pair("'A001", "A001");
    expect(planOf(["''A001,佐藤 花,hana@example.jp,総務部"], people)).toMatchObject({ problems: [], unchanged: 1 });
    expect(planOf(["''A001,佐藤 花,new@example.jp,総務部"], people).problems).toEqual([
      {
        line: 2,
        column: "職員番号",
        message: expect.stringContaining("登録の「'A001」（石川 葵さん）「A001」（佐藤 花さん）のどれとも読めます。") as string,
      },
    ]);
  });
});

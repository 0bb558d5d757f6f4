import { describe, expect, it } from "vitest";
import { readDepartmentRows } from "@/lib/features/organisation/department-list/csv";
import { planDepartmentList } from "@/lib/features/organisation/department-list/rules";
import { PeopleByName, type RegisteredPerson } from "@/lib/features/organisation/list-register/rules";
import type { Appointing } from "@/lib/features/organisation/list-roles/rules";

const MAY: Appointing = { self: "me", anybody: true, deciding: true, platformsChoices: new Set(), deputyships: new Map(), separation: "" };
const person = (id: string, name: string, staffNumber: string | null = null): RegisteredPerson => ({
  ...{ id, name, email: `${id}@example.jp`, staffNumber, left: false, appointments: [] },
});
const PEOPLE = [
  person("aoi", "石川 葵", "1055"),
  person("hana", "佐藤 花", "1056"),
  person("hanako", "佐藤　花", "A/1"),
  person("michael", "マイケル・スミス"),
  { ...person("gone", "山田 太"), left: true },
];

/** What the cell of a department gives, and what is in its way or doubtful. */
function read(cell: string, people: readonly RegisteredPerson[] = PEOPLE) {
  const rows = readDepartmentRows(new TextEncoder().encode(`部署,情報セキュリティ責任者\n総務部,"${cell}"`), false);
  if (!rows.ok) throw new Error(rows.refusal.detail);
  const { gifts, problems, doubts } = planDepartmentList(rows.value, [], people, MAY);
  return { given: gifts.map(({ personId }) => personId), problems: problems.map(({ message }) => message), doubts: doubts.map(({ message }) => message) };
}

describe("M10 a cell that names several people means all of them", () => {
  it.each(["／", "・", "･", "/", "|", "｜", " ", "　", " ・ ", "", "＆", " / ", "、", "，", ";", "\n"])("M10 %j between names separates them", (between) => {
    const cell = `石川 葵 <aoi@example.jp>${between}佐藤 花（hana@example.jp）${between}マイケル・スミス＜michael@example.jp＞`;
    expect(read(cell)).toEqual({ given: ["aoi", "hana", "michael"], problems: [], doubts: [] });
  });

  it.each(["／", "・", "/", " ", "|", "、"])("M10 addresses alone name people, with %j between them too", (between) => {
    expect(read(`aoi@example.jp${between}ＨＡＮＡ＠example.jp`)).toEqual({ given: ["aoi", "hana"], problems: [], doubts: [] });
  });

  it.each([
    "石川 葵（aoi@example.jp）",
    "石川葵(aoi@example.jp)",
    "石川 葵 aoi@example.jp",
    "（aoi@example.jp）",
    "石川 葵（ aoi@example.jp ）",
    "1055",
    "－、aoi@example.jp",
    ...["aoi@example.jp（石川 葵）", "<aoi@example.jp> (石川葵)", "石川 葵 [aoi@example.jp]", "石川 葵【aoi@example.jp】", "石川 葵〈aoi@example.jp〉"],
    ...["石川 葵：aoi@example.jp", "石川 葵: aoi@example.jp", "mailto:aoi@example.jp", "石川 葵 <mailto:aoi@example.jp>", "メール：ａｏｉ＠example.jp"],
    ...["aoi@example.jp。", "石川 葵 <aoi@example.jp>。", "aoi@example.jp.", "1055。", "'石川 葵' <aoi@example.jp>", "“石川 葵” <aoi@example.jp>"],
    ...["石川 葵\n<aoi@example.jp>", "石川 葵\naoi@example.jp", "石川葵\n（aoi@example.jp）", "aoi@example.jp\n石川 葵", "石川 葵\n\nmailto:aoi@example.jp\n"],
  ])("M10 %s means one person", (cell) => {
    expect(read(cell)).toEqual({ given: ["aoi"], problems: [], doubts: [] });
  });

  it.each(["－", "-", "なし", "（なし）", "無し", "該当なし", "該当者なし。", "(空白)", "—"])("M10 %s names nobody", (cell) => {
    expect(read(cell)).toEqual({ given: [], problems: [], doubts: [] });
  });

  it("M10 a number may have a stroke, and a name a point", () => {
    expect(read("A/1").given).toEqual(["hanako"]);
    expect(read("マイケル・スミス <michael@example.jp>")).toEqual({ given: ["michael"], problems: [], doubts: [] });
  });
});

describe("M10 a cell is refused rather than taken for one of several", () => {
  it.each([
    "石川 葵・佐藤 花 <hana@example.jp>",
    "石川 葵／佐藤 花（hana@example.jp）",
    "石川 葵 佐藤 花 <hana@example.jp>",
    "佐藤 花 石川 葵 <hana@example.jp>",
    "石川 葵・佐藤 花 hana@example.jp",
  ])("M10 %s names two people and has the address of one", (cell) => {
    const { problems } = read(cell);
    expect(problems).toEqual([expect.stringMatching(/何人かの氏名があるようです。.*何人かは「、」で並べてください。$/u)]);
  });

  it.each([
    "石川 葵 <aoi@example.jp> 佐藤 花",
    "石川 葵 <aoi@example.jp>（総務部）",
    "<石川> <aoi@example.jp>",
    "aoi@hana@example.jp",
    "石川 葵（aoi@example.jp／hana@example.jp）",
    "石川 葵 <aoi@example.jp",
    "aoi＠",
    "aoi@example。jp",
  ])("M10 %s cannot be read as a whole", (cell) => {
    expect(read(cell).problems).toEqual([expect.stringMatching(/は、だれのことか読み取れません。.*何人かは「、」で並べてください。$/u)]);
  });

  it.each([
    ...["石川 あおい <aoi@example.jp>", "総務部 石川 葵 <aoi@example.jp>", "マイケル・ジョンソン（aoi@example.jp）", "総務部\naoi@example.jp"],
    ...["石川 葵／営業部 <aoi@example.jp>", "営業部・石川 葵 <aoi@example.jp>", "石川 葵/総務 aoi@example.jp", "営業部／石川 葵／課長 <aoi@example.jp>"],
    ...["石川 葵 / アオイ <aoi@example.jp>", "石川 葵（営業部） <aoi@example.jp>", "aoi@example.jp（石川 葵／営業部）"],
  ])("M10 %j has the person's address beside more than the registered name, and is doubted", (cell) => {
    expect(read(cell)).toMatchObject({ given: ["aoi"], problems: [], doubts: [expect.stringContaining("登録では石川 葵さん") as string] });
  });

  it.each([
    ...["石川 葵（営業部）佐藤 花 <aoi@example.jp>", "営業部・佐藤 花・石川 葵 <aoi@example.jp>", "aoi@example.jp（石川 葵／佐藤 花）"],
    "石川 葵・石川 葵 <aoi@example.jp>",
  ])("M10 %s names another person beside the one of the address", (cell) => {
    expect(read(cell)).toMatchObject({ given: [], problems: [expect.stringContaining("何人かの氏名があるようです。")] });
  });

  it("M10 numbers are set apart by 、 alone", () => {
    for (const cell of ["1055・1056", "1055/1056", "1055 1056"]) {
      expect(read(cell).problems).toEqual([expect.stringContaining("何人かを書くときは、「、」で並べてください。")]);
    }
  });
});

describe("M10 a name alone does not say who is meant", () => {
  it("M10 the addresses of the people of that name are offered", () => {
    expect(read("石川葵").problems).toEqual([
      "「石川葵」は氏名です。氏名だけでは、だれのことか決まりません。「石川 葵 <aoi@example.jp>」のように、メールも書いてください。",
    ]);
    expect(read("佐藤 花").problems[0]).toContain("「佐藤 花 <hana@example.jp>」「佐藤　花 <hanako@example.jp>」のように");
    expect(read("石川 葵・佐藤 花").problems[0]).toMatch(/「石川 葵 <aoi@example\.jp>」「佐藤 花 <hana@example\.jp>」/u);
  });

  it("M10 a list of roles does not take a name alone either, in the column of the name or of the number", () => {
    const people = new PeopleByName(PEOPLE);
    const at = { line: 2, column: "職員番号" };
    for (const named of [
      { email: null, staffNumber: null, name: "石川　葵" },
      { email: null, staffNumber: "石川　葵", name: null },
    ]) {
      expect(people.find(at, named).problem?.message).toContain("「石川 葵 <aoi@example.jp>」のように");
    }
    expect(people.find(at, { email: null, staffNumber: null, name: "だれか" }).problem?.message).toBe("メールか職員番号を書いてください。");
  });

  it("M10 nobody who left is offered, and a name that nobody has is a number that nobody has", () => {
    for (const cell of ["山田 太", "だれ か"]) expect(read(cell).problems).toEqual([expect.stringContaining(`職員番号「${cell}」の人は登録されていません。`)]);
  });

  it("M10 the refusal lists as many people as a reader can compare", () => {
    const namesakes = Array.from({ length: 8 }, (_none, place) => person(`p${place}`, "石川 葵"));
    expect(read("石川 葵", namesakes).problems[0]?.match(/@/gu)).toHaveLength(5);
  });
});

describe("M10 a name and a mail address on two lines", () => {
  it("M10 are those of several people, in either order", () => {
    const both = { given: ["aoi", "hana"], problems: [], doubts: [] };
    expect(read("石川 葵\naoi@example.jp\n佐藤 花\n<hana@example.jp>")).toEqual(both);
    expect(read("aoi@example.jp\n石川 葵\nhana@example.jp\n佐藤 花")).toEqual(both);
  });

  it.each(["佐藤 花\naoi@example.jp", "石川 葵、aoi@example.jp", "9999\naoi@example.jp", "石川 葵\n佐藤 花 <hana@example.jp>", "aoi@example.jp\n佐藤 花"])(
    "M10 %j is refused, since it may mean another person too",
    (cell) => {
      expect(read(cell).problems).toHaveLength(1);
    },
  );

  it("M10 a number on a line of its own is another person", () => {
    expect(read("1056\naoi@example.jp")).toEqual({ given: ["hana", "aoi"], problems: [], doubts: [] });
  });
});

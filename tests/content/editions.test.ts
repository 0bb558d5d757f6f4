import { describe, expect, it } from "vitest";
import { contentCheck } from "@/lib/cli/content";
import { readContentFiles } from "@/lib/content/content-files";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { CONTENT_ROOT, examplesOf, loadEdition, measuresOf, sourceLines } from "./loaded-content";

const kuko = loadEdition("kuko-2");
const shishin = loadEdition("shishin-3");
const kukoSource = sourceLines(kuko);

describe("what the editions hold", () => {
  it("F2 kuko-2 has 169 measures and 429 examples", () => {
    expect([measuresOf(kuko).length, examplesOf(kuko).length]).toEqual([169, 429]);
    expect(kuko.old).toBe(false);
  });

  it("F2 shishin-3 has 24 items, 22 要検討事項 and 2 参考事項, and is an old edition", () => {
    const tiers = measuresOf(shishin).map(({ tier }) => tier);
    expect(tiers.filter((tier) => tier === "required")).toHaveLength(22);
    expect(tiers.filter((tier) => tier === "reference")).toHaveLength(2);
    expect(examplesOf(shishin)).toEqual([]);
    expect(shishin.old).toBe(true);
  });

  it("F2 in kuko-2 only the measures that merely recommend are reference, and every example is", () => {
    const reference = measuresOf(kuko).filter(({ tier }) => tier === "reference");
    expect(reference.map(({ id }) => id)).toEqual([
      "kuko-2:3.1.2.1:2",
      "kuko-2:3.1.2.1:8",
      "kuko-2:3.1.5.2-4-b:1",
      "kuko-2:3.1.5.2-4-b:2",
      "kuko-2:3.1.5.2-4-c:1",
      "kuko-2:3.1.5.2-4-d:1",
    ]);
    expect(new Set(examplesOf(kuko).map(({ tier }) => tier))).toEqual(new Set(["reference"]));
  });

  it("F2 every bullet of chapter 3 is an example, a measure or a paragraph of a list", () => {
    const bullets = kukoSource.flatMap((line, index) => (index + 1 >= 321 && index + 1 <= 2483 && /^\s*(- |・|－)/.test(line) ? [index + 1] : []));
    const examples = examplesOf(kuko).map(({ lines }) => lines.from);
    const lists = [
      ...measuresOf(kuko).flatMap(({ paragraphs }) => paragraphs),
      ...kuko.sections.flatMap(({ guidance }) => guidance.flatMap(({ paragraphs }) => paragraphs)),
    ].flatMap(({ list, lines }) => (list ? [lines.from] : []));
    // 3.1.2.1 ①–④ and the six CSIRT bullets are whole sentences.
    const sentences = [349, 350, 351, 352, 553, 554, 555, 556, 557, 558];
    expect([...examples, ...lists, ...sentences].sort((one, other) => one - other)).toEqual(bullets);
    expect(measuresOf(kuko).filter(({ lines }) => sentences.includes(lines.from))).toHaveLength(10);
  });

  it("F2 items are in printed order, their ids unique, their texts not empty", () => {
    for (const { items } of [kuko, shishin]) {
      expect(items.map(({ order }) => order)).toEqual(items.map((_, index) => index));
      expect(items.map(({ lines }) => lines.from)).toEqual(items.map(({ lines }) => lines.from).toSorted((one, other) => one - other));
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
      expect(items.filter(({ text }) => text.trim() === "")).toEqual([]);
    }
  });

  it("F2 an id shows where the item belongs", () => {
    const ids = new Set(kuko.items.map(({ id }) => id));
    for (const example of examplesOf(kuko)) {
      const measure = example.id.slice(0, example.id.lastIndexOf(":"));
      const number = example.id.slice(measure.length + 1);
      expect(example.illustrates).toBe(measure);
      expect(example.parent).toBe(number.includes(".") ? example.id.slice(0, example.id.lastIndexOf(".")) : null);
      expect(ids.has(measure)).toBe(true);
    }
    expect(kuko.items.find(({ id }) => id === "kuko-2:3.1.2.3-2:2:e4")?.text).toBe("例外措置の適用を申請する措置内容（講ずる代替手段等）");
  });

  it("F2 a text that only announces examples is their lead; in 3.3.1.1 it belongs to the plan, the first measure", () => {
    const leads = (measure: string) => [...new Set(kuko.items.filter(({ illustrates }) => illustrates === measure).map(({ lead }) => lead))];
    expect(leads("kuko-2:3.3.1.1-1:1")).toEqual(["実施計画には、以下の項目を含む事が望ましい。"]);
    expect(leads("kuko-2:3.3.1.1-2:1")).toEqual([
      "年度情報セキュリティ監査計画には、以下の事項を含むことが望ましい。",
      "個別の監査実施計画には、以下の事項を含むことが望ましい。",
    ]);
    const texts = new Set(measuresOf(kuko).map(({ text }) => text));
    const all = new Set(examplesOf(kuko).flatMap(({ lead }) => lead ?? []));
    expect([...all].filter((lead) => texts.has(lead))).toEqual([]);
  });

  it("F2 the printed group headings are kept", () => {
    const groups = examplesOf(kuko)
      .filter(({ section }) => section === "kuko-2:3.1.2.6-2-a")
      .map(({ group }) => group);
    expect([...new Set(groups)]).toEqual([
      "(1) 業務以外の情報の作成又は入手の禁止",
      "(2) 情報の作成又は入手時における格付けの決定と取扱制限の検討",
      "(3) 格付けと取扱制限の明示",
      "(4) 格付けと取扱制限の継承",
      "(5) 格付けと取扱制限の変更",
    ]);
  });

  it("F2 damage from extraction is corrected on record; wrong references of the original are kept with a note", () => {
    const corrected = kuko.corrections.map(({ found, corrected: to }) => [found, to]);
    expect(corrected).toContainEqual(["障害発生 of 早期検知", "障害発生の早期検知"]);
    expect(corrected).toContainEqual(["通通信回線", "通信回線"]);
    expect(corrected).toContainEqual(["3.1.2.5(3)に規定する安全管理措置", null]);
    expect(corrected).toContainEqual(["3.1.2.4(2)で策定した計画", null]);
    expect(kuko.items.find(({ id }) => id === "kuko-2:3.1.5.2-4-a:3:e1")?.lead).toMatch(/^通信回線の構築時には/);
  });

  it("F2 content that has not changed is not parsed again", () => {
    const valuesOf = ({ files: { editions, crosswalks, sectors } }: ReturnType<typeof readContentFiles>) =>
      [...editions.flatMap(({ guideline, roles, sections }) => [guideline, roles, ...sections]), ...crosswalks, ...sectors].map(({ value }) => value);
    const [first, second] = [valuesOf(readContentFiles(CONTENT_ROOT)), valuesOf(readContentFiles(CONTENT_ROOT))];
    expect(first.length).toBeGreaterThan(10);
    expect(second.map((value, at) => value === first[at])).toEqual(first.map(() => true));
  });
});

describe("who answers", () => {
  const answeredBy = (role: AnsweringRole) => measuresOf(kuko).filter((item) => item.answeredBy.includes(role)).length;

  it.each<[AnsweringRole, number]>([
    ["handler", 6],
    ["systemAdministrator", 67],
    ["securityManager", 31],
    ["ciso", 55],
    ["executive", 5],
    ["securityCommittee", 4],
    ["exemptionReviewer", 1],
    ["auditor", 3],
  ])("F2 %s answers %i measures of kuko-2", (role, count) => {
    expect(answeredBy(role)).toBe(count);
  });

  it.each<[string, AnsweringRole]>([
    ["取扱者", "handler"],
    ["相談された者", "handler"],
    ["システム管理者", "systemAdministrator"],
    ["情報セキュリティ責任者", "securityManager"],
    ["委託先", "securityManager"],
    ["最高情報セキュリティ責任者", "ciso"],
    ["重要インフラ事業者等", "ciso"],
    ["情報セキュリティ関係規程を整備した者", "ciso"],
    ["経営層", "executive"],
    ["情報セキュリティ委員会", "securityCommittee"],
    ["審査者", "exemptionReviewer"],
    ["情報セキュリティ監査を実施する者", "auditor"],
  ])("F2 the printed actor %s is read as %s, and items name it", (actor, role) => {
    expect(kuko.readings.find((reading) => reading.actor === actor)?.answeredBy).toBe(role);
    const items = kuko.items.filter(({ actors }) => actors.includes(actor));
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((item) => !item.answeredBy.includes(role))).toEqual([]);
  });

  it("F2 no other actor is printed", () => {
    expect(kuko.readings).toHaveLength(12);
    expect(new Set(kuko.items.flatMap(({ actors }) => actors)).size).toBe(12);
  });

  it("F2 measures without a printed actor go to the roles of section 3 of the design", () => {
    const unnamed = measuresOf(kuko).filter(({ actors }) => actors.length === 0);
    const of = (role: AnsweringRole) => unnamed.filter((item) => item.answeredBy.join() === role).map(({ id }) => id.replace("kuko-2:", ""));
    expect(of("systemAdministrator")).toEqual([...["1", "2", "3", "4", "5"].map((measure) => `3.1.4.3-4:${measure}`), "3.1.5.1-2-c:2"]);
    expect(of("securityManager")).toEqual(["3.1.2.6-3:3"]);
    expect(of("auditor")).toEqual(["3.3.1.1-2:3"]);
    expect(of("ciso")).toEqual([
      ...["1", "2"].map((measure) => `3.1.1:${measure}`),
      ...["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"].map((measure) => `3.1.2.1:${measure}`),
      "3.1.2.2:3",
      ...["1", "2", "3"].map((measure) => `3.1.2.4-1:${measure}`),
      "3.2.2.2-1-b:1",
      "3.2.3.2-1:1",
      "3.3.1.1-1:6",
      "3.3.1.1-2:6",
      "3.3.1.2:1",
      "3.3.2:1",
    ]);
    expect(unnamed).toHaveLength(6 + 1 + 1 + 22);
  });

  it("F2 an item with several actors goes to each, an example to its own actor or else with its measure", () => {
    const item = (id: string) => kuko.items.find((candidate) => candidate.id === `kuko-2:${id}`);
    expect(item("3.1.2.3-2:2")?.answeredBy).toEqual(["ciso", "exemptionReviewer"]);
    expect(item("3.2.1.1-2:1")?.answeredBy).toEqual(["systemAdministrator", "handler"]);
    expect(item("3.1.2.6-2-a:1")?.answeredBy).toEqual(["securityManager"]);
    expect(item("3.1.2.6-2-a:1:e1")?.answeredBy).toEqual(["handler"]);
    expect(item("3.1.2.3-2:2:e1")?.answeredBy).toEqual(["ciso", "exemptionReviewer"]);
    // The sub-bullets complete 「取扱者は、…以下の要素を考慮して…設定すること」.
    expect(item("3.1.5.1-1-a:2")?.answeredBy).toEqual(["securityManager"]);
    expect(item("3.1.5.1-1-a:2:e5.2")).toMatchObject({ actors: ["取扱者"], answeredBy: ["handler"] });
  });

  it("F2 every item is on a sheet, and shishin-3 is one CISO sheet with editorial phases", () => {
    expect([...kuko.items, ...shishin.items].filter((item) => item.answeredBy.length === 0)).toEqual([]);
    expect(new Set(shishin.items.map((item) => item.answeredBy.join()))).toEqual(new Set(["ciso"]));
    expect(shishin.sections.every(({ phaseEditorial }) => phaseEditorial)).toBe(true);
  });
});

describe("the check of the content", () => {
  it("F2 finds nothing wrong and reports counts", () => {
    const { ok, lines } = contentCheck(CONTENT_ROOT);
    expect(ok).toBe(true);
    expect(lines).toContainEqual(expect.stringMatching(/対策項目 169（required 163、reference 6）、具体例 429$/));
    expect(lines.filter((line) => line.startsWith("  原文の網羅: 100 %"))).toHaveLength(2);
  });
});

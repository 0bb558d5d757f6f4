import { describe, expect, it } from "vitest";
import { loadEditions } from "@/lib/content/load";
import type { Correction, Edition, Item } from "@/lib/domain/guideline/edition";
import { forbiddenDifferences } from "@/lib/launch/content-import/errata";
import { CONTENT_ROOT } from "./content-copy";

const loaded = loadEditions(CONTENT_ROOT);
if (!loaded.ok) throw new Error("the content does not load");
const edition = (id: string): Edition => {
  const found = loaded.value.find((one) => one.id === id);
  if (!found) throw new Error(`${id} is not in the content`);
  return found;
};
const kuko = edition("kuko-2");
const shishin = edition("shishin-3");

/** The list with one entry changed, removed (null) or, without a match, added. */
function having<Entry>(list: readonly Entry[], is: (entry: Entry) => boolean, change: (entry: Entry) => Entry | null): Entry[] {
  expect(list.some(is)).toBe(true);
  return list.flatMap((entry) => (is(entry) ? (change(entry) ?? []) : [entry]));
}
const first =
  <Entry>(list: readonly Entry[]) =>
  (entry: Entry) =>
    entry === list[0];
const item = (id: string, change: (entry: Item) => Partial<Item>): Edition => ({
  ...kuko,
  items: having(
    kuko.items,
    (entry) => entry.id === `kuko-2:${id}`,
    (entry) => ({ ...entry, ...change(entry) }),
  ),
});
const noteAt = (line: number, of: Edition): Edition => {
  const reason: Correction = { line, kind: "note", found: "字", corrected: null, reason: "確かめたため" };
  return { ...of, corrections: [...of.corrections, reason] };
};

describe("no erratum may change", () => {
  it.each<[string, Edition, RegExp]>([
    ["the title", { ...kuko, title: "別の題" }, /^title（.*→ 別の題）$/],
    ["the publisher", { ...kuko, publisher: "別の省" }, /^publisher/],
    ["the label of the edition", { ...kuko, editionLabel: "第3版" }, /^editionLabel/],
    ["the source", { ...kuko, source: { ...kuko.source, sha256: "0".repeat(64) } }, /^source/],
    ["a section gone", { ...kuko, sections: having(kuko.sections, first(kuko.sections), () => null) }, /^kuko-2:3 がなくなっている$/],
    ["a section's number", { ...kuko, sections: having(kuko.sections, first(kuko.sections), (one) => ({ ...one, code: "4" })) }, /^kuko-2:3 の code（3 → 4）$/],
    ["a section's situation", { ...kuko, sections: having(kuko.sections, first(kuko.sections), (one) => ({ ...one, situation: "平時" })) }, /の situation/],
    ["an item gone", { ...kuko, items: having(kuko.items, first(kuko.items), () => null) }, /^kuko-2:3\.1\.1:1 がなくなっている$/],
    ["an item more", { ...kuko, items: [...kuko.items, { ...kuko.items[0]!, id: "kuko-2:3.1.1:3" }] }, /^kuko-2:3\.1\.1:3 が増えている$/],
    ["an item's tier", item("3.1.1:1", () => ({ tier: "reference" })), /^kuko-2:3\.1\.1:1 の tier（required → reference）$/],
    ["an item's number", item("3.1.2.3-2:1", () => ({ code: "⑨" })), /の code（① → ⑨）$/],
    ["an item's situation", item("3.1.2.3-2:1", () => ({ situation: "平時" })), /の situation/],
    ["who answers an item", item("3.1.1:1", () => ({ answeredBy: ["executive"] })), /の answeredBy/],
    [
      "whom one paragraph obliges, though the item's actors stay",
      item("3.1.2.3-2:2", ({ paragraphs }) => ({ paragraphs: paragraphs.map((one) => ({ ...one, actors: ["審査者"] })) })),
      /^kuko-2:3\.1\.2\.3-2:2 の paragraphActors/,
    ],
    ["the order of items", { ...kuko, items: [kuko.items[1]!, kuko.items[0]!, ...kuko.items.slice(2)] }, /順/],
    ["a role gone", { ...kuko, roles: kuko.roles.slice(1) }, /^kuko-2:executive がなくなっている$/],
    [
      "a reading",
      { ...kuko, readings: having(kuko.readings, first(kuko.readings), (one) => ({ ...one, answeredBy: "ciso" })) },
      /^読替え 取扱者 の answeredBy（handler → ciso）$/,
    ],
    ["a reading gone", { ...kuko, readings: kuko.readings.slice(1) }, /^読替え 取扱者 がなくなっている$/],
    ["a definition gone", { ...kuko, definitions: kuko.definitions.slice(1) }, /^kuko-2:def-1 がなくなっている$/],
    [
      "a glossary term's place",
      {
        ...kuko,
        glossary: having(
          kuko.glossary,
          (one) => one.id === "kuko-2:g-5.1-1",
          (one) => ({ ...one, parent: null }),
        ),
      },
      /の parent/,
    ],
    ["a reference gone", { ...kuko, references: kuko.references.slice(0, -1) }, /^参考文献の表の \d+行目 がなくなっている$/],
    [
      "a reference under another section",
      { ...kuko, references: having(kuko.references, first(kuko.references), (one) => ({ ...one, section: "kuko-2:3.2" })) },
      /^参考文献の表の 1行目 の section/,
    ],
    ["a footnote gone", { ...shishin, footnotes: shishin.footnotes.slice(1) }, /^shishin-3:fn-1 がなくなっている$/],
    ["a footnote's mark", { ...shishin, footnotes: having(shishin.footnotes, first(shishin.footnotes), (one) => ({ ...one, mark: 9 })) }, /の mark（1 → 9）$/],
    ["a crosswalk gone", { ...kuko, crosswalks: [] }, /^対応表 shishin-3 → kuko-2 がなくなっている$/],
  ])("%s", (_, next, message) => {
    const differences = forbiddenDifferences(next.id === "kuko-2" ? kuko : shishin, noteAt(1, next));
    expect(differences).toContainEqual(expect.stringMatching(message));
  });
});

describe("an erratum may change, with a reason on its lines,", () => {
  it.each<[string, Edition, number, string]>([
    [
      "the text of an item",
      item("3.1.1:1", ({ paragraphs }) => ({ paragraphs: paragraphs.map((one) => ({ ...one, text: `${one.text}また、` })) })),
      331,
      "kuko-2:3.1.1:1",
    ],
    ["the lead of an example", item("3.1.2.3-2:2:e7", () => ({ lead: "前書き" })), 430, "kuko-2:3.1.2.3-2:2:e7 の前書きと小見出し"],
    ["the group of an example", item("3.1.2.6-2-a:1:e1", () => ({ group: "(1) 禁止" })), 598, "kuko-2:3.1.2.6-2-a:1:e1 の前書きと小見出し"],
    ["a heading", { ...kuko, sections: having(kuko.sections, first(kuko.sections), (one) => ({ ...one, heading: "対策項目" })) }, 321, "kuko-2:3"],
    [
      "a role's text, below its heading",
      {
        ...kuko,
        roles: having(
          kuko.roles,
          ({ id }) => id === "kuko-2:securityCommittee",
          (one) => ({ ...one, paragraphs: one.paragraphs.slice(0, -1) }),
        ),
      },
      219,
      "kuko-2:securityCommittee",
    ],
    [
      "a reference",
      { ...kuko, references: having(kuko.references, first(kuko.references), (one) => ({ ...one, citedFrom: "策定指針" })) },
      2491,
      "参考文献の表の 1行目",
    ],
    ["a footnote", { ...shishin, footnotes: having(shishin.footnotes, first(shishin.footnotes), (one) => ({ ...one, text: "別の文" })) }, 71, "shishin-3:fn-1"],
    ["a link", { ...kuko, links: kuko.links.slice(1) }, 347, "リンク kuko-2:3.1.2.1:2「HSE(5.4(5)参照)」"],
    [
      "a note",
      {
        ...kuko,
        corrections: having(
          kuko.corrections,
          ({ line }) => line === 452,
          () => null,
        ),
      },
      452,
      "正誤 452行「整合性運用の確保」",
    ],
  ])("%s", (_, next, line, name) => {
    const published = next.id === "kuko-2" ? kuko : shishin;
    expect(forbiddenDifferences(published, next)).toEqual([`${name} の違いに、その行の理由（corrections）がありません`]);
    expect(forbiddenDifferences(published, noteAt(1, next))).not.toEqual([]);
    expect(forbiddenDifferences(published, noteAt(line, next))).toEqual([]);
  });

  it("the coverage of an item in a crosswalk, with a new reason there", () => {
    const [crosswalk] = kuko.crosswalks;
    if (!crosswalk) throw new Error("kuko-2 has no crosswalk");
    const changed = (reason: string | null): Edition => ({
      ...kuko,
      crosswalks: [
        {
          ...crosswalk,
          entries: having(crosswalk.entries, first(crosswalk.entries), (one) => ({ ...one, coverage: "partial", reason: reason ?? one.reason })),
        },
      ],
    });
    expect(forbiddenDifferences(kuko, changed(null))).toEqual([
      "対応 shishin-3:2-6-1-a:1 → kuko-2 の coverage（covered → partial）に、新しい理由（reason）がありません",
    ]);
    expect(forbiddenDifferences(kuko, changed("判断を改めた。"))).toEqual([]);
    const fewer: Edition = { ...kuko, crosswalks: [{ ...crosswalk, entries: crosswalk.entries.slice(1) }] };
    expect(forbiddenDifferences(kuko, fewer)).toEqual(["対応 shishin-3:2-6-1-a:1 → kuko-2 がなくなっている"]);
  });

  it("needs no reason for white space, the note, 旧版, the reason of a reading, and a crosswalk to a new edition", () => {
    const spaced = item("3.1.1:1", ({ paragraphs }) => ({ paragraphs: paragraphs.map((one) => ({ ...one, text: one.text.replace("、", "、\n ") })) }));
    expect(forbiddenDifferences(kuko, spaced)).toEqual([]);
    const crosswalks = [...kuko.crosswalks, { from: "shishin-3", to: "kuko-3", entries: [], beyond: [] }];
    const readings = kuko.readings.map((one) => ({ ...one, reason: `${one.reason}。` }));
    expect(forbiddenDifferences(kuko, { ...kuko, note: "別の注", old: true, revision: 2, crosswalks, readings })).toEqual([]);
  });

  it("the order of keys, which differs in the database", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : value === null || typeof value !== "object"
          ? value
          : Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, reversed(part)]),
            );
    expect(forbiddenDifferences(reversed(kuko) as Edition, kuko)).toEqual([]);
  });
});

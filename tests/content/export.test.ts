import { describe, expect, it } from "vitest";
import { contentExport } from "@/lib/cli/content";
import type { EditionExport } from "@/lib/content/export";
import { CONTENT_ROOT, loadEdition, sourceLines } from "./loaded-content";

const exportOf = (id: string) => JSON.parse(contentExport(CONTENT_ROOT, id)) as EditionExport;
const kuko = loadEdition("kuko-2");
const source = sourceLines(kuko);
const exported = exportOf("kuko-2");

/** Headings of a chapter, `(1) …` or `5.1 …`, read from the source itself. */
const headingsBetween = (from: number, to: number, pattern: RegExp) =>
  source.slice(from - 1, to).flatMap((line) => {
    const [, code, term] = pattern.exec(line) ?? [];
    return code === undefined || term === undefined ? [] : [[code, term]];
  });

describe("the export of an edition", () => {
  it("F2 has the lists and the fields of the design, with what goes beyond the crosswalk and the footnotes", () => {
    expect(Object.keys(exported)).toEqual([
      ...["edition", "sections", "items", "references", "glossary", "definitions", "roles", "crosswalk", "beyond", "corrections", "footnotes"],
    ]);
    const fields = "id code kind tier phase situation section parent illustrates group lead heading text actors answeredBy source";
    for (const item of exported.items) expect(Object.keys(item)).toEqual(fields.split(" "));
  });

  it("F2 holds every item and example with actors, printed section number and place in the source", () => {
    const codes = new Map(kuko.sections.map(({ id, code }) => [id, code]));
    expect(exported.items).toHaveLength(169 + 429);
    expect(exported.items.map(({ id, text, actors, section }) => [id, text, actors, section])).toEqual(
      kuko.items.map(({ id, text, actors, section }) => [id, text, actors, codes.get(section)]),
    );
    expect(exported.items.find(({ id }) => id === "kuko-2:3.1.2.6-2-a:1:e2")).toEqual({
      id: "kuko-2:3.1.2.6-2-a:1:e2",
      code: "",
      kind: "example",
      tier: "reference",
      phase: "plan",
      situation: "方針",
      section: "3.1.2.6(2)(a)",
      parent: null,
      illustrates: "kuko-2:3.1.2.6-2-a:1",
      group: "(2) 情報の作成又は入手時における格付けの決定と取扱制限の検討",
      lead: "情報の入手と作成については、以下の対策を規定することが望ましい。",
      heading: "",
      text: "取扱者は、情報の作成時に当該情報の機密性、完全性、可用性に応じて格付けを行い、あわせて取扱制限の必要性の有無を検討すること",
      actors: ["取扱者"],
      answeredBy: ["handler"],
      source: { file: "content/guidelines/kuko/2/source.txt", lines: "604" },
    });
  });

  it("F2 numbers the sections as printed", () => {
    const codes = new Set(exported.sections.map(({ code }) => code));
    for (const { section } of [...exported.items, ...exported.references]) expect(codes).toContain(section);
    const numbered = headingsBetween(321, 2483, /^(3(?:\.\d+)+)\s*(\D.*)$/);
    expect(exported.sections.filter(({ code }) => /^3\.[\d.]+$/.test(code)).map(({ code }) => code)).toEqual(numbered.map(([code]) => code));
  });

  it("F2 holds every row of chapter 4, including the continuation rows", () => {
    const table = source.flatMap((line, index) => (index + 1 >= 2491 && index + 1 <= 2657 && line !== "" ? [index + 1] : []));
    const firstLines = exported.references.map((row) => Number(row.source.lines.split("-")[0]));
    // Line 2521 is the rest of the heading that a page break cut off in 2519.
    expect(firstLines).toEqual(table.filter((line) => line !== 2521));
    const printedEmpty = table.filter((line) => /^\t/.test(source[line - 1] ?? ""));
    const continuations = exported.references.flatMap(({ continuation, source: { lines } }) => (continuation ? [Number(lines)] : []));
    // The corrections record both: 2518 lost its place in the first column, 2562 begins with the rest of the heading of 2560.
    expect(continuations).toEqual([...printedEmpty.filter((line) => line !== 2518), 2562].sort((one, other) => one - other));
    expect(exported.references.find((row) => row.source.lines === "2493")).toEqual({
      printed: "",
      section: "3.1.1",
      citedFrom: "策定指針: II.4.1.1(2)",
      documents: ["「情報セキュリティ管理基準(平成28年改正版)」4.4.3.1", "「JIS Q 27002:2014」18.1.1"],
      continuation: true,
      source: { file: "content/guidelines/kuko/2/source.txt", lines: "2493" },
    });
  });

  it("F2 holds every term of the definitions, roles and glossary", () => {
    const pairs = (terms: readonly { code: string; term: string }[]) => terms.map(({ code, term }) => [code, term]);
    expect(pairs(exported.definitions)).toEqual(headingsBetween(160, 194, /^(\(\d+\)) (.+)$/));
    expect(exported.roles.map(({ code, heading }) => [code, heading])).toEqual(headingsBetween(195, 234, /^(\(\d+\)) (.+)$/));
    expect(pairs(exported.glossary)).toEqual(headingsBetween(2660, 2793, /^(\(\d+\)|5\.\d) (.+)$/));
    expect(exported.glossary.filter(({ text, code }) => text === "" && code.startsWith("("))).toEqual([]);
  });

  it("F2 joins every item of shishin-3 to sections of kuko-2, with a reason, from both sides", () => {
    const items = exportOf("shishin-3").items.map(({ id }) => id);
    const sections = new Set(exported.sections.map(({ id }) => id));
    expect(exported.crosswalk.map(({ item }) => item).sort()).toEqual(items.sort());
    expect(exportOf("shishin-3").crosswalk).toEqual(exported.crosswalk);
    for (const { sections: targets, reason } of exported.crosswalk) {
      expect(reason).not.toBe("");
      for (const target of targets) expect(sections).toContain(target);
    }
  });

  it("F2 holds what goes beyond the 指針, in both directions, each with a reason", () => {
    expect(exported.beyond).toHaveLength(8);
    expect(exportOf("shishin-3").beyond).toEqual(exported.beyond);
    const mapped = new Set(exported.crosswalk.flatMap(({ sections }) => sections));
    for (const { section, reason } of exported.beyond) expect([mapped.has(section), reason !== ""], section).toEqual([false, true]);
  });

  it("F2 holds every footnote with the line of its mark", () => {
    const { footnotes } = exportOf("shishin-3");
    expect(footnotes.map(({ mark, markLine }) => [mark, markLine])).toEqual([
      ...[
        [1, 53],
        [2, 53],
        [3, 55],
        [4, 67],
        [5, 105],
        [6, 127],
        [7, 127],
        [8, 127],
        [9, 127],
        [10, 134],
        [11, 188],
        [12, 234],
      ],
    ]);
    expect(footnotes[9]).toMatchObject({ id: "shishin-3:fn-10", source: { lines: "154" } });
    expect(exported.footnotes).toEqual([]);
  });

  it("F2 uses the printed mark of an example as its code", () => {
    const child = exported.items.find(({ id }) => id === "kuko-2:3.1.5.2-3-b:1:e1.2");
    expect([child?.code, child?.text]).toEqual(["b)", "OS コマンドインジェクション脆弱性"]);
  });

  it("F2 holds the corrections and notes", () => {
    expect(exported.corrections).toEqual(kuko.corrections);
    expect(exported.corrections.length).toBeGreaterThan(0);
  });

  it("refuses an unknown edition and lists the known ones", () => {
    expect(() => contentExport(CONTENT_ROOT, "kuko-9")).toThrow("版「kuko-9」はありません。在るのは kuko-2、shishin-3 です。");
  });
});

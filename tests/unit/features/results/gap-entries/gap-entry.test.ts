import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/domain/checking/actor";
import type { GapFacts, PlaceWithGap } from "@/lib/domain/gap/facts";
import { gapReport } from "@/lib/domain/gap/report";
import { NO_WORDING } from "@/lib/domain/guideline/sector";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { gapEntry } from "@/lib/features/results/gap-entries/parts";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts, makePlaceWithGap } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const edition = makeEdition({ items: [makeItem({ id: "m1", section: "t-1:1" })], sections: [makeSection({ id: "t-1:1" })] });
const scores = scoreCycle(edition, [makeTally({ item: "m1", notImplemented: 40 })], [makeSheetCount({ handedOut: 40, counted: 40 })]);
const place = (given: Partial<PlaceWithGap>): PlaceWithGap =>
  makePlaceWithGap({ item: "m1", role: "handler", department: { id: "d1", name: "警備部" }, ...given });
const readerAs = (role: "ciso" | "executive" | "securityManager", departmentId: string | null = null): Actor => ({
  ...{ personId: "p1", operatorId: "o1", sector: null, appointments: [{ role, departmentId }] },
});
const entryOf = (facts: Pick<GapFacts, "places" | "remarks">, narrowed = false, actor = readerAs("ciso")) => {
  const [gap] = gapReport(makeGapFacts({ edition, scores, ...facts })).gaps;
  if (gap === undefined) throw new Error("no gap");
  return gapEntry(gap, { cycleId: "c1", kind: "measures", narrowed, asked: undefined, actor }, new Map(), NO_WORDING);
};

describe("a gap on the page of the report", () => {
  it("M11 shows a bounded number of places and remarks, however many there are", () => {
    const places = Array.from({ length: 40 }, (_none, at) => place({ department: { id: `d${at}`, name: `部署 ${at}` }, notImplemented: 500 }));
    const remarks = Array.from({ length: 500 }, (_none, at) => ({
      item: "m1",
      role: "handler" as const,
      department: "部署 0",
      system: null,
      text: `備考 ${at}`,
    }));
    const entry = entryOf({ places, remarks });
    expect(entry.places).toHaveLength(8);
    expect(entry.morePlaces).toBe("ほか32対象");
    expect(entry.places[0]?.remarks).toHaveLength(3);
    expect(entry.places[0]?.moreRemarks).toBe("ほか497件");
  });

  it("M11 counts people, leads to their answers by department, and marks a single sheet without a number", () => {
    const { places } = entryOf({
      places: [
        place({ notImplemented: 5, partial: 4 }),
        place({ role: "ciso", department: null, sheet: "s1" }),
        place({ role: "executive", department: null }),
      ],
      remarks: [],
    });
    expect(places.map(({ department, who, answers, href }) => [department, who, answers.map(({ text }) => text), href])).toEqual([
      ["警備部", "取扱者", ["5人", "4人"], "/operator/cycles/c1/items/m1?role=handler&department=d1"],
      ["全社", "最高情報セキュリティ責任者（CISO）", [""], "/operator/sheets/s1#item-m1"],
      ["全社", "経営層", [""], null],
    ]);
  });

  it("M11 leads to the answers of 取扱者 only those who may see them, and to the departments of a 責任者", () => {
    const places = [place({}), place({ department: { id: "d2", name: "運航部" } }), place({ department: null })];
    const linked = (actor: Actor) => entryOf({ places, remarks: [] }, false, actor).places.map(({ href }) => href !== null);
    expect(linked(readerAs("ciso"))).toEqual([true, true, true]);
    expect(linked(readerAs("executive"))).toEqual([false, false, false]);
    expect(linked({ ...readerAs("executive"), appointments: [{ role: "executive" }, { role: "securityManager", departmentId: "d2" }] })).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("M11 shows the remarks of other places only where all places are shown", () => {
    const remarks = [{ item: "m1", role: "ciso" as const, department: null, system: null, text: "規程で定めた。" }];
    expect(entryOf({ places: [place({})], remarks }).remarks.map(({ text }) => text)).toEqual(["規程で定めた。"]);
    expect(entryOf({ places: [place({})], remarks }, true).remarks).toEqual([]);
  });
});

import type { PlaceWithGap } from "@/lib/domain/gap/facts";
import { type GapReport, gapReport } from "@/lib/domain/gap/report";
import { scoreCycle } from "@/lib/domain/scoring/score";
import { makeEdition, makeItem, makeSection } from "@/tests/factories/edition";
import { makeGapFacts, makePlaceWithGap } from "@/tests/factories/gap-facts";
import { makeSheetCount, makeTally } from "@/tests/factories/tally";

const row = (printed: string, section: string, document: string) => ({
  ...{ printed, section, citedFrom: "統一基準", documents: [document], continuation: false },
  lines: { from: 1, to: 1 },
});
const edition = makeEdition({
  items: [makeItem({ id: "m1", section: "t-1:1" }), makeItem({ id: "m2", section: "t-1:2" }), makeItem({ id: "m3", phase: "do", section: "t-1:3" })],
  sections: [makeSection({ id: "t-1:1" }), makeSection({ id: "t-1:2" }), makeSection({ id: "t-1:3", phase: "do" })],
  references: [row("1", "t-1:1", "6.2.2"), row("2", "t-1:2", "6.2.2"), row("3", "t-1:2", "2.3.1"), row("4", "t-1:3", "2.3.1")],
});
const place = (item: string, given: Partial<PlaceWithGap> = {}): PlaceWithGap =>
  makePlaceWithGap({ item, department: { id: "d1", name: "警備保安部" }, system: { id: "s1", name: "入退管理" }, sheet: "sheet-1", ...given });
const handlers = place("m1", { role: "handler", system: null, partial: 4, notImplemented: 5, sheet: null });
const operator = place("m2", { role: "ciso", department: null, system: null, partial: 1, notImplemented: 0, sheet: "sheet-2" });
/** A report on three gaps: one of people and of a system, one of the whole operator, one of the system in another phase. */
export const reportWithPlaces = (): GapReport =>
  gapReport(
    makeGapFacts({
      edition,
      scores: scoreCycle(
        edition,
        [
          makeTally({ item: "m1", partial: 5, notImplemented: 6 }),
          makeTally({ item: "m2", implemented: 1, partial: 1 }),
          makeTally({ item: "m3", implemented: 2, partial: 1 }),
        ],
        [makeSheetCount({ handedOut: 20, counted: 20 })],
      ),
      places: [place("m1", { partial: 1, notImplemented: 0 }), handlers, operator, place("m3", { partial: 1, notImplemented: 0 })],
      remarks: [
        { item: "m1", role: "systemAdministrator", department: "警備保安部", system: "入退管理", text: "来年度に更新する。" },
        { item: "m1", role: "handler", department: "警備保安部", system: null, text: "手順を知らなかった。" },
      ],
    }),
  );

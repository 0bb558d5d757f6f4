import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { filteredGaps, type GapAtPlace, gapsByPlace } from "@/lib/domain/gap/filter";
import { granted } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import { inState } from "@/lib/features/cycles/record/schema";
import { gapAtPlace, gapFilter, TAG } from "@/lib/features/results/figures/schema";
import { gapPlacesCsv } from "@/lib/features/results/gap-places/csv";
import { openedReport } from "@/lib/features/results/gap-report/queries";
import { itemTitle } from "@/lib/labels/item-title";
import { portalOrigin } from "@/lib/server/environment/server-environment";
import { get, query } from "@/lib/server/use-cases/use-case";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";

const rowJson = ({ gap: { id, phase, tier }, place: { rules, ...place }, remarks }: GapAtPlace) => ({
  ...{ id, phase, tier, rules: [...rules], place, remarks: [...remarks] },
});

/** Who has which gap: one entry for each item and place, in the order of the report. */
export const listGapPlaces = query({
  name: "gapReport.places",
  may: "gapReport.read",
  api: get("/cycles/{cycleId}/gap-places", "listGapPlaces", TAG, "要改善事項と対象の一覧（1件＝項目×対象）"),
  on: cycle.seen,
  takesOut: "always",
  input: gapFilter.extend(pageQuery.shape),
  output: pageAnswer(gapAtPlace),
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  async run(context) {
    const named = await openedReport(context);
    if (!named.ok) return named;
    const { page, perPage, ...filter } = context.input;
    const rows = gapsByPlace(filteredGaps(named.value.report.gaps, filter));
    const items = rows.slice((page - 1) * perPage, page * perPage).map((row) => ({ ...rowJson(row), ...itemTitle(named.value.index, row.gap.id) }));
    return granted({ items, page, perPage, total: rows.length });
  },
});

export const exportGapPlaces = query({
  name: "gapReport.exportPlaces",
  may: "gapReport.read",
  api: get("/cycles/{cycleId}/gap-places.csv", "exportGapPlaces", TAG, "要改善事項と対象の一覧（CSV、1行＝項目×対象、UTF-8 BOM付き）"),
  on: cycle.seen,
  takesOut: "always",
  input: gapFilter,
  output: { contentType: "text/csv" },
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  async run(context) {
    const named = await openedReport(context);
    if (!named.ok) return named;
    const { report, index } = named.value;
    const rows = gapsByPlace(filteredGaps(report.gaps, context.input));
    const fileName = `要改善事項の一覧_${report.cover.cycle.title.replaceAll(/[\\/:*?"<>|]/g, "_")}.csv`;
    return granted(
      csvFile(
        fileName,
        gapPlacesCsv(rows, {
          ...{ cycleId: report.cover.cycle.id, actor: context.visitor.actor },
          ...{ kind: index.edition.kind, titles: index.titles, origin: portalOrigin() },
        }),
      ),
    );
  },
});

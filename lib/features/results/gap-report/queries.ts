import "server-only";
import { csvFile } from "@/lib/documents/csv";
import { type GapReport, gapReport } from "@/lib/domain/gap/report";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { inState } from "@/lib/features/cycles/record/schema";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { wordingOfEdition } from "@/lib/features/guidelines/wording/queries";
import { gapReportAnswer, TAG } from "@/lib/features/results/figures/schema";
import { readGapFacts } from "@/lib/features/results/gap-facts/queries";
import { gapReportCsv } from "@/lib/features/results/gap-report-files/csv";
import { gapReportJson } from "@/lib/features/results/gap-report-files/json";
import { CANCELLED } from "@/lib/features/results/scores/queries";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Context, get, query } from "@/lib/server/use-cases/use-case";

/** A gap report with its edition and the names of the subjects of its findings. */
export interface NamedGapReport {
  readonly report: GapReport;
  /** Names of departments and people by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly index: EditionIndex;
}

/** The gap report of a cycle. */
export async function gapReportOf(transaction: Transaction, cycle: CycleRecord, now: Date, { actor }: Visitor): Promise<NamedGapReport> {
  const facts = await readGapFacts(transaction, cycle, now, actor);
  const names = new Map([...facts.departments, ...facts.people].map(({ id, name }) => [id, name]));
  return { report: gapReport(facts), names, index: await editionOf(transaction, cycle) };
}

/** The gap report of a cycle that was opened. */
export async function openedReport({
  transaction,
  subject,
  now,
  visitor,
}: Context<CycleRecord, unknown>): Promise<Result<NamedGapReport, Refusal<"wrong_state"> | typeof CANCELLED>> {
  if (subject.state === "planned") return refused(refusal("wrong_state", "点検票を配ると、要改善事項報告書を作れます。"));
  if (subject.state === "cancelled") return refused(CANCELLED);
  return granted(await gapReportOf(transaction, subject, now, visitor));
}

export const readGapReport = query({
  name: "gapReport.read",
  takesOut: "always",
  api: get("/cycles/{cycleId}/gap-report.json", "getGapReport", TAG, "要改善事項報告書"),
  on: cycle.seen,
  output: gapReportAnswer,
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  async run(context) {
    const named = await openedReport(context);
    return named.ok ? granted(gapReportJson(named.value.report, named.value.names)) : named;
  },
});

export const readGapReportCsv = query({
  name: "gapReport.export",
  takesOut: "always",
  may: "gapReport.read",
  api: get("/cycles/{cycleId}/gap-report.csv", "getGapReportCsv", TAG, "要改善事項報告書（CSV、UTF-8 BOM付き）"),
  on: cycle.seen,
  output: { contentType: "text/csv" },
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  async run(context) {
    const named = await openedReport(context);
    if (!named.ok) return named;
    const { report, names, index } = named.value;
    const fileName = `要改善事項報告書_${report.cover.cycle.title.replaceAll(/[\\/:*?"<>|]/g, "_")}.csv`;
    return granted(csvFile(fileName, gapReportCsv(report, names, index.titles, wordingOfEdition(index.edition.id))));
  },
});

import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { readLeftOut } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle, readCycles } from "@/lib/features/cycles/record/record";
import { type CycleSummary, cycleDetail, cycleList, listQuery, TAG } from "@/lib/features/cycles/record/schema";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import type { Transaction } from "@/lib/server/database/client";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

/** A cycle in the form of the API. */
export const cycleSummaryOf = (cycle: CycleRecord): CycleSummary => ({
  id: cycle.id,
  edition: cycle.editionId,
  title: cycle.title,
  period: { from: cycle.periodFrom, to: cycle.periodTo },
  dueOn: cycle.dueOn,
  state: cycle.state,
  examples: cycle.exampleMode,
  measures: cycle.selectedItems === null ? "all" : [...cycle.selectedItems],
  editionRevision: cycle.editionRevision,
  previousCycleId: cycle.previousCycleId,
  openedAt: cycle.openedAt?.toISOString() ?? null,
  reviewingAt: cycle.reviewingAt?.toISOString() ?? null,
  approvedAt: cycle.approvedAt?.toISOString() ?? null,
  approvedBy: cycle.approvedByName,
  approvalRepresented: cycle.approvalRepresented,
  reopenedReason: cycle.reopenedReason,
  cancelledAt: cycle.cancelledAt?.toISOString() ?? null,
  cancelledReason: cycle.cancelledReason,
});

/** The operator's cycles, newest first, a page at a time; cancelled ones only if their state is requested. */
export const listCycles = query({
  name: "cycle.list",
  takesOut: { no: "titles, days and states of rounds" },
  may: "cycle.read",
  api: get("/cycles", "listCycles", TAG, "点検の回の一覧"),
  on: ofOwnOperator("cycle"),
  input: listQuery,
  output: cycleList,
  async run({ transaction, subject: { operatorId }, input }) {
    const { state, page, perPage } = input;
    const { skip, take } = rowsOf(input);
    const total = await transaction.cycle.count({ where: { operatorId, state: state ?? { not: "cancelled" } } });
    const cycles = await readCycles(transaction, state, take, skip);
    return granted({ items: cycles.map(cycleSummaryOf), page, perPage, total });
  },
});

/** Editions' titles with their label, 「… 安全ガイドライン 第2版」, by id. */
export async function editionNames(transaction: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) {
    const index = await loadEdition(transaction, id);
    if (index) names.set(id, `${index.edition.title} ${index.edition.editionLabel}`);
  }
  return names;
}

/** One cycle with its left-out measures and the changes while it was open. */
export const readCycleDetail = query({
  name: "cycle.read",
  takesOut: { no: "title, days and state of a round" },
  api: get("/cycles/{cycleId}", "getCycle", TAG, "点検の回"),
  on: cycle.seen,
  output: cycleDetail,
  async run({ transaction, subject }) {
    const leftOut = await readLeftOut(transaction, subject.id);
    const changes = await readChanges(transaction, [subject.id]);
    return granted({ ...cycleSummaryOf(subject), leftOut, changes: changes.map(({ cycleId: _cycle, at, ...one }) => ({ ...one, at: at.toISOString() })) });
  },
});

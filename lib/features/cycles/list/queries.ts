import "server-only";
import { look } from "@/lib/server/audit/change";
import type { Visitor } from "@/lib/server/scope/scope";
import { decide } from "@/lib/domain/access/permission";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { type CycleRecord, permittedCycle, readCycles } from "@/lib/features/cycles/record/record";
import { readLeftOut } from "@/lib/features/cycles/record/queries";
import type { CycleDetail, CycleSummary, ListQuery } from "@/lib/features/cycles/record/schema";
import { loadEdition } from "@/lib/features/guidelines/editions/queries";
import { type Page, rowsOf } from "@/lib/validation/paging";
import type { Transaction } from "@/lib/server/database/client";

/** A cycle as the API shows it. */
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
  reopenedReason: cycle.reopenedReason,
  cancelledAt: cycle.cancelledAt?.toISOString() ?? null,
  cancelledReason: cycle.cancelledReason,
});

/** The operator's cycles, newest first, a page at a time; cancelled ones where their state is asked for. */
export const listCycles = (visitor: Visitor, query: ListQuery, now: Date): Promise<Result<Page<CycleSummary>, Refusal>> =>
  look(visitor, { action: "cycle.list", target: "cycle" }, now, async (transaction) => {
    const { operatorId } = visitor.actor;
    if (operatorId === null || !decide(visitor.actor, "cycle.read", { operatorId }).ok) {
      return refused(refusal("not_permitted", "点検の回は、事業者の人が見られます。"));
    }
    const { state, page, perPage } = query;
    const { skip, take } = rowsOf(query);
    const total = await transaction.cycle.count({ where: { operatorId, state: state ?? { not: "cancelled" } } });
    const cycles = await readCycles(transaction, state, take, skip);
    return granted({ items: cycles.map(cycleSummaryOf), page, perPage, total });
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

/** One cycle with what was left out of it, and what was changed of it while it was answered. */
export const cycleDetailOf = (visitor: Visitor, cycleId: string, now: Date): Promise<Result<CycleDetail, Refusal>> =>
  look(visitor, { action: "cycle.read", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "cycle.read");
    if (!found.ok) return found;
    const leftOut = await readLeftOut(transaction, cycleId);
    const changes = await readChanges(transaction, [cycleId]);
    return granted({ ...cycleSummaryOf(found.value), leftOut, changes: changes.map(({ cycleId: _cycle, at, ...one }) => ({ ...one, at: at.toISOString() })) });
  });

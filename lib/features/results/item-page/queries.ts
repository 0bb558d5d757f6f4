import "server-only";
import type { Actor } from "@/lib/domain/checking/actor";
import type { Edition } from "@/lib/domain/guideline/edition";
import { scoreItem } from "@/lib/domain/scoring/count";
import type { ItemCounts, ItemScore } from "@/lib/domain/scoring/measure";
import { readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readEarlierCycles } from "@/lib/features/cycles/record/record";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { placesOfItem } from "@/lib/features/results/answer-places/queries";
import { type Within, withinSql } from "@/lib/features/results/counts/queries";
import type { ItemAnswersQuery } from "@/lib/features/results/figures/schema";
import { readItemAnswers } from "@/lib/features/results/item-answers/queries";
import type { CycleItem } from "@/lib/features/results/item-answers/record";
import type { Transaction } from "@/lib/server/database/client";
import type { PageQuery } from "@/lib/validation/paging";

const SHOWN = 6;

/** An item's figures in one cycle. */
export interface ItemInCycle {
  readonly cycle: CycleRecord;
  readonly score: ItemScore;
  /** Sheets that ask it. */
  readonly handedOut: number;
}

/** The item in this cycle and the approved ones of the same edition before it, newest first. */
async function readItemHistory(transaction: Transaction, { cycle, item }: CycleItem, within: Within): Promise<ItemInCycle[]> {
  const cycles = [cycle, ...(await readEarlierCycles(transaction, cycle, SHOWN - 1))];
  const ids = cycles.map(({ id }) => id);
  const rows = await transaction.$queryRaw<(ItemCounts & { cycleId: string })[]>`
    SELECT t.cycle_id AS "cycleId", sum(t.asked)::int AS asked, sum(t.implemented)::int AS implemented, sum(t.partial)::int AS partial,
      sum(t.not_implemented)::int AS "notImplemented", sum(t.not_applicable)::int AS "notApplicable"
    FROM tally_item t WHERE t.operator_id = portal_operator() AND t.cycle_id = ANY(${ids}::uuid[]) AND t.item_id = ${item.id} AND ${withinSql(within, "t")}
    GROUP BY t.cycle_id`;
  const sheets = await transaction.$queryRaw<{ cycleId: string; sheets: number }[]>`
    SELECT s.cycle_id AS "cycleId", count(*)::int AS sheets FROM sheet s
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = ${item.id}
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ANY(${ids}::uuid[]) AND s.state <> 'withdrawn' AND ${withinSql(within, "s")} GROUP BY s.cycle_id`;
  const counts = new Map(rows.map(({ cycleId, ...one }) => [cycleId, one]));
  const handedOut = new Map(sheets.map((one) => [one.cycleId, one.sheets]));
  return cycles.map((one) => ({
    cycle: one,
    score: scoreItem(item, (handedOut.get(one.id) ?? 0) === 0 ? undefined : counts.get(one.id)),
    handedOut: handedOut.get(one.id) ?? 0,
  }));
}

/** The other editions of the crosswalks of an edition, by id. */
async function readCrosswalked(transaction: Transaction, { edition }: EditionIndex): Promise<ReadonlyMap<string, Edition>> {
  const others = new Map<string, Edition>([[edition.id, edition]]);
  for (const id of edition.crosswalks.flatMap(({ from, to }) => [from, to])) {
    const loaded = others.has(id) ? null : await loadEdition(transaction, id);
    if (loaded) others.set(id, loaded.edition);
  }
  return others;
}

/** Everything that the page of an item shows, of the sheets of the place. */
export async function readItemFacts(transaction: Transaction, subject: CycleItem, actor: Actor, asked: ItemAnswersQuery, paging: PageQuery) {
  const { answer: _any, counted: _either, ...within } = asked;
  return {
    places: await placesOfItem(transaction, subject.cycle, actor, subject.item.id, within),
    answers: await readItemAnswers(transaction, subject, actor, asked, paging),
    history: await readItemHistory(transaction, subject, within),
    editions: await readCrosswalked(transaction, subject.index),
    names: await readPlaceNames(transaction),
  };
}

import { beforeAll, describe, expect, it } from "vitest";
import type { CycleState } from "@/lib/domain/checking/state";
import { granted } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readCycle } from "@/lib/features/cycles/record/record";
import { readOverseeing } from "@/lib/features/dashboard/pages";
import { readGapReport } from "@/lib/features/results/gap-report/queries";
import type { CycleItem } from "@/lib/features/results/item-answers/record";
import { readItemFacts } from "@/lib/features/results/item-page/queries";
import { readScoresPage } from "@/lib/features/results/scores-page/queries";
import { readFirstFigures } from "@/lib/features/tasks/first-figures/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { codeOf, NOW, own, prepareSheetGround } from "@/tests/support/sheet-ground";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type World } from "@/tests/support/world";

prepareSheetGround();

/** A round by its period, and whether it is the one that the pages are about. */
interface Round {
  readonly from: string;
  readonly to: string;
  readonly state?: CycleState;
  readonly edition?: string;
}

const YEAR = { from: "2026-04-01", to: "2027-03-31" };
const FIRST_HALF = { from: "2026-04-01", to: "2026-09-30" };
const SECOND_HALF = { from: "2026-10-01", to: "2027-03-31" };
const LAST_YEAR = { from: "2025-04-01", to: "2026-03-31" };
const LAST_FIRST_HALF = { from: "2025-04-01", to: "2025-09-30" };
const FIRST_QUARTER = { from: "2026-04-01", to: "2026-06-30" };

/** Monthly rounds after the shown one, so many that the lists of the pages, which have the newest, end with it. */
const MONTHLY: readonly Round[] = Array.from({ length: 23 }, (_, at) => ({ from: `2027-01-${String(at + 1).padStart(2, "0")}`, to: "2027-01-31" }));

/** Each shown round with the others, planned in this order; `last`: the place of 前回 among them. */
const CONSTELLATIONS: readonly { readonly name: string; readonly shown: Round; readonly others: readonly Round[]; readonly last: number | null }[] = [
  { name: "none before it", shown: FIRST_HALF, others: [], last: null },
  { name: "one that begins earlier", shown: SECOND_HALF, others: [FIRST_HALF, LAST_YEAR], last: 0 },
  { name: "one that begins on the same day and ends earlier", shown: YEAR, others: [LAST_YEAR, FIRST_HALF], last: 1 },
  { name: "of two that begin on the same day, the one that ends later", shown: YEAR, others: [FIRST_QUARTER, FIRST_HALF, LAST_YEAR], last: 1 },
  { name: "none that begins on the same day and ends later", shown: FIRST_HALF, others: [YEAR, LAST_FIRST_HALF], last: 1 },
  { name: "none with the same days", shown: FIRST_HALF, others: [FIRST_HALF, LAST_YEAR], last: 1 },
  { name: "one that begins earlier and ends later", shown: SECOND_HALF, others: [YEAR], last: 0 },
  {
    name: "none that is not approved",
    shown: YEAR,
    others: [
      { ...FIRST_HALF, state: "open" },
      { ...LAST_YEAR, state: "submitted" },
    ],
    last: 1,
  },
  { name: "none of another edition", shown: YEAR, others: [{ ...FIRST_HALF, edition: "shishin-3" }, LAST_YEAR], last: 1 },
  { name: "one with 24 newer ones", shown: SECOND_HALF, others: [FIRST_HALF, ...MONTHLY], last: 0 },
];

/** Makes the rounds of an operator, each with another number of measures, by which their figures are told apart. */
async function makeRounds(world: World, rounds: readonly Round[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [at, { from, to, state = "approved", edition = "kuko-2" }] of rounds.entries()) {
    await withClient(own.ownerUrl, async (client) => {
      const { cycleId } = await makeCycle(client, world, { state, edition, sheets: "accepted", measures: Math.min(at + 1, 5) });
      await client.query("UPDATE cycle SET period_from = $2, period_to = $3 WHERE id = $1", [cycleId, from, to]);
      ids.push(cycleId);
    });
  }
  return ids;
}

const value = <Value>(result: { readonly ok: true; readonly value: Value } | Parameters<typeof codeOf>[0]): Value => {
  if (!result.ok) throw new Error(codeOf(result));
  return result.value as Value;
};

async function itemOf(transaction: Transaction, cycle: CycleRecord): Promise<CycleItem> {
  const index = await editionOf(transaction, cycle);
  return { cycle, index, item: index.edition.items[0]! };
}

/** What each page that compares takes for 前回: its id or, of the report and the first page, the figures of the last round. */
async function comparedWith(world: World, cycleId: string) {
  const visitor = visitorFor(world, "ciso");
  const dashboard = value(await readOverseeing(visitor, { department: null, wanted: cycleId }, NOW)).facts;
  const report = value(await readGapReport(visitor, { cycleId }, NOW));
  const pages = value(
    await auditedTransaction("reading", visitor, { action: "scores.read", target: "cycle" }, NOW, async (transaction) => {
      const cycle = await readCycle(transaction, cycleId, "none");
      if (!cycle) throw new Error("no cycle");
      return granted({
        scores: await readScoresPage(transaction, cycle, "section", "required", null),
        first: await readFirstFigures(transaction, cycle),
        item: await readItemFacts(transaction, await itemOf(transaction, cycle), visitor.actor, {}, { page: 1, perPage: 1 }),
      });
    }),
  );
  const last = dashboard?.history.at(-2) ?? null;
  return {
    ids: { dashboard: last?.cycle.id ?? null, scores: pages.scores.last?.cycle.id ?? null, item: pages.item.history[1]?.cycle.id ?? null },
    items: {
      dashboard: last?.scores.tiers.required.items ?? null,
      scores: pages.scores.last?.scores.tiers.required.items ?? null,
      report: report.tiers.previous?.required.items ?? null,
    },
    firstPage: pages.first.keyFigures.map(({ last: figure }) => figure !== null),
  };
}

describe("前回 is one round", () => {
  const worlds: World[] = [];
  beforeAll(async () => {
    for (const [at] of CONSTELLATIONS.entries()) {
      worlds.push(await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", `前回空港${String(at)}`)));
    }
  });

  it.each(CONSTELLATIONS.map((one, at) => ({ ...one, at })))("M11 every page that compares names the same one: $name", async ({ shown, others, last, at }) => {
    const world = worlds[at]!;
    const [cycleId = "", ...ids] = await makeRounds(world, [shown, ...others]);
    const { ids: named, items, firstPage } = await comparedWith(world, cycleId);
    const expected = last === null ? null : ids[last];
    expect(named).toEqual({ dashboard: expected, scores: expected, item: expected });
    expect(items.scores === null).toBe(last === null);
    expect(items).toEqual({ dashboard: items.scores, scores: items.scores, report: items.scores });
    expect(new Set(firstPage)).toEqual(new Set([last !== null]));
  });
});

import "server-only";
import { gapReport, type RuleReport } from "@/lib/domain/gap/report";
import { type CycleRecord, readCycles } from "@/lib/features/cycles/cycle-record";
import { readPlaceNames } from "@/lib/features/cycles/organisation";
import { countStates, departmentCounts, totalCounts } from "@/lib/features/cycles/progress";
import type { Progress, StateCounts } from "@/lib/features/cycles/schema";
import type { Scores } from "@/lib/domain/scoring/measure";
import type { EditionIndex } from "@/lib/features/guidelines/data";
import { editionOf, scoresOfCycle } from "@/lib/features/scores/cycle-scores";
import { readGapFacts } from "@/lib/features/scores/gap-facts";
import type { Transaction } from "@/prisma/client";

const LONGEST_TREND = 6;
const LOOKED_BACK = 24;

/** Which parts of the dashboard the visitor may see, and of which department. */
export interface DashboardScope {
  readonly scores: boolean;
  readonly report: boolean;
  readonly department: string | null;
}

export interface ScoredCycle {
  readonly cycle: CycleRecord;
  readonly scores: Scores;
}

export interface DashboardFacts {
  readonly cycle: CycleRecord;
  readonly index: EditionIndex;
  readonly counts: StateCounts;
  readonly departments: Progress["departments"];
  /** Oldest first, the cycle itself last; empty where scores may not be seen. */
  readonly history: readonly ScoredCycle[];
  readonly rules: readonly RuleReport[] | null;
  readonly names: ReadonlyMap<string, string>;
}

/** The cycle that the dashboard speaks of: the newest that was opened, else the newest. */
const chooseCycle = (cycles: readonly CycleRecord[]): CycleRecord | undefined => cycles.find(({ state }) => state !== "planned") ?? cycles[0];

/** What the dashboard is made of; null where there is no cycle yet. */
export async function readDashboard(transaction: Transaction, scope: DashboardScope, now: Date): Promise<DashboardFacts | null> {
  const cycles = await readCycles(transaction, undefined, LOOKED_BACK, 0);
  const cycle = chooseCycle(cycles);
  if (!cycle) return null;
  const states = await countStates(transaction, cycle.id, scope.department);
  const opened = cycle.state !== "planned";
  const before = cycles.filter(({ editionId, periodFrom, state }) => editionId === cycle.editionId && periodFrom < cycle.periodFrom && (state === "approved" || state === "submitted"));
  const history: ScoredCycle[] = [];
  for (const one of scope.scores && opened ? [...before.slice(0, LONGEST_TREND - 1).reverse(), cycle] : []) {
    history.push({ cycle: one, scores: await scoresOfCycle(transaction, one, undefined, scope.department) });
  }
  const facts = scope.report && opened ? await readGapFacts(transaction, cycle, now) : null;
  const places = await readPlaceNames(transaction);
  return {
    ...{ cycle, history, index: await editionOf(transaction, cycle) },
    counts: totalCounts(states),
    departments: departmentCounts(states),
    rules: facts === null ? null : gapReport(facts).rules,
    names: new Map([...places, ...(facts?.people ?? []).map(({ id, name }) => [id, name] as const)]),
  };
}

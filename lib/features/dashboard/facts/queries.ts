import "server-only";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { gapReport, type RuleReport } from "@/lib/domain/gap/report";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { circumstancesOf } from "@/lib/features/cycle-pages/overview/queries";
import { countNoted, countStates, departmentCounts, type Noted, totalCounts } from "@/lib/features/cycle-pages/progress/queries";
import { type Circumstances, graspCounts } from "@/lib/features/cycles/next-step/rules";
import { editionOf, readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readLatestCycles } from "@/lib/features/cycles/record/record";
import type { Progress } from "@/lib/features/cycles/record/schema";
import { choicesOf, isRunning, mostToDo, type Workload } from "@/lib/features/dashboard/choice/rules";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { readGapFacts } from "@/lib/features/results/gap-facts/queries";
import { earlierScores, type ScoredCycle, scoresOfCycle } from "@/lib/features/results/scores/queries";
import { sheetsWaitingFor, type WaitingSheet } from "@/lib/features/sheets/waiting-for-review/queries";
import { calendarDate } from "@/lib/labels/japanese-date";
import { untilNextChange } from "@/lib/server/audit/last-changes";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const LONGEST_TREND = 6;

/** The parts of the dashboard that the visitor may see, and the department. */
export interface DashboardScope {
  readonly scores: boolean;
  readonly report: boolean;
  readonly department: string | null;
}

export interface DashboardFacts {
  readonly cycle: CycleRecord;
  /** The cycles to switch between, newest first; they include the cycle itself unless it was requested explicitly. */
  readonly choices: readonly CycleRecord[];
  readonly index: EditionIndex;
  readonly circumstances: Circumstances;
  readonly departments: Progress["departments"];
  /** Oldest first, the cycle itself last; empty if the visitor may not see scores. */
  readonly history: readonly ScoredCycle[];
  readonly rules: readonly RuleReport[] | null;
  readonly names: ReadonlyMap<string, string>;
}

/** Data based only on counted sheets, which changes only with an action in the audit trail. */
interface KeptFigures {
  readonly history: readonly ScoredCycle[];
  readonly rules: readonly RuleReport[] | null;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

const figuresKept = untilNextChange<KeptFigures>("dashboard figures", 200);
const notedKept = untilNextChange<Noted[]>("dashboard notes", 200);

/** The cycle and those before it, oldest first, with their scores. */
async function readHistory(transaction: Transaction, { department }: DashboardScope, cycle: CycleRecord): Promise<ScoredCycle[]> {
  const before = await earlierScores(transaction, cycle, LONGEST_TREND - 1, undefined, department);
  return [...before.reverse(), { cycle, scores: await scoresOfCycle(transaction, cycle, undefined, department) }];
}

async function readFigures(transaction: Transaction, scope: DashboardScope, cycle: CycleRecord, now: Date): Promise<KeptFigures> {
  const history = scope.scores ? await readHistory(transaction, scope, cycle) : [];
  const facts = scope.report ? await readGapFacts(transaction, cycle, now, null) : null;
  return { history, rules: facts === null ? null : gapReport(facts).rules, people: facts?.people ?? [] };
}

/** The cycle with most to do for the visitor. */
async function busiestCycle(
  transaction: Transaction,
  choices: readonly CycleRecord[],
  waiting: readonly WaitingSheet[],
  department: string | null,
): Promise<CycleRecord | undefined> {
  const running = choices.filter(isRunning);
  const workloads = new Map<string, Workload>();
  for (const { id } of running.length > 1 ? running : []) {
    const counts = totalCounts(await countStates(transaction, id, department));
    workloads.set(id, { waiting: waiting.filter(({ cycleId }) => cycleId === id).length, undecided: graspCounts(counts).outstanding + counts.handedIn });
  }
  return mostToDo(choices, ({ id }) => workloads.get(id) ?? { waiting: 0, undecided: 0 });
}

/** The data of the dashboard for the cycle or, if none is given, the one with most to do; null if there is no cycle yet. */
export async function readDashboard(
  transaction: Transaction,
  visitor: Visitor,
  scope: DashboardScope,
  wanted: string | undefined,
  changes: string,
  now: Date,
): Promise<Result<DashboardFacts | null, Refusal>> {
  const cycles = await readLatestCycles(transaction);
  const choices = choicesOf(cycles);
  const waiting = await sheetsWaitingFor(transaction, visitor, now);
  const cycle = wanted === undefined ? await busiestCycle(transaction, choices, waiting, scope.department) : cycles.find(({ id }) => id === wanted);
  if (!cycle) return wanted === undefined ? granted(null) : refused(NOT_FOUND);
  const states = await countStates(transaction, cycle.id, scope.department);
  const place = [changes, cycle.id, scope.department] as const;
  const noted = await notedKept(place, now, () => countNoted(transaction, cycle.id, scope.department));
  const opened = hasFigures(cycle.state);
  const { history, rules, people } = opened
    ? await figuresKept([...place, cycle.state, cycle.contentHash, scope, calendarDate(now)], now, () => readFigures(transaction, scope, cycle, now))
    : { history: [], rules: null, people: [] };
  const places = await readPlaceNames(transaction);
  return granted({
    ...{ cycle, choices, history, rules, index: await editionOf(transaction, cycle) },
    circumstances: await circumstancesOf({ transaction, now }, cycle, { counts: totalCounts(states), waiting, department: scope.department }),
    departments: departmentCounts(states, noted),
    names: new Map([...places, ...people.map(({ id, name }) => [id, name] as const)]),
  });
}

import { hasFigures } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";

interface Cycle {
  readonly editionId: string;
  readonly state: CycleState;
}

export const isRunning = ({ state }: Pick<Cycle, "state">): boolean => state === "open" || state === "reviewing";

/** Whether the CISO has decided on the cycle, so that its figures stand. */
export const isFinished = ({ state }: Pick<Cycle, "state">): boolean => state === "approved" || state === "submitted";

/**
 * The cycles that the dashboard offers, in the given order (newest first): all planned or running ones, of each edition the
 * newest approved or submitted one and the newest submitted one, which the ministry has, and the newest opened one of all.
 */
export function choicesOf<One extends Cycle>(cycles: readonly One[]): One[] {
  const newestOpened = cycles.find(({ state }) => hasFigures(state));
  const finished = cycles.filter(isFinished);
  const submitted = finished.filter(({ state }) => state === "submitted");
  const isNewestOfEdition = (cycle: One): boolean =>
    [finished, submitted].some((those) => cycle === those.find(({ editionId }) => editionId === cycle.editionId));
  return cycles.filter((cycle) => cycle.state === "planned" || isRunning(cycle) || cycle === newestOpened || isNewestOfEdition(cycle));
}

/** The remaining work in a running cycle. */
export interface Workload {
  /** Handed-in sheets that the visitor may review. */
  readonly waiting: number;
  /** Sheets that are not accepted yet. */
  readonly undecided: number;
}

/** The running cycle with most to do for the visitor, the newest of equals; if none is running, the newest opened one, else the newest. */
export function mostToDo<One extends Cycle>(choices: readonly One[], workloadOf: (cycle: One) => Workload): One | undefined {
  const [busiest] = choices.filter(isRunning).toSorted((one, other) => {
    const [left, right] = [workloadOf(one), workloadOf(other)];
    return right.waiting - left.waiting || right.undecided - left.undecided;
  });
  return busiest ?? choices.find(({ state }) => hasFigures(state)) ?? choices[0];
}

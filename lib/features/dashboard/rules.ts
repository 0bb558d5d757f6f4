import { hasFigures } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";

interface Cycle {
  readonly editionId: string;
  readonly state: CycleState;
}

export const isRunning = ({ state }: Pick<Cycle, "state">): boolean => state === "open" || state === "reviewing";

/**
 * The cycles between which the dashboard lets choose, in the order given, newest first: every one that is planned or
 * running, of each edition the newest approved one that waits for being submitted, and the newest that was opened.
 */
export function choicesOf<One extends Cycle>(cycles: readonly One[]): One[] {
  const opened = cycles.filter(({ state }) => hasFigures(state));
  const newestOf = (edition: string): One | undefined => opened.find(({ editionId }) => editionId === edition);
  return cycles.filter(
    (cycle) => cycle.state === "planned" || isRunning(cycle) || cycle === opened[0] || (cycle.state === "approved" && cycle === newestOf(cycle.editionId)),
  );
}

/** What is left to do in a running cycle. */
export interface Workload {
  /** Handed-in sheets that the visitor accepts or returns. */
  readonly waiting: number;
  /** Sheets that are not accepted yet. */
  readonly undecided: number;
}

/** The running cycle with most to do for the visitor, the newest of equals; without one the newest opened, else the newest. */
export function mostToDo<One extends Cycle>(choices: readonly One[], workloadOf: (cycle: One) => Workload): One | undefined {
  const [busiest] = choices.filter(isRunning).toSorted((one, other) => {
    const [left, right] = [workloadOf(one), workloadOf(other)];
    return right.waiting - left.waiting || right.undecided - left.undecided;
  });
  return busiest ?? choices.find(({ state }) => hasFigures(state)) ?? choices[0];
}

import type { CycleState } from "@/lib/domain/checking/state";
import type { Duties } from "@/lib/features/cycles/next-step/rules";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import type { Task } from "@/lib/features/tasks/record/schema";

/** A cycle of which somebody may have something to do. */
export interface Pending {
  readonly state: CycleState;
  /** Sheets that the visitor oversees, by state. */
  readonly counts: StateCounts;
}

/**
 * What the cycle asks of somebody with these duties: `awaited` where others have to act first and the visitor may see to it, null
 * where there is nothing to do or to wait for.
 */
export function demandOf(
  { state, counts }: Pending,
  duties: Duties,
): Exclude<Task["kind"], "answer" | "revise" | "review" | "submitLate" | "confirmHandover"> | "awaited" | null {
  switch (state) {
    case "planned":
      return duties.plans ? "handOut" : "awaited";
    case "open":
      return counts.notStarted + counts.inProgress + counts.returned > 0 || !duties.reviews ? "awaited" : "close";
    case "reviewing":
      return counts.returned > 0 || counts.handedIn > 0 || !duties.approves ? "awaited" : "approve";
    case "approved":
      return duties.submits ? "submit" : null;
    case "submitted":
    case "cancelled":
      return null;
  }
}

/** By last day, those without one last; of equal ones in the given order. */
export const byDueDate = <One extends { readonly dueOn: string | null }>(things: readonly One[]): One[] =>
  things.toSorted((one, other) => (one.dueOn ?? "9999").localeCompare(other.dueOn ?? "9999"));

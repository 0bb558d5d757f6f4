import { decide, mayAtOwn } from "@/lib/domain/access/permission";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { approvalTarget } from "@/lib/features/cycles/record/rules";
import type { StateCounts } from "@/lib/features/cycles/record/schema";
import { denied } from "@/lib/labels/permission-words";
import type { Visitor } from "@/lib/server/scope/scope";

/** The visitor's permissions that the next step depends on. */
export interface Duties {
  readonly plans: boolean;
  readonly reviews: boolean;
  readonly approves: boolean;
  readonly submits: boolean;
  readonly readsReport: boolean;
}

/** The state of a cycle from the visitor's point of view. */
export interface Circumstances {
  /** Sheets that the visitor oversees, by state. */
  readonly counts: StateCounts;
  /** Whether they are those of one department. */
  readonly departmentOnly: boolean;
  /** Handed-in sheets that the visitor may review. */
  readonly waiting: number;
  /** Why the approved cycle cannot be submitted now; null if it can. */
  readonly obstacle: string | null;
}

/** The number of sheets handed out and not withdrawn, and how many of them count. */
export function graspCounts(counts: StateCounts): { readonly handedOut: number; readonly counted: number; readonly outstanding: number } {
  const counted = counts.handedIn + counts.accepted;
  const outstanding = counts.notStarted + counts.inProgress + counts.returned;
  return { handedOut: counted + outstanding, counted, outstanding };
}

/** The visitor's permissions at the own operator; with a cycle, whether they approve this one, of which a deputy may have planned a part. */
export const dutiesOf = ({ actor }: Visitor, cycle?: CycleRecord): Duties => ({
  plans: mayAtOwn(actor, "cycle.plan"),
  reviews: mayAtOwn(actor, "cycle.review"),
  approves: cycle ? decide(actor, "cycle.approve", approvalTarget(cycle)).ok : mayAtOwn(actor, "cycle.approve"),
  submits: mayAtOwn(actor, "cycle.submit"),
  readsReport: mayAtOwn(actor, "gapReport.read"),
});

/** Why the visitor, a deputy who planned a part of it, does not approve the cycle that waits for it; null for everybody else. */
export function approvedByOthers({ actor }: Visitor, cycle: CycleRecord): string | null {
  const approval = cycle.state === "reviewing" ? decide(actor, "cycle.approve", approvalTarget(cycle)) : null;
  return approval?.ok === false && approval.refusal.code === "applicant" ? denied("cycle.approve", approval.refusal).detail : null;
}

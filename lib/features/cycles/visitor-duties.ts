import type { Visitor } from "@/lib/auth/scope";
import { decide } from "@/lib/domain/access/permission";
import type { Duties } from "@/lib/features/cycles/next-step";

/** What the visitor may do at the own operator. */
export function dutiesOf({ actor }: Visitor): Duties {
  const { operatorId } = actor;
  const may = (action: Parameters<typeof decide>[1]): boolean => decide(actor, action, { operatorId }).ok;
  return {
    plans: may("cycle.plan"),
    decides: may("cycle.approve"),
    readsReport: may("gapReport.read"),
  };
}

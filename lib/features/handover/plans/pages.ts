import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { listOwnHandovers, listPlannedHandovers, readPlanned } from "@/lib/features/handover/plans/queries";
import { ownHandoverText, plannedView } from "@/lib/features/handover/plans/texts";
import type { OwnHandoversView, PlannedView } from "@/lib/features/handover/plans/view";
import { somebody } from "@/lib/features/organisation/people/record";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { reading } from "@/lib/server/use-cases/use-case";

const readOfPerson = reading({
  of: listPlannedHandovers,
  on: somebody.seen,
  run: async ({ transaction, subject: { id } }) => granted(await readPlanned(transaction, id)),
});

const mayManage = ({ actor }: Visitor): boolean => mayAtOwn(actor, "people.manage");

/** What is planned for the person; null if nothing is. */
export async function loadPlanned(personId: string): Promise<PlannedView | null> {
  const visitor = await requireVisitor();
  const row = valueOrPage(await readOfPerson(visitor, { personId }, new Date()));
  return row && plannedView(row, mayManage(visitor));
}

/** The first hundred that are planned, by day: more than any operator plans at once. */
export async function loadPlannedHandovers(visitor: Visitor, now: Date): Promise<readonly PlannedView[]> {
  const { items } = valueOrPage(await listPlannedHandovers(visitor, { page: 1, perPage: 100 }, now));
  return items.map((row) => plannedView(row, mayManage(visitor)));
}

/** What is planned for the visitor. Nothing is read where nothing is planned at the operator. */
export async function loadOwnHandovers(): Promise<OwnHandoversView> {
  const visitor = await requireVisitor();
  if ((visitor.account.handoverOn ?? null) === null) return { lines: [] };
  return { lines: valueOrPage(await listOwnHandovers(visitor, {}, new Date())).items.map(ownHandoverText) };
}

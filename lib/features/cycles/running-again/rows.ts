import "server-only";
import { keptApartFrom } from "@/lib/domain/access/separation";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { grouped } from "@/lib/domain/shared/grouped";
import { dutiesOf } from "@/lib/features/cycles/duties/queries";
import { movedParts } from "@/lib/features/cycles/moving/parts";
import { followWhereRunsAgain } from "@/lib/features/cycles/moving/rows";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { changedRespondents, respondentParts } from "@/lib/features/cycles/respondents/parts";
import { respondentsIn } from "@/lib/features/cycles/respondents/queries";
import type { Prisma, Transaction } from "@/lib/server/database/client";

interface Changed {
  readonly detail: { readonly before: object; readonly after: object };
}

/** What changed of one sheet, as one. */
const together = (changes: readonly Changed[]) => ({
  before: Object.assign({}, ...changes.map(({ detail }) => detail.before)) as Prisma.InputJsonObject,
  after: Object.assign({}, ...changes.map(({ detail }) => detail.after)) as Prisma.InputJsonObject,
});

interface Named {
  readonly sheetId: string;
  readonly personId: string;
  readonly role: AppointmentRole;
}

/**
 * Those who were named on a sheet and now do what 3.1.4.1(2) keeps apart from it do not answer it any more, as those who left and
 * former holders of the post do not (`portal_cycle_runs_again`).
 */
async function partWithNames(transaction: Transaction, { operatorId, id: cycleId }: CycleRecord, now: Date): Promise<void> {
  const named = await transaction.$queryRaw<Named[]>`
    SELECT r.sheet_id AS "sheetId", r.person_id AS "personId", s.role
    FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
    WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${cycleId}::uuid AND s.state <> 'withdrawn' AND s.role <> ${OWN_CONDUCT} AND NOT r.from_post
    ORDER BY s.id, r.person_id`;
  const duties = await dutiesOf(transaction, operatorId, [...new Set(named.map(({ personId }) => personId))], now);
  const apart = named.filter(({ personId, role }) => keptApartFrom(role, duties.get(personId) ?? []).length > 0);
  for (const { sheetId, personId } of apart) await transaction.sheetRespondent.deleteMany({ where: { operatorId, sheetId, personId } });
}

/**
 * Lets a round run again, by the change of its state, with the departments and the respondents of today. One that ran all along was
 * kept up to date, and what a handover left in its department stays there. Out: what the change returns, and an audit entry for each
 * sheet that changed by it.
 */
export async function runAgain<Made>(transaction: Transaction, before: CycleRecord, now: Date, change: () => Promise<Made>) {
  if (before.state === "open" || before.state === "reviewing") return { made: await change(), sheets: [] };
  const answered = await respondentsIn(transaction, before);
  const made = await change();
  const moved = movedParts(await followWhereRunsAgain(transaction, before));
  await partWithNames(transaction, before, now);
  const others = respondentParts(changedRespondents([], answered, await respondentsIn(transaction, before)));
  const sheets = [...grouped([...moved, ...others], ({ place }) => place)].map(([place, changes]) => ({ place, detail: together(changes) }));
  return { made, sheets };
}

import "server-only";
import { keptApartFrom } from "@/lib/domain/access/separation";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
import type { AppointmentRole } from "@/lib/domain/checking/state";
import { dutiesOf } from "@/lib/features/cycles/duties/queries";
import { movedParts } from "@/lib/features/cycles/moving/parts";
import { followWhereRunsAgain } from "@/lib/features/cycles/moving/rows";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import type { Transaction } from "@/lib/server/database/client";

interface Named {
  readonly sheetId: string;
  readonly personId: string;
  readonly role: AppointmentRole;
  readonly respondentIds: readonly string[];
}

/**
 * Those who were named on a sheet and now do what 3.1.4.1(2) keeps apart from it do not answer it any more, as those who left and
 * former holders of the post do not (`portal_cycle_runs_again`). Out: an audit entry for each sheet, with its respondents.
 */
async function partWithNames(transaction: Transaction, { operatorId, id: cycleId }: CycleRecord, now: Date) {
  const named = await transaction.$queryRaw<Named[]>`
    SELECT r.sheet_id AS "sheetId", r.person_id AS "personId", s.role,
      ARRAY(SELECT o.person_id FROM sheet_respondent o WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id ORDER BY o.person_id) AS "respondentIds"
    FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
    WHERE s.operator_id = ${operatorId}::uuid AND s.cycle_id = ${cycleId}::uuid AND s.state <> 'withdrawn' AND s.role <> ${OWN_CONDUCT} AND NOT r.from_post
    ORDER BY s.id, r.person_id`;
  const duties = await dutiesOf(transaction, operatorId, [...new Set(named.map(({ personId }) => personId))], now);
  const apart = named.filter(({ personId, role }) => keptApartFrom(role, duties.get(personId) ?? []).length > 0);
  for (const { sheetId, personId } of apart) await transaction.sheetRespondent.deleteMany({ where: { operatorId, sheetId, personId } });
  return [...new Map(apart.map((one) => [one.sheetId, one.respondentIds]))].map(([sheetId, before]) => {
    const gone = apart.filter((one) => one.sheetId === sheetId).map(({ personId }) => personId);
    const after = before.filter((personId) => !gone.includes(personId));
    return { place: `sheet/${sheetId}`, detail: { before: { respondentIds: before }, after: { respondentIds: after } } };
  });
}

/**
 * A round that runs again has the departments and the respondents of today. `before` is the round before its change of state; one
 * that ran all along was kept up to date, and what a handover left in its department stays there. Out: the audit entries of the sheets that changed by it.
 */
export async function bringUpToDate(transaction: Transaction, before: CycleRecord, now: Date) {
  if (before.state === "open" || before.state === "reviewing") return [];
  return [...movedParts(await followWhereRunsAgain(transaction, before)), ...(await partWithNames(transaction, before, now))];
}

import "server-only";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Part } from "@/lib/server/audit/audited-transaction";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** Who registers what ends deputyships, and when. */
export interface Doing {
  readonly by: string;
  readonly now: Date;
}

/**
 * Ends these deputyships `q` that are in force or still to come. The database ends whatever is left, but knows neither who did it nor
 * the trail. Out: an audit entry for each.
 */
async function endDeputyships(transaction: Transaction, operatorId: string, which: Prisma.Sql, reason: string, { by, now }: Doing): Promise<Part[]> {
  const ended = await transaction.$queryRaw<{ id: string }[]>`
    UPDATE deputy q SET ended_at = ${now}, ended_by = ${by}::uuid, ended_reason = ${reason}
    WHERE q.operator_id = ${operatorId}::uuid AND ${which} AND q.ended_at IS NULL AND q.until_on >= ${calendarDate(now)}::date
    RETURNING q.id`;
  return ended.map(({ id }) => ({ place: `deputy/${id}`, action: "deputy.end", detail: { reason } }));
}

/** Ends those of a person who leaves (`portal_leaver_is_no_deputy`). */
export const endOnLeaving = (transaction: Transaction, operatorId: string, personId: string, doing: Doing): Promise<Part[]> =>
  endDeputyships(transaction, operatorId, Prisma.sql`q.person_id = ${personId}::uuid`, "退職", doing);

interface Taken extends AppointmentBody {
  readonly personId: string;
}

/** Ends those of people who take the post itself, before they take it (`portal_holder_is_no_deputy`). */
export const endOnTaking = async (transaction: Transaction, operatorId: string, taken: readonly Taken[], doing: Doing): Promise<Part[]> =>
  taken.length === 0 ? [] : endDeputyships(transaction, operatorId, ofTaken(taken), "役割に就いたため", doing);

const ofTaken = (taken: readonly Taken[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) AS n("personId" uuid, role text, "departmentId" uuid, "systemId" uuid)
  WHERE n."personId" = q.person_id AND n.role = q.role
    AND n."departmentId" IS NOT DISTINCT FROM q.department_id AND n."systemId" IS NOT DISTINCT FROM q.system_id)`;

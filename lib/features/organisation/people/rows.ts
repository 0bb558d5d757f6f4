import "server-only";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Part } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";

interface Moving {
  readonly operatorId: string;
  readonly id: string;
}

/** Who registers it, and when. */
interface Doing {
  readonly by: string;
  readonly now: Date;
}

const LEFT = "退職";

/**
 * Ends the deputyships of a leaver that are in force or still to come. The database ends whatever is left
 * (`portal_leaver_is_no_deputy`), but knows neither who did it nor the trail.
 */
async function endDeputyships(transaction: Transaction, { operatorId, id: personId }: Moving, { by, now }: Doing): Promise<Part[]> {
  const ended = await transaction.$queryRaw<{ id: string }[]>`
    UPDATE deputy SET ended_at = ${now}, ended_by = ${by}::uuid, ended_reason = ${LEFT}
    WHERE operator_id = ${operatorId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL AND until_on >= ${calendarDate(now)}::date
    RETURNING id`;
  return ended.map(({ id }) => ({ place: `deputy/${id}`, action: "deputy.end", detail: { reason: LEFT } }));
}

/**
 * Leaving ends the roles and deputyships and closes the login, which ends its password, sessions, tokens and link. Coming back
 * allows a new link for the login; roles are given again separately. Out: an audit entry for each deputyship that ends.
 */
export async function moveInOrOut(transaction: Transaction, person: Moving, left: boolean, doing: Doing): Promise<readonly Part[]> {
  const { operatorId, id } = person;
  const at = left ? doing.now : null;
  const ended = left ? await endDeputyships(transaction, person, doing) : [];
  if (left) await transaction.appointment.deleteMany({ where: { operatorId, personId: id } });
  await transaction.person.updateMany({ where: { operatorId, id }, data: { leftAt: at } });
  await transaction.account.updateMany({ where: { operatorId, personId: id }, data: { disabledAt: at } });
  return ended;
}

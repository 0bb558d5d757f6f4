import "server-only";
import { countsInYear, type PastDeputyship } from "@/lib/domain/access/deputy";
import { grouped } from "@/lib/domain/shared/grouped";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Transaction } from "@/lib/server/database/client";

interface Row extends PastDeputyship {
  readonly personId: string;
}

/** The deputyships of these people that count in the separation of duties today: in force in this fiscal year, or to come. */
export async function countedDeputyships(
  transaction: Transaction,
  operatorId: string,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly PastDeputyship[]>> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT d.person_id AS "personId", d.role, d.department_id AS "departmentId", d.system_id AS "systemId", d.from_on::text AS "from", d.until_on::text AS until,
      (d.ended_at AT TIME ZONE 'Asia/Tokyo')::date::text AS "endedOn"
    FROM deputy d WHERE d.operator_id = ${operatorId}::uuid AND d.person_id = ANY(${[...personIds]}::uuid[])`;
  const today = calendarDate(now);
  return grouped(
    rows.filter((one) => countsInYear(one, today)),
    ({ personId }) => personId,
  );
}

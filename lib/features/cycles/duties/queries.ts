import "server-only";
import { countsInYear, type PastDeputyship } from "@/lib/domain/access/deputy";
import type { Duty } from "@/lib/domain/access/separation";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
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

/**
 * What these people do that counts in the separation of duties (docs/design.md 6): the posts that they hold, the deputyships that
 * count this year, and the sheets of running rounds that they answer, except 取扱者 sheets.
 */
export async function dutiesOf(
  transaction: Transaction,
  operatorId: string,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly Duty[]>> {
  const deputyships = await countedDeputyships(transaction, operatorId, personIds, now);
  const rows = await transaction.$queryRaw<(Duty & { personId: string })[]>`
    SELECT a.person_id AS "personId", a.role, false AS answers FROM appointment a
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = ANY(${[...personIds]}::uuid[])
    UNION SELECT r.person_id, s.role, true FROM sheet_respondent r
      JOIN sheet s ON s.operator_id = r.operator_id AND s.id = r.sheet_id AND s.state <> 'withdrawn' AND s.role <> ${OWN_CONDUCT}
      JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id AND c.state IN ('open', 'reviewing')
    WHERE r.operator_id = ${operatorId}::uuid AND r.person_id = ANY(${[...personIds]}::uuid[])`;
  const own = grouped(rows, ({ personId }) => personId);
  return new Map(
    personIds.map((personId) => {
      const stands = (deputyships.get(personId) ?? []).map(({ role }) => ({ role, answers: false }));
      return [personId, [...(own.get(personId) ?? []).map(({ role, answers }) => ({ role, answers })), ...stands]];
    }),
  );
}

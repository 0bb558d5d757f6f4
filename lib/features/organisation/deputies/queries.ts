import "server-only";
import { isOn } from "@/lib/domain/access/deputy";
import { granted } from "@/lib/domain/shared/result";
import { DEPUTIES_TAG, type DeputiesQuery, type Deputy, type DeputyState, deputiesQuery, deputyPage } from "@/lib/features/organisation/deputies/schema";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";
import { isIdentifier } from "@/lib/validation/plain-text";

interface Row extends Omit<Deputy, "state" | "namedAt" | "endedAt"> {
  readonly namedAt: Date;
  readonly endedAt: Date | null;
}

const DEPUTY = Prisma.sql`
  SELECT d.id, d.role, d.department_id AS "departmentId", u.name AS "departmentName", d.system_id AS "systemId", y.name AS "systemName", d.ordinal AS "order",
    d.person_id AS "personId", p.name AS "personName", d.from_on::text AS "from", d.until_on::text AS until, d.reason,
    d.named_at AS "namedAt", n.name AS "namedByName", d.ended_at AS "endedAt", e.name AS "endedByName", d.ended_reason AS "endedReason"
  FROM deputy d
  JOIN person p ON p.operator_id = d.operator_id AND p.id = d.person_id
  LEFT JOIN department u ON u.operator_id = d.operator_id AND u.id = d.department_id
  LEFT JOIN critical_system y ON y.operator_id = d.operator_id AND y.id = d.system_id
  LEFT JOIN person n ON n.operator_id = d.operator_id AND n.id = d.named_by
  LEFT JOIN person e ON e.operator_id = d.operator_id AND e.id = d.ended_by`;

function stateOf({ from, until, endedAt }: Pick<Row, "from" | "until" | "endedAt">, today: string): DeputyState {
  if (endedAt !== null) return "ended";
  if (until < today) return "over";
  return isOn({ from, until }, today) ? "inForce" : "planned";
}

const deputyOf = (row: Row, now: Date): Deputy => ({
  ...row,
  state: stateOf(row, calendarDate(now)),
  namedAt: row.namedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});

/** The deputyship; null if there is none of this id. */
export async function readDeputy(transaction: Transaction, operatorId: string, id: string, now: Date): Promise<Deputy | null> {
  if (!isIdentifier(id)) return null;
  const [row] = await transaction.$queryRaw<Row[]>`${DEPUTY} WHERE d.operator_id = ${operatorId}::uuid AND d.id = ${id}::uuid`;
  return row ? deputyOf(row, now) : null;
}

function condition(operatorId: string, { which, personId }: DeputiesQuery, now: Date): Prisma.Sql {
  const parts = [Prisma.sql`d.operator_id = ${operatorId}::uuid`];
  if (which === "current") parts.push(Prisma.sql`d.ended_at IS NULL AND d.until_on >= ${calendarDate(now)}::date`);
  if (personId !== undefined) parts.push(Prisma.sql`d.person_id = ${personId}::uuid`);
  return Prisma.join(parts, " AND ");
}

/** The deputies of the own operator, by post and in order. */
export const listDeputies = query({
  name: "deputy.list",
  may: "deputy.read",
  api: get("/stand-ins", "listDeputies", DEPUTIES_TAG, "代行の一覧（役割ごとに、順番に）"),
  on: ofOwnOperator("deputies"),
  takesOut: "always",
  input: deputiesQuery,
  output: deputyPage,
  async run({ transaction, subject: { operatorId }, input, now }) {
    const where = condition(operatorId, input, now);
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM deputy d WHERE ${where}`;
    const { skip, take } = rowsOf(input);
    const rows = await transaction.$queryRaw<Row[]>`${DEPUTY} WHERE ${where}
      ORDER BY d.role, u.name NULLS FIRST, y.name NULLS FIRST, d.ordinal, d.from_on, d.id LIMIT ${take} OFFSET ${skip}`;
    return granted({ items: rows.map((row) => deputyOf(row, now)), page: input.page, perPage: input.perPage, total: counted?.total ?? 0 });
  },
});

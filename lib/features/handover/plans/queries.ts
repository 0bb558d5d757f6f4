import "server-only";
import { granted } from "@/lib/domain/shared/result";
import {
  type HandoverBody,
  handoverBody,
  type OwnHandover,
  ownHandovers,
  type PlannedHandoverRow,
  plannedHandoverPage,
} from "@/lib/features/handover/record/schema";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";
import { pageQuery, rowsOf } from "@/lib/validation/paging";

interface Row extends Omit<PlannedHandoverRow, "confirmedAt"> {
  readonly confirmedAt: Date;
}

/** In SQL: the posts of the handover `h` with their successors `s`, as columns of a JSON object. */
const SUCCESSORS = Prisma.sql`
  FROM jsonb_array_elements(h.choices -> 'successors') WITH ORDINALITY AS e (chosen, place)
  CROSS JOIN LATERAL (SELECT chosen ->> 'personId' AS person_id, chosen -> 'post' ->> 'role' AS role,
    (chosen -> 'post' ->> 'departmentId')::uuid AS department_id, (chosen -> 'post' ->> 'systemId')::uuid AS system_id) s
  LEFT JOIN department sd ON sd.operator_id = h.operator_id AND sd.id = s.department_id
  LEFT JOIN critical_system sy ON sy.operator_id = h.operator_id AND sy.id = s.system_id`;

const POST = Prisma.sql`'role', s.role, 'departmentId', s.department_id, 'departmentName', sd.name, 'systemId', s.system_id, 'systemName', sy.name`;

const PLANNED = Prisma.sql`
  SELECT h.id, h.person_id AS "personId", p.name AS "personName", d.name AS "departmentName", h.effective_on::text AS "effectiveOn",
    h.choices ->> 'event' AS event, t.name AS "toDepartmentName", h.state, h.reasons, h.confirmed_at AS "confirmedAt", c.name AS "confirmedByName",
    coalesce((SELECT jsonb_agg(jsonb_build_object(${POST}, 'personId', s.person_id, 'personName', sp.name) ORDER BY place) ${SUCCESSORS}
      JOIN person sp ON sp.operator_id = h.operator_id AND sp.id = s.person_id::uuid), '[]'::jsonb) AS successors
  FROM planned_handover h
  JOIN person p ON p.operator_id = h.operator_id AND p.id = h.person_id
  JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
  JOIN person c ON c.operator_id = h.operator_id AND c.id = h.confirmed_by
  LEFT JOIN department t ON t.operator_id = h.operator_id AND t.id = (h.choices ->> 'departmentId')::uuid`;

const UNFINISHED = Prisma.sql`h.operator_id = portal_operator() AND h.state IN ('planned', 'toConfirm')`;

const plannedOf = (row: Row): PlannedHandoverRow => ({ ...row, confirmedAt: row.confirmedAt.toISOString() });

/** Those of the own operator whose day has come and that have to be confirmed again, the earliest first. */
export async function readToConfirm(transaction: Transaction): Promise<PlannedHandoverRow[]> {
  const rows = await transaction.$queryRaw<Row[]>`${PLANNED} WHERE ${UNFINISHED} AND h.state = 'toConfirm' ORDER BY h.effective_on, p.name, h.id`;
  return rows.map(plannedOf);
}

/** The person's handover that is planned or has to be confirmed again; null if there is none. */
export async function readPlanned(transaction: Transaction, personId: string): Promise<PlannedHandoverRow | null> {
  const [row] = await transaction.$queryRaw<Row[]>`${PLANNED} WHERE ${UNFINISHED} AND h.person_id = ${personId}::uuid`;
  return row ? plannedOf(row) : null;
}

/** What was chosen in it, to be changed. */
export async function readChoices(transaction: Transaction, personId: string): Promise<HandoverBody | null> {
  const [row] = await transaction.$queryRaw<
    { choices: unknown }[]
  >`SELECT h.choices FROM planned_handover h WHERE ${UNFINISHED} AND h.person_id = ${personId}::uuid`;
  return row ? handoverBody.parse(row.choices) : null;
}

/** The handovers of the own operator that are planned or have to be confirmed again, by day. */
export const listPlannedHandovers = query({
  name: "people.listHandovers",
  may: "people.read",
  api: get("/planned-handovers", "listPlannedHandovers", PEOPLE_TAG, "予定した引継ぎと、確認が必要な引継ぎ（効力日の順）"),
  on: ofOwnOperator("people"),
  takesOut: "always",
  input: pageQuery,
  output: plannedHandoverPage,
  async run({ transaction, input }) {
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM planned_handover h WHERE ${UNFINISHED}`;
    const { skip, take } = rowsOf(input);
    const rows = await transaction.$queryRaw<Row[]>`${PLANNED} WHERE ${UNFINISHED} ORDER BY h.effective_on, p.name, h.id LIMIT ${take} OFFSET ${skip}`;
    return granted({ items: rows.map(plannedOf), page: input.page, perPage: input.perPage, total: counted?.total ?? 0 });
  },
});

/** What the visitor hands over or takes over on a later day. A successor is told of the posts, not why they become free. */
export const listOwnHandovers = query({
  name: "people.ownHandovers",
  may: "operator.read",
  api: get("/planned-handovers/mine", "listOwnHandovers", PEOPLE_TAG, "自分が引き継ぐ、または引き継がれる予定"),
  on: ofOwnOperator("people"),
  takesOut: { no: "what is planned for the visitor" },
  output: ownHandovers,
  async run({ transaction, visitor: { actor } }) {
    const items = await transaction.$queryRaw<OwnHandover[]>`
      SELECT h.effective_on::text AS "effectiveOn", k.part, CASE k.part WHEN 'handsOver' THEN h.choices ->> 'event' END AS event, p.name AS "personName",
        coalesce((SELECT jsonb_agg(jsonb_build_object(${POST}) ORDER BY place) ${SUCCESSORS}
          WHERE k.part = 'handsOver' OR s.person_id = ${actor.personId}), '[]'::jsonb) AS posts
      FROM planned_handover h JOIN person p ON p.operator_id = h.operator_id AND p.id = h.person_id
      CROSS JOIN (VALUES ('handsOver'), ('takesOver')) AS k (part)
      WHERE h.operator_id = portal_operator() AND h.state = 'planned' AND CASE k.part WHEN 'handsOver' THEN h.person_id = ${actor.personId}::uuid
        ELSE EXISTS (SELECT 1 FROM jsonb_array_elements(h.choices -> 'successors') AS e (chosen) WHERE chosen ->> 'personId' = ${actor.personId}) END
      ORDER BY h.effective_on, k.part, p.name, h.id`;
    return granted({ items });
  },
});

import { expect } from "vitest";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import { type HandoverBody, type HandoverPlan, handoverBody } from "@/lib/features/handover/record/schema";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { wrongTallies } from "@/tests/support/cycle-fixture";
import { as, codeOf, NOW, own, rows, world } from "@/tests/support/sheet-ground";
import type { OperatorRole } from "@/tests/support/world";

export type Asked = Omit<Partial<HandoverBody>, "hash"> & Pick<HandoverBody, "event">;

export const post = (role: AppointmentBody["role"], place: Partial<AppointmentBody> = {}): AppointmentBody => ({
  role,
  departmentId: null,
  systemId: null,
  ...place,
});
/** The person's visitor with the roles of now. */
export const acting = (role: OperatorRole, ...appointments: AppointmentBody[]): Visitor => visitorOf({ ...as(role).account, appointments });

/** Ends every cycle, so that a test's own are the only ones that run. */
export const endCycles = () => rows("UPDATE cycle SET state = 'approved' WHERE operator_id = $1 AND state IN ('open', 'reviewing')", [world.operatorId]);

/** A 取扱者 sheet for everybody, as after handing out. */
export const sheetsForAll = (cycleId: string) =>
  rows<{ id: string; person: string }>(
    `WITH made AS (
       INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures)
       SELECT s.operator_id, gen_random_uuid(), s.cycle_id, s.role, p.department_id, p.id, 'notStarted', s.measures
       FROM sheet s JOIN person p ON p.operator_id = s.operator_id AND p.id <> s.person_id WHERE s.cycle_id = $1 AND s.role = 'handler'
       RETURNING operator_id, id, person_id),
     scopes AS (
       INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, asked, implemented, partial, not_implemented, not_applicable, unevidenced)
       SELECT t.operator_id, t.cycle_id, 'handler/' || d.id || '/', t.role, d.id, z.zeros, z.zeros, z.zeros, z.zeros, z.zeros, z.zeros
       FROM tally t JOIN department d ON d.operator_id = t.operator_id
       CROSS JOIN LATERAL (SELECT array_fill(0, ARRAY[cardinality(t.asked)]) AS zeros) z
       WHERE t.cycle_id = $1 AND t.role = 'handler' ON CONFLICT DO NOTHING)
     INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) SELECT operator_id, id, person_id FROM made RETURNING sheet_id AS id, person_id AS person`,
    [cycleId],
  );

export const idOf = (role: OperatorRole): string => world.people[role].personId;

export async function preview(personId: string, asked: Asked, visitor: Visitor = as("ciso")): Promise<HandoverPlan> {
  const read = await previewHandover(visitor, { personId, ...handoverBody.parse(asked) }, NOW);
  if (!read.ok) throw new Error(`${read.refusal.code} ${read.refusal.detail}`);
  return read.value;
}

/** Does what was just previewed. Out: the refusal's code, or `ok`. */
export async function doHandover(personId: string, asked: Asked, visitor: Visitor = as("ciso")): Promise<string> {
  const seen = await previewHandover(visitor, { personId, ...handoverBody.parse(asked) }, NOW);
  if (!seen.ok) return seen.refusal.code;
  return codeOf(await handOver(visitor, { personId, ...handoverBody.parse({ ...asked, hash: seen.value.hash }) }, NOW));
}

export const sheetRow = async (sheetId: string) =>
  (
    await rows<{ state: string; department: string | null; because: string | null; reason: string | null; respondents: string[] }>(
      `SELECT s.state, s.department_id AS department, s.withdrawn_because AS because, s.withdrawn_reason AS reason,
         ARRAY(SELECT r.person_id::text FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id ORDER BY 1) AS respondents
       FROM sheet s WHERE s.id = $1`,
      [sheetId],
    )
  )[0];

/** The tallies and the progress are those of the answers. */
export async function expectCountsRight(): Promise<void> {
  const { tallies, progress } = await withClient(own.ownerUrl, findDifferences);
  expect({ tallies: tallies.filter(({ operator_id: id }) => id === world.operatorId), progress }).toEqual({ tallies: [], progress: [] });
  expect(await withClient(own.ownerUrl, (client) => wrongTallies(client, world.operatorId))).toEqual([]);
}

import "server-only";
import type { AppointmentRole, CycleState, ExampleMode, SheetState } from "@/lib/domain/checking/state";
import type { Target } from "@/lib/domain/access/permission";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { Prisma, type Transaction } from "@/prisma/client";

/** A sheet with what its cycle says, as every decision about it needs. */
export interface SheetRecord {
  readonly operatorId: string;
  readonly id: string;
  readonly cycleId: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly personId: string | null;
  readonly state: SheetState;
  readonly measures: number;
  readonly answered: number;
  readonly cycleState: CycleState;
  readonly exampleMode: ExampleMode;
  readonly editionId: string;
  readonly contentHash: string;
  readonly respondentIds: string[];
  readonly handedInBy: string | null;
  readonly returnedReason: string | null;
}

export type SheetLock = "none" | "change";

/**
 * The sheet with this id in the scope's operator; null when there is none. `change` locks the cycle against state
 * changes (shared) and then the sheet, in the lock order of DESIGN.md 9.
 */
export async function readSheet(transaction: Transaction, sheetId: string, lock: SheetLock): Promise<SheetRecord | null> {
  const locking = lock === "change" ? Prisma.sql`FOR SHARE OF c FOR NO KEY UPDATE OF s` : Prisma.empty;
  const [sheet] = await transaction.$queryRaw<SheetRecord[]>`
    SELECT s.operator_id AS "operatorId", s.id, s.cycle_id AS "cycleId", s.role, s.department_id AS "departmentId",
      s.system_id AS "systemId", s.person_id AS "personId", s.state, s.measures, s.answered, s.handed_in_by AS "handedInBy",
      s.returned_reason AS "returnedReason", c.state AS "cycleState", c.example_mode AS "exampleMode", c.edition_id AS "editionId",
      (SELECT content_hash FROM edition e WHERE e.id = c.edition_id) AS "contentHash",
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id) AS "respondentIds"
    FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    WHERE s.operator_id = portal_operator() AND s.id = ${sheetId}::uuid
    ${locking}`;
  return sheet ?? null;
}

/** The sheet as the permission rules see it. */
export const sheetTarget = (sheet: SheetRecord): Target => ({
  operatorId: sheet.operatorId,
  departmentId: sheet.departmentId,
  systemId: sheet.systemId,
  role: sheet.role,
  respondentIds: sheet.respondentIds,
});

/** Who answered or handed in the sheet, and what its respondents are appointed to besides: what acceptance depends on. */
export async function reviewTarget(transaction: Transaction, sheet: SheetRecord): Promise<Target> {
  const [facts] = await transaction.$queryRaw<{ involvedIds: string[]; respondentHolds: AppointmentRole[] }[]>`
    SELECT ARRAY(SELECT DISTINCT answered_by FROM answer_history WHERE operator_id = ${sheet.operatorId}::uuid AND sheet_id = ${sheet.id}::uuid
        AND answered_by IS NOT NULL) AS "involvedIds",
      ARRAY(SELECT DISTINCT a.role FROM appointment a WHERE a.operator_id = ${sheet.operatorId}::uuid AND a.person_id = ANY(${sheet.respondentIds}::uuid[])
        AND (a.role <> 'securityManager' OR a.department_id = ${sheet.departmentId}::uuid)) AS "respondentHolds"`;
  const involved = facts?.involvedIds ?? [];
  return {
    ...sheetTarget(sheet),
    involvedIds: sheet.handedInBy === null ? involved : [...involved, sheet.handedInBy],
    respondentHolds: facts?.respondentHolds ?? [],
  };
}

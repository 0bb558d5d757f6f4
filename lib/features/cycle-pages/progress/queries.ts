import "server-only";
import { OUTSTANDING_SHEET_STATES, type SheetState } from "@/lib/domain/checking/state";
import { grouped } from "@/lib/domain/shared/grouped";
import { granted } from "@/lib/domain/shared/result";
import { cycle } from "@/lib/features/cycles/record/record";
import {
  type Progress,
  type ProgressQuery,
  type ProgressSheet,
  progressAnswer,
  progressQuery,
  type StateCounts,
  TAG,
} from "@/lib/features/cycles/record/schema";
import { withinSql } from "@/lib/features/results/counts/queries";
import { impliedDepartment, narrowedPlace } from "@/lib/features/results/department/queries";
import { UNANSWERABLE } from "@/lib/features/sheets/unanswerable/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { rowsOf } from "@/lib/validation/paging";

export interface StateRow {
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly state: SheetState;
  readonly sheets: number;
}

const noSheets = (): StateCounts => ({ notStarted: 0, inProgress: 0, handedIn: 0, returned: 0, accepted: 0, withdrawn: 0 });

export const totalCounts = (rows: readonly StateRow[]): StateCounts => {
  const counts = noSheets();
  for (const { state, sheets } of rows) counts[state] += sheets;
  return counts;
};

/** The sheets `s` of a department; `NO_DEPARTMENT` for those of the whole operator, null for all. */
const ofDepartment = (department: string | null): Prisma.Sql => withinSql(department === null ? {} : { department }, "s");

/** Sheets by department and state; of one department if given. */
export const countStates = (transaction: Transaction, cycleId: string, department: string | null): Promise<StateRow[]> =>
  transaction.$queryRaw<StateRow[]>`
    WITH counted AS MATERIALIZED (
      SELECT department_id, state, count(*)::int AS sheets FROM sheet s
      WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND ${ofDepartment(department)}
      GROUP BY department_id, state)
    SELECT n.department_id AS "departmentId", d.name AS "departmentName", n.state, n.sheets
    FROM counted n LEFT JOIN department d ON d.operator_id = portal_operator() AND d.id = n.department_id
    ORDER BY d.name NULLS FIRST, n.department_id, n.state`;

export interface Noted {
  readonly departmentId: string | null;
  /** Sheets that nobody can answer. */
  readonly unanswerable: number;
  /** Sheets withdrawn because their person is away for long. */
  readonly longAbsence: number;
}

/** By department, the sheets that no state alone tells of; departments without any are missing. */
export const countNoted = (transaction: Transaction, cycleId: string, department: string | null): Promise<Noted[]> =>
  transaction.$queryRaw<Noted[]>`
    SELECT s.department_id AS "departmentId", count(*) FILTER (WHERE s.state <> 'withdrawn')::int AS unanswerable,
      count(*) FILTER (WHERE s.state = 'withdrawn')::int AS "longAbsence"
    FROM sheet s
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND ${ofDepartment(department)}
      AND (${Prisma.raw(UNANSWERABLE)} OR s.withdrawn_because = 'longAbsence')
    GROUP BY s.department_id`;

const sum = (noted: readonly Noted[], of: "unanswerable" | "longAbsence"): number => noted.reduce((total, one) => total + one[of], 0);
export const totalNoted = (noted: readonly Noted[]) => ({ unanswerable: sum(noted, "unanswerable"), longAbsence: sum(noted, "longAbsence") });

export const departmentCounts = (rows: readonly StateRow[], noted: readonly Noted[]): Progress["departments"] =>
  [...grouped(rows, ({ departmentId }) => departmentId)].map(([departmentId, mine]) => ({
    departmentId,
    departmentName: mine[0]?.departmentName ?? null,
    counts: totalCounts(mine),
    ...totalNoted(noted.filter((one) => one.departmentId === departmentId)),
  }));

export interface SystemOfSheets {
  readonly systemId: string | null;
  readonly systemName: string | null;
}

/** The critical systems that a cycle has sheets of, by name; null first, if there are sheets of none. Of one department if given. */
export const readSystems = (transaction: Transaction, cycleId: string, department: string | null): Promise<SystemOfSheets[]> =>
  transaction.$queryRaw<SystemOfSheets[]>`
    SELECT s.system_id AS "systemId", y.name AS "systemName"
    FROM (SELECT DISTINCT s.system_id FROM sheet s WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND ${ofDepartment(department)}) s
    LEFT JOIN critical_system y ON y.operator_id = portal_operator() AND y.id = s.system_id
    ORDER BY y.name NULLS FIRST`;

interface SheetRow extends Omit<ProgressSheet, "handedInAt"> {
  readonly handedInAt: Date | null;
}

function inState({ state }: ProgressQuery): Prisma.Sql {
  if (state === undefined) return Prisma.sql`true`;
  if (state === "handedOut") return Prisma.sql`s.state <> 'withdrawn'`;
  if (state === "unanswerable") return Prisma.raw(UNANSWERABLE);
  const states: readonly SheetState[] = state === "outstanding" ? OUTSTANDING_SHEET_STATES : [state];
  return Prisma.sql`s.state = ANY(${[...states]}::text[])`;
}

async function readSheets(transaction: Transaction, cycleId: string, query: ProgressQuery): Promise<{ sheets: ProgressSheet[]; total: number }> {
  const filter = Prisma.sql`s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid
    AND ${withinSql({ department: query.department, role: query.role, system: query.system }, "s")} AND ${inState(query)}`;
  const { skip, take } = rowsOf(query);
  const [counted] = await transaction.$queryRaw<{ sheets: number }[]>`SELECT count(*)::int AS sheets FROM sheet s WHERE ${filter}`;
  const rows = await transaction.$queryRaw<SheetRow[]>`
    SELECT s.id, s.role, s.department_id AS "departmentId", d.name AS "departmentName", s.system_id AS "systemId", y.name AS "systemName",
      s.person_id AS "personId", s.state, s.measures, s.answered, s.handed_in_at AS "handedInAt", ${Prisma.raw(UNANSWERABLE)} AS unanswerable,
      s.withdrawn_because AS "withdrawnBecause",
      ARRAY(SELECT p.name FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
        WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id ORDER BY p.name) AS respondents
    FROM sheet s
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    WHERE ${filter}
    ORDER BY d.name NULLS FIRST, array_position(ARRAY['ciso','executive','securityCommittee','exemptionReviewer','auditor','securityManager',
      'systemAdministrator','handler'], s.role), y.name, s.id
    LIMIT ${take} OFFSET ${skip}`;
  return { sheets: rows.map((row) => ({ ...row, handedInAt: row.handedInAt?.toISOString() ?? null })), total: counted?.sheets ?? 0 };
}

/** Counts by state, by department, and the sheets of a filter. */
export async function readProgress(transaction: Transaction, cycleId: string, query: ProgressQuery, department: string | null): Promise<Progress> {
  const states = await countStates(transaction, cycleId, department);
  const noted = await countNoted(transaction, cycleId, department);
  const { sheets, total: matching } = await readSheets(transaction, cycleId, { ...query, department: department ?? undefined });
  return {
    counts: totalCounts(states),
    ...totalNoted(noted),
    departments: departmentCounts(states, noted),
    ...{ items: sheets, page: query.page, perPage: query.perPage, total: matching },
  };
}

/** Progress of the sheets. A manager gets those of the own department. */
export const readCycleProgress = query({
  name: "progress.read",
  takesOut: "always",
  api: get("/cycles/{cycleId}/progress", "getProgress", TAG, "点検票の進み具合"),
  on: cycle.seen,
  input: progressQuery,
  output: progressAnswer,
  narrows: ({ department }, { visitor }) => narrowedPlace({ department: department ?? impliedDepartment(visitor, "progress.read") ?? undefined }),
  async run({ transaction, subject, input, visitor }) {
    return granted(await readProgress(transaction, subject.id, input, input.department ?? impliedDepartment(visitor, "progress.read")));
  },
});

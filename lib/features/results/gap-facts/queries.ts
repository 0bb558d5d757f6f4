import "server-only";
import type { Actor } from "@/lib/domain/checking/actor";
import type { EvidenceCount, GapFacts, NotApplicableAnswer, Remark } from "@/lib/domain/gap/facts";
import { graspOf } from "@/lib/domain/scoring/count";
import type { Scores } from "@/lib/domain/scoring/measure";
import { editionOf, readLeftOut } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { placesWithGaps } from "@/lib/features/results/answer-places/queries";
import { previousScores, scoresOfCycle } from "@/lib/features/results/scores/queries";
import { gapThresholds } from "@/lib/features/results/thresholds/queries";
import { UNCOUNTED } from "@/lib/features/sheets/tallies/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/**
 * The answers that are 該当なし are few of many, and found by item in an index of their own. Step by step, because a plan made for any
 * cycle would look through all its sheets for each item.
 */
const notApplicableAnswers = (transaction: Transaction, cycleId: string): Promise<NotApplicableAnswer[]> =>
  transaction.$queryRaw<NotApplicableAnswer[]>`
    WITH asked AS MATERIALIZED (
      SELECT role, item_id, position FROM cycle_item WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND kind = 'measure'),
    given AS MATERIALIZED (
      SELECT item_id, sheet_id, reason FROM answer
      WHERE operator_id = portal_operator() AND status = 'notApplicable' AND item_id = ANY(ARRAY(SELECT item_id FROM asked)))
    SELECT g.item_id AS item, g.sheet_id AS sheet, g.reason FROM given g
    JOIN sheet s ON s.operator_id = portal_operator() AND s.id = g.sheet_id AND s.cycle_id = ${cycleId}::uuid AND s.counts
    JOIN asked i ON i.role = s.role AND i.item_id = g.item_id
    ORDER BY i.position, g.sheet_id`;

const evidenceCounts = (transaction: Transaction, cycleId: string): Promise<EvidenceCount[]> =>
  transaction.$queryRaw<EvidenceCount[]>`
    SELECT t.item_id AS item, sum(t.implemented)::int AS implemented, sum(t.unevidenced)::int AS "withoutEvidence"
    FROM tally_item t
    JOIN cycle_item i ON i.operator_id = t.operator_id AND i.cycle_id = t.cycle_id AND i.role = t.role AND i.item_id = t.item_id AND i.kind = 'measure'
    WHERE t.operator_id = portal_operator() AND t.cycle_id = ${cycleId}::uuid AND t.implemented > 0
    GROUP BY t.item_id ORDER BY min(i.position)`;

const gapsOf = ({ items }: Scores): string[] => items.filter(({ duty, implemented }) => duty > 0 && implemented < duty).map(({ id }) => id);

/** Remarks on items that are not fully implemented, which the report prints. */
function remarksOn(transaction: Transaction, cycleId: string, gaps: readonly string[]): Promise<Remark[]> {
  return transaction.$queryRaw<Remark[]>`
    SELECT a.item_id AS item, s.role, d.name AS department, y.name AS system, a.remark AS text FROM sheet s
    JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.remark IS NOT NULL AND a.copied IS NULL AND a.item_id = ANY(${[...gaps]})
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id AND NOT ${Prisma.raw(UNCOUNTED)}
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.counts
    ORDER BY a.item_id, d.name NULLS FIRST, y.name NULLS FIRST, a.remark`;
}

interface GraspRow {
  readonly id: string;
  readonly name: string;
  readonly handedOut: number;
  readonly counted: number;
}

const departmentGrasps = (transaction: Transaction, cycleId: string): Promise<GraspRow[]> =>
  transaction.$queryRaw<GraspRow[]>`
    SELECT d.id, d.name, count(s.id)::int AS "handedOut", count(s.id) FILTER (WHERE s.counts)::int AS counted
    FROM department d
    LEFT JOIN sheet s ON s.operator_id = d.operator_id AND s.department_id = d.id AND s.cycle_id = ${cycleId}::uuid AND s.state <> 'withdrawn'
    WHERE d.operator_id = portal_operator() AND (d.retired_at IS NULL OR s.id IS NOT NULL)
    GROUP BY d.id, d.name ORDER BY d.name`;

/**
 * People with two duties or more, with the department of the systems they administer: appointments, and deputyships on a day of
 * the cycle's period.
 */
const peopleWithDuties = (transaction: Transaction, { periodFrom, periodTo }: CycleRecord): Promise<GapFacts["people"]> =>
  transaction.$queryRaw<GapFacts["people"][number][]>`
    WITH duty AS (
      SELECT operator_id, person_id, role, department_id, system_id FROM appointment WHERE operator_id = portal_operator()
      UNION SELECT operator_id, person_id, role, department_id, system_id FROM deputy
      WHERE operator_id = portal_operator() AND from_on <= ${periodTo}::date
        AND least(until_on, (ended_at AT TIME ZONE 'Asia/Tokyo')::date) >= greatest(from_on, ${periodFrom}::date))
    SELECT p.id, p.name, jsonb_agg(jsonb_build_object('role', a.role, 'departmentId', coalesce(a.department_id, y.department_id),
      'systemId', a.system_id) ORDER BY a.role) AS appointments
    FROM person p JOIN duty a ON a.operator_id = p.operator_id AND a.person_id = p.id
    LEFT JOIN critical_system y ON y.operator_id = a.operator_id AND y.id = a.system_id
    WHERE p.operator_id = portal_operator() AND p.left_at IS NULL
    GROUP BY p.id, p.name HAVING count(*) > 1 ORDER BY p.name`;

async function coverOf(transaction: Transaction, cycle: CycleRecord, now: Date): Promise<GapFacts["cover"]> {
  const [row] = await transaction.$queryRaw<{ name: string; departments: number; systems: number }[]>`
    SELECT o.name, count(DISTINCT s.department_id)::int AS departments, count(DISTINCT s.system_id)::int AS systems
    FROM operator o LEFT JOIN sheet s ON s.operator_id = o.id AND s.cycle_id = ${cycle.id}::uuid AND s.state <> 'withdrawn'
    WHERE o.id = portal_operator() GROUP BY o.name`;
  const { approvedAt, approvedByName } = cycle;
  return {
    operator: { id: cycle.operatorId, name: row?.name ?? "" },
    cycle: { id: cycle.id, title: cycle.title, state: cycle.state },
    period: { from: cycle.periodFrom, to: cycle.periodTo },
    revision: cycle.editionRevision,
    scope: { departments: row?.departments ?? 0, systems: row?.systems ?? 0, allMeasures: cycle.selectedItems === null },
    approval: approvedAt === null ? null : { by: approvedByName ?? "", at: approvedAt.toISOString() },
    createdAt: now.toISOString(),
  };
}

/** The facts of a cycle's gap report, aggregated in the database. `reader`: who reads which places have a gap; null where only the findings are needed. */
export async function readGapFacts(transaction: Transaction, cycle: CycleRecord, now: Date, reader: Actor | null): Promise<GapFacts> {
  const { edition } = await editionOf(transaction, cycle);
  const scores = await scoresOfCycle(transaction, cycle);
  const previous = await previousScores(transaction, cycle);
  const gaps = gapsOf(scores);
  const departments = await departmentGrasps(transaction, cycle.id);
  return {
    cover: await coverOf(transaction, cycle, now),
    edition,
    scores,
    previous: previous?.scores ?? null,
    departments: departments.map(({ id, name, handedOut, counted }) => ({ id, name, grasp: graspOf(handedOut, counted) })),
    notApplicable: await notApplicableAnswers(transaction, cycle.id),
    evidence: await evidenceCounts(transaction, cycle.id),
    remarks: await remarksOn(transaction, cycle.id, gaps),
    places: reader === null ? [] : await placesWithGaps(transaction, cycle, reader, gaps),
    people: await peopleWithDuties(transaction, cycle),
    leftOut: await readLeftOut(transaction, cycle.id),
    thresholds: gapThresholds(),
  };
}

import "server-only";
import type { Actor } from "@/lib/domain/checking/actor";
import type { GapFacts, NotApplicableAnswer, Remark } from "@/lib/domain/gap/facts";
import { evidenceOf, placesWithGaps } from "@/lib/domain/gap/places";
import { graspOf } from "@/lib/domain/scoring/count";
import { countersOfRoles, sheetCountsOver, talliesOf } from "@/lib/domain/scoring/counters";
import type { Scores } from "@/lib/domain/scoring/measure";
import { grouped } from "@/lib/domain/shared/grouped";
import { oncePer } from "@/lib/domain/shared/memo";
import { editionOf, readLeftOut } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { CONFIRMED, UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { gapThresholds } from "@/lib/features/cycles/thresholds/queries";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { readableSheets } from "@/lib/features/results/answer-places/queries";
import { apartFor, readSheetsByPlace, type SheetsOfPlace } from "@/lib/features/results/counts/queries";
import { type PlaceOfCycle, readPlaceCounters } from "@/lib/features/results/place-counters/queries";
import { previousScores, scoresOfCounts } from "@/lib/features/results/scores/queries";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/**
 * By reason and not by sheet, whose order would tell which answers are of one. Few answers are 該当なし, and an index of their own finds them by item. The query goes step by step: a plan made for any cycle would
 * look through all its sheets for each item.
 */
const notApplicableAnswers = (transaction: Transaction, cycleId: string, named: readonly string[]): Promise<NotApplicableAnswer[]> =>
  transaction.$queryRaw<NotApplicableAnswer[]>`
    WITH counted AS MATERIALIZED (
      SELECT id, role, scope FROM sheet WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND counts),
    asked AS MATERIALIZED (
      SELECT role, item_id, position FROM cycle_item WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND kind = 'measure'),
    given AS MATERIALIZED (
      SELECT item_id, sheet_id, reason FROM answer
      WHERE operator_id = portal_operator() AND status = 'notApplicable' AND item_id = ANY(ARRAY(SELECT item_id FROM asked)))
    SELECT g.item_id AS item, s.scope, g.sheet_id AS sheet, g.sheet_id = ANY(${[...named]}::uuid[]) AS named, g.reason FROM given g
    JOIN counted s ON s.id = g.sheet_id
    JOIN asked i ON i.role = s.role AND i.item_id = g.item_id
    ORDER BY i.position, g.reason NULLS FIRST, g.sheet_id`;

const gapsOf = ({ items }: Scores): string[] => items.filter(({ duty, implemented }) => duty > 0 && implemented < duty).map(({ id }) => id);

/** Remarks on items that are not fully implemented, which the report prints. */
function remarksOn(transaction: Transaction, cycleId: string, gaps: readonly string[]): Promise<Remark[]> {
  return transaction.$queryRaw<Remark[]>`
    SELECT a.item_id AS item, s.role, d.name AS department, y.name AS system, a.remark AS text FROM sheet s
    JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.remark IS NOT NULL AND ${Prisma.raw(CONFIRMED)} AND a.item_id = ANY(${[...gaps]})
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id AND NOT ${Prisma.raw(UNCOUNTED)}
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.counts
    ORDER BY a.item_id, d.name NULLS FIRST, y.name NULLS FIRST, a.remark`;
}

/** The departments of the operator, and those that are gone but have sheets, each with its 把握率. */
async function departmentGrasps(transaction: Transaction, sheets: readonly SheetsOfPlace[]): Promise<GapFacts["departments"]> {
  const counts = grouped(sheets, ({ department }) => department);
  const departments = await transaction.$queryRaw<{ id: string; name: string; retired: boolean }[]>`
    SELECT id, name, retired_at IS NOT NULL AS retired FROM department WHERE operator_id = portal_operator() ORDER BY name`;
  return departments
    .filter(({ id, retired }) => !retired || counts.has(id))
    .map(({ id, name }) => {
      const own = counts.get(id) ?? [];
      const total = (of: "handedOut" | "counted"): number => own.reduce((sum, place) => sum + place[of], 0);
      return { id, name, grasp: graspOf(total("handedOut"), total("counted")) };
    });
}

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

async function coverOf(transaction: Transaction, cycle: CycleRecord, sheets: readonly SheetsOfPlace[], now: Date): Promise<GapFacts["cover"]> {
  const [operator] = await transaction.$queryRaw<{ name: string }[]>`SELECT name FROM operator WHERE id = portal_operator()`;
  const different = (of: "department" | "system"): number => new Set(sheets.flatMap((place) => place[of] ?? [])).size;
  const { approvedAt, approvedByName, approvalRepresented: represented } = cycle;
  return {
    operator: { id: cycle.operatorId, name: operator?.name ?? "" },
    cycle: { id: cycle.id, title: cycle.title, state: cycle.state },
    period: { from: cycle.periodFrom, to: cycle.periodTo },
    revision: cycle.editionRevision,
    scope: { departments: different("department"), systems: different("system"), allMeasures: cycle.selectedItems === null },
    approval: approvedAt === null ? null : { by: approvedByName ?? "", represented, at: approvedAt.toISOString() },
    createdAt: now.toISOString(),
  };
}

/** The places that have a gap, each with its sheet if the reader may read it. */
const whoHasAGap = (places: readonly PlaceOfCycle[], sheets: ReadonlyMap<string, string>, gaps: readonly string[]): GapFacts["places"] =>
  placesWithGaps(
    places.map((place) => ({ ...place, sheet: sheets.get(place.scope) ?? null })),
    new Set(gaps),
  );

const measuresOf = oncePer(({ edition }: EditionIndex) =>
  edition.items
    .filter(({ kind }) => kind === "measure")
    .toSorted((one, other) => one.order - other.order)
    .map(({ id }) => id),
);

/** The facts of a cycle's gap report, aggregated in the database. `reader`: who reads which places have a gap, and the sheets that may be named; null where only the findings are needed. */
export async function readGapFacts(transaction: Transaction, cycle: CycleRecord, now: Date, reader: Actor | null): Promise<GapFacts> {
  const index = await editionOf(transaction, cycle);
  const sheets = await readSheetsByPlace(transaction, cycle.id, {});
  const handedOut = new Set(sheets.map(({ scope }) => scope));
  const places = (await readPlaceCounters(transaction, cycle.id)).filter(({ scope }) => handedOut.has(scope));
  const roles = countersOfRoles(places);
  const counted = { tallies: talliesOf(roles), sheets: sheetCountsOver(sheets, apartFor(undefined)) };
  const scores = scoresOfCounts(index, cycle.contentHash, counted, undefined);
  const previous = await previousScores(transaction, cycle);
  const gaps = gapsOf(scores);
  const named = reader === null ? new Map<string, string>() : await readableSheets(transaction, cycle, reader);
  return {
    cover: await coverOf(transaction, cycle, sheets, now),
    edition: index.edition,
    scores,
    previous: previous?.scores ?? null,
    departments: await departmentGrasps(transaction, sheets),
    notApplicable: await notApplicableAnswers(transaction, cycle.id, [...named.values()]),
    evidence: evidenceOf(roles, measuresOf(index)),
    remarks: await remarksOn(transaction, cycle.id, gaps),
    places: reader === null ? [] : whoHasAGap(places, named, gaps),
    people: await peopleWithDuties(transaction, cycle),
    leftOut: await readLeftOut(transaction, cycle.id),
    thresholds: gapThresholds(),
  };
}

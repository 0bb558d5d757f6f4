import "server-only";
import type { Deputyship } from "@/lib/domain/checking/actor";
import { readChanges } from "@/lib/features/cycles/changes/queries";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { askedExamples } from "@/lib/features/sheets/asked-examples/queries";
import type { MySheetView } from "@/lib/features/sheets/mine/view";
import { answers, listSheets } from "@/lib/features/sheets/record/queries";
import { reviewTargets } from "@/lib/features/sheets/record/record";
import { isOpen } from "@/lib/features/sheets/record/rules";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { REMARK_STANDS } from "@/lib/features/sheets/record/sql";
import { remarksSinceHandIn } from "@/lib/features/sheets/taking-back/queries";
import type { Transaction } from "@/lib/server/database/client";

/** The maximum number of sheets shown; a respondent has few. */
export const MOST_SHEETS = 60;
interface RemarkRow {
  readonly id: string;
  readonly sheetId: string;
  readonly itemId: string;
  readonly text: string;
  readonly byName: string;
  /** The post whose deputy wrote it; null where nobody was represented. */
  readonly represented: string | null;
  readonly at: Date;
  readonly status: MySheetView["remarks"][number]["status"];
  /** Whether it is worked off. */
  readonly done: boolean;
}

/** Remarks on the returned sheets among these, without those that were withdrawn. */
const returnedRemarks = (transaction: Transaction, sheetIds: readonly string[]) =>
  transaction.$queryRaw<RemarkRow[]>`
    SELECT m.id, m.sheet_id AS "sheetId", m.item_id AS "itemId", m.text, p.name AS "byName", m.represented, m.at, a.status,
      coalesce((SELECT r.done FROM item_remark_response r WHERE r.operator_id = m.operator_id AND r.remark_id = m.id ORDER BY r.version DESC LIMIT 1), false) AS done
    FROM item_remark m
    JOIN sheet s ON s.operator_id = m.operator_id AND s.id = m.sheet_id AND s.state = 'returned'
    JOIN person p ON p.operator_id = m.operator_id AND p.id = m.by
    LEFT JOIN answer a ON a.operator_id = m.operator_id AND a.sheet_id = m.sheet_id AND a.item_id = m.item_id
    WHERE m.operator_id = portal_operator() AND m.sheet_id = ANY(${[...sheetIds]}::uuid[]) AND ${REMARK_STANDS} ORDER BY m.at, m.id`;

interface SheetCycle {
  readonly cycleId: string;
  readonly until: string;
  readonly editionId: string;
  readonly contentHash: string;
}

/** The end of the cycles' periods, and their revisions. */
const cyclesOf = (transaction: Transaction, cycleIds: readonly string[]) =>
  transaction.$queryRaw<SheetCycle[]>`
    SELECT c.id AS "cycleId", to_char(c.period_to, 'YYYY-MM-DD') AS until, v.edition_id AS "editionId", v.content_hash AS "contentHash"
    FROM cycle c JOIN edition_revision v ON v.edition_id = c.edition_id AND v.revision = c.edition_revision
    WHERE c.operator_id = portal_operator() AND c.id = ANY(${[...cycleIds]}::uuid[])`;

/** Days for which respondents see that a cycle was cancelled. */
const CANCELLATION_SHOWN_DAYS = 30;

interface CancelledRow {
  readonly id: string;
  readonly title: string;
  readonly at: Date;
  readonly reason: string;
}

/** Recently cancelled cycles of which the person had a sheet, or the deputy of a post. */
const cancelledCycles = (transaction: Transaction, respondent: string, representing: readonly Deputyship[], now: Date) =>
  transaction.$queryRaw<CancelledRow[]>`
    SELECT c.id, c.title, c.cancelled_at AS at, c.cancelled_reason AS reason FROM cycle c
    WHERE c.operator_id = portal_operator() AND c.state = 'cancelled' AND c.cancelled_at > ${now}::timestamptz - ${CANCELLATION_SHOWN_DAYS} * interval '1 day'
      AND EXISTS (SELECT 1 FROM sheet s WHERE s.operator_id = c.operator_id AND s.cycle_id = c.id AND s.state <> 'withdrawn'
        AND ${answers({ respondent, representing })})
    ORDER BY c.cancelled_at DESC, c.id`;

/**
 * Those of the sheets that the person answers only as a deputy, with the names of those for whom: the respondents that the post
 * has; none where it is vacant.
 */
async function actsFor(transaction: Transaction, personId: string, sheetIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await transaction.$queryRaw<{ id: string; names: string[] }[]>`
    SELECT s.id, ARRAY(SELECT p.name FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id AND p.left_at IS NULL
      WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id ORDER BY p.name) AS names
    FROM sheet s WHERE s.operator_id = portal_operator() AND s.id = ANY(${[...sheetIds]}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM sheet_respondent o WHERE o.operator_id = s.operator_id AND o.sheet_id = s.id AND o.person_id = ${personId}::uuid)`;
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Withdrawn sheets ask for nothing. */
export const isShown = ({ state }: Pick<SheetSummary, "state">): boolean => state !== "withdrawn";

/** The sheets of a respondent, and of the posts that they represent as a deputy, with the data for their list. */
export async function readMySheets(transaction: Transaction, operatorId: string, personId: string, now: Date, representing: readonly Deputyship[] = []) {
  const { items: sheets } = await listSheets(transaction, { respondent: personId, representing, page: 1, perPage: MOST_SHEETS });
  const shown = sheets.filter(isShown);
  const ids = shown.map(({ id }) => id);
  const cycles = await cyclesOf(transaction, [...new Set(shown.map(({ cycleId }) => cycleId))]);
  const revisions = new Map<string, EditionIndex>();
  for (const { cycleId, editionId, contentHash } of cycles) {
    const index = await loadEdition(transaction, editionId, contentHash);
    if (index) revisions.set(cycleId, index);
  }
  const waiting = shown.filter(({ state }) => state === "handedIn").map(({ id }) => id);
  return {
    sheets: shown,
    actsFor: representing.length === 0 ? new Map<string, readonly string[]>() : await actsFor(transaction, personId, ids),
    /** By cycle. */
    revisions,
    examples: await askedExamples(transaction, ids),
    remarks: await returnedRemarks(transaction, ids),
    reviewBegun: await remarksSinceHandIn(transaction, waiting),
    reviewed: await reviewTargets(transaction, operatorId, waiting, now),
    changes: await readChanges(transaction, [...new Set(shown.filter(isOpen).map(({ cycleId }) => cycleId))]),
    cancelled: await cancelledCycles(transaction, personId, representing, now),
    cycles,
  };
}
export type MySheets = Awaited<ReturnType<typeof readMySheets>>;

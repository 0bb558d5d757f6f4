import "server-only";
import type { Post } from "@/lib/domain/access/deputy";
import { decide } from "@/lib/domain/access/permission";
import type { AnswerContent } from "@/lib/domain/checking/answer-content";
import { isAnswerable } from "@/lib/domain/checking/sheet";
import type { ItemKind } from "@/lib/domain/guideline/edition";
import { earlierCyclesOfId } from "@/lib/features/cycles/record/record";
import { UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { type SheetRecord, sheetTarget } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { earlierAnswers, newestFirst, shownIn } from "@/lib/features/sheets/record/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

/** An item of a sheet with its answer, in printed order. The reason is that of a 該当なし. */
export interface SheetItemRow extends AnswerContent {
  readonly itemId: string;
  readonly kind: ItemKind;
  /** The reason of a 該当なし, even if the present answer is another one. */
  readonly keptReason?: string | null;
  /** 0 if the item was never answered. */
  readonly version: number;
  readonly answeredAt: Date | null;
  readonly byName: string | null;
  /** The post whose deputy gave the present answer. */
  readonly represented?: string | null;
  readonly forMinistry: boolean;
  /** Whether the remark has changed since it was selected for the ministry. */
  readonly tickRests?: boolean;
  /** An example's answer that enters no figure while its measure is 該当なし. */
  readonly uncounted?: boolean;
}

/** Who answers the sheets. */
interface Answering {
  readonly respondent: string;
  /** Also the sheets of these posts, for a holder who answers them or a post without one. */
  readonly representing?: readonly (Post & { readonly holders: readonly string[] })[];
}

export interface SheetFilter extends Partial<Answering> {
  /** Only sheets of these departments. */
  readonly departmentIds?: readonly string[];
  readonly cycleId?: string | undefined;
  readonly role?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly state?: string | undefined;
  readonly sheetIds?: readonly string[];
  readonly page: number;
  readonly perPage: number;
}

interface SummaryRow extends Omit<SheetSummary, "handedInAt" | "reviewedAt"> {
  readonly handedInAt: Date | null;
  readonly reviewedAt: Date | null;
}

/** In SQL: the person answers the sheet `s`, as its respondent or as a deputy (`fromSheet`). */
export function answers({ respondent, representing = [] }: Answering): Prisma.Sql {
  const answeredBy = (people: Prisma.Sql) =>
    Prisma.sql`EXISTS (SELECT 1 FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND r.person_id = ANY(${people}))`;
  const ofPosts = representing.map(
    ({ role, departmentId, systemId, holders }) =>
      Prisma.sql`(s.role = ${role} AND (${departmentId}::uuid IS NULL OR s.department_id = ${departmentId}::uuid) AND (${systemId}::uuid IS NULL OR s.system_id = ${systemId}::uuid)
          AND (${holders.length === 0} OR ${answeredBy(Prisma.sql`${[...holders]}::uuid[]`)}))`,
  );
  return Prisma.sql`(${Prisma.join([answeredBy(Prisma.sql`ARRAY[${respondent}::uuid]`), ...ofPosts], " OR ")})`;
}

function filterSql(filter: SheetFilter): Prisma.Sql {
  const { respondent, representing = [] } = filter;
  const conditions = [Prisma.sql`s.operator_id = portal_operator()`];
  if (respondent !== undefined) conditions.push(answers({ respondent, representing }));
  if (filter.departmentIds) conditions.push(Prisma.sql`s.department_id = ANY(${[...filter.departmentIds]}::uuid[])`);
  if (filter.departmentId !== undefined) conditions.push(Prisma.sql`s.department_id = ${filter.departmentId}::uuid`);
  // A cancelled cycle's sheets appear only for the cycle itself or by a direct link.
  if (filter.cycleId === undefined && filter.sheetIds === undefined) {
    conditions.push(Prisma.sql`NOT EXISTS (SELECT 1 FROM cycle k WHERE k.operator_id = s.operator_id AND k.id = s.cycle_id AND k.state = 'cancelled')`);
  }
  if (filter.cycleId !== undefined) conditions.push(Prisma.sql`s.cycle_id = ${filter.cycleId}::uuid`);
  if (filter.role !== undefined) conditions.push(Prisma.sql`s.role = ${filter.role}`);
  if (filter.state !== undefined) conditions.push(Prisma.sql`s.state = ${filter.state}`);
  if (filter.sheetIds) conditions.push(Prisma.sql`s.id = ANY(${[...filter.sheetIds]}::uuid[])`);
  return Prisma.join(conditions, " AND ");
}

/** Sheets with the names that people know them by; `page` is the rest of the statement. */
async function summaries(transaction: Transaction, condition: Prisma.Sql, page: Prisma.Sql): Promise<SheetSummary[]> {
  const rows = await transaction.$queryRaw<SummaryRow[]>`
    SELECT s.id, s.cycle_id AS "cycleId", c.title AS "cycleTitle", c.state AS "cycleState", c.edition_id AS edition, s.role,
      s.department_id AS "departmentId", d.name AS "departmentName", s.system_id AS "systemId", y.name AS "systemName",
      s.person_id AS "personId", p.name AS "personName", s.state, s.measures, s.answered, c.due_on::text AS "dueOn",
      s.handed_in_at AS "handedInAt", s.reviewed_at AS "reviewedAt", s.returned_reason AS "returnedReason"
    FROM sheet s
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
    LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
    WHERE ${condition} ${page}`;
  return rows.map(({ handedInAt, reviewedAt, ...row }) => ({
    ...row,
    handedInAt: handedInAt?.toISOString() ?? null,
    reviewedAt: reviewedAt?.toISOString() ?? null,
  }));
}

/** One sheet of the own operator with the names that people know it by. */
export const sheetSummary = async (transaction: Transaction, sheetId: string): Promise<SheetSummary | null> =>
  (await summaries(transaction, Prisma.sql`s.operator_id = portal_operator() AND s.id = ${sheetId}::uuid`, Prisma.empty))[0] ?? null;

/** A page of sheets with the names that people know them by, and how many there are in all. */
export async function listSheets(transaction: Transaction, filter: SheetFilter): Promise<{ items: SheetSummary[]; total: number }> {
  const condition = filterSql(filter);
  const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM sheet s WHERE ${condition}`;
  const page = Prisma.sql`
    ORDER BY c.created_at DESC, s.role, d.name, y.name, p.staff_number, s.id LIMIT ${filter.perPage} OFFSET ${(filter.page - 1) * filter.perPage}`;
  return { items: await summaries(transaction, condition, page), total: counted?.total ?? 0 };
}

/**
 * The reason for the case that the answer becomes 該当なし again: the stored one, else the last one of its history. A 該当なし
 * whose reason was emptied keeps it empty. That of a copy is the last round's until it is confirmed, which is a version of its own.
 */
const KEPT_REASON = Prisma.sql`
  CASE WHEN a.reason IS NULL AND a.status IS DISTINCT FROM 'notApplicable' AND a.version > 1 THEN
    (SELECT h.reason FROM answer_history h WHERE h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id AND h.item_id = a.item_id AND h.reason IS NOT NULL AND h.copied IS NULL
     ORDER BY h.version DESC LIMIT 1)
  ELSE a.reason END`;

/** The items of a sheet, each with its answer. */
export const listSheetItems = (transaction: Transaction, sheet: SheetRecord): Promise<SheetItemRow[]> =>
  transaction.$queryRaw<SheetItemRow[]>`
    SELECT i.item_id AS "itemId", i.kind, ${shownIn("a")}, ${KEPT_REASON} AS "keptReason", coalesce(a.version, 0) AS version, a.answered_at AS "answeredAt", p.name AS "byName", h.represented,
      coalesce(a.for_ministry, false) AS "forMinistry", a.ticked_remark IS NOT NULL AND NOT a.for_ministry AS "tickRests", a.status IS NOT NULL AND ${Prisma.raw(UNCOUNTED)} AS "uncounted"
    FROM cycle_item i
    LEFT JOIN answer a ON a.operator_id = i.operator_id AND a.sheet_id = ${sheet.id}::uuid AND a.item_id = i.item_id
    LEFT JOIN answer_history h ON h.operator_id = a.operator_id AND h.sheet_id = a.sheet_id AND h.item_id = a.item_id AND h.version = a.version AND h.mark = 0
    LEFT JOIN person p ON p.operator_id = a.operator_id AND p.id = a.answered_by
    WHERE i.operator_id = ${sheet.operatorId}::uuid AND i.cycle_id = ${sheet.cycleId}::uuid AND i.role = ${sheet.role}
    ORDER BY i.position`;

/** What respondents said about a remark. */
export interface RemarkResponse {
  readonly done: boolean;
  readonly reply: string | null;
  readonly byName: string;
  /** The post that was represented; null unless a deputy wrote it. */
  readonly represented: string | null;
  readonly at: Date;
}

/** A reviewer's remark on an item. */
export interface SheetRemark {
  readonly id: string;
  readonly itemId: string;
  readonly text: string;
  readonly byName: string;
  /** The post that was represented; null unless a deputy wrote it. */
  readonly represented: string | null;
  readonly at: Date;
  /** Oldest first. */
  readonly responses: readonly RemarkResponse[];
  /** Null while it stands. */
  readonly withdrawn: { readonly byName: string; readonly represented: string | null; readonly at: Date } | null;
}

interface SaidRow extends Omit<SheetRemark, "responses" | "withdrawn"> {
  readonly responses: readonly (Omit<RemarkResponse, "at"> & { readonly at: string })[];
  readonly withdrawnAt: Date | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnRepresented: string | null;
}

/**
 * Reviewers' remarks on a sheet, oldest first, also those that were withdrawn; they stay when the sheet is handed in again. With
 * what its respondents say about them: all of it for themselves, and for others too while nobody can change it. While it is
 * answered, others have what was said when it was handed in or reviewed last: a return that was undone has shown it to them.
 */
export async function listAllRemarks(transaction: Transaction, sheet: SheetRecord, { actor }: Visitor): Promise<SheetRemark[]> {
  const whole = decide(actor, "sheet.answer", sheetTarget(sheet)).ok || !isAnswerable(sheet.state, sheet.cycleState);
  const rows = await transaction.$queryRaw<SaidRow[]>`
    SELECT m.id, m.item_id AS "itemId", m.text, p.name AS "byName", m.represented, m.at,
      coalesce((SELECT jsonb_agg(jsonb_build_object('done', r.done, 'reply', r.reply, 'byName', q.name, 'represented', r.represented, 'at', r.at) ORDER BY r.version)
        FROM item_remark_response r JOIN person q ON q.operator_id = r.operator_id AND q.id = r.by
        WHERE r.operator_id = m.operator_id AND r.remark_id = m.id AND (${whole} OR r.at <= greatest(s.handed_in_at, s.reviewed_at))), '[]') AS responses,
      w.at AS "withdrawnAt", w.represented AS "withdrawnRepresented",
      (SELECT v.name FROM person v WHERE v.operator_id = w.operator_id AND v.id = w.by) AS "withdrawnByName"
    FROM item_remark m JOIN person p ON p.operator_id = m.operator_id AND p.id = m.by
    LEFT JOIN item_remark_withdrawal w ON w.operator_id = m.operator_id AND w.remark_id = m.id
    JOIN sheet s ON s.operator_id = m.operator_id AND s.id = m.sheet_id
    WHERE m.operator_id = ${sheet.operatorId}::uuid AND m.sheet_id = ${sheet.id}::uuid ORDER BY m.at, m.id`;
  return rows.map(({ responses, withdrawnAt, withdrawnByName, withdrawnRepresented, ...remark }) => ({
    ...remark,
    responses: responses.map((one) => ({ ...one, at: new Date(one.at) })),
    withdrawn: withdrawnAt === null ? null : { byName: withdrawnByName ?? "", represented: withdrawnRepresented, at: withdrawnAt },
  }));
}

/** Those that stand. */
export const listRemarks = async (transaction: Transaction, sheet: SheetRecord, visitor: Visitor): Promise<SheetRemark[]> =>
  (await listAllRemarks(transaction, sheet, visitor)).filter(({ withdrawn }) => withdrawn === null);

/** An answer of an earlier cycle, with the content hash of the revision that it answered. */
export interface PreviousAnswer extends AnswerContent {
  readonly itemId: string;
  readonly answeredAt: Date;
  readonly contentHash: string;
}

/** The last answer of each item in earlier cycles, of the same place (`earlierAnswers`). `itemIds`: of these items only. */
export async function listPreviousAnswers(transaction: Transaction, sheet: SheetRecord, itemIds?: readonly string[]): Promise<PreviousAnswer[]> {
  const earlier = await earlierCyclesOfId(transaction, sheet.cycleId);
  if (earlier.length === 0) return [];
  return transaction.$queryRaw<PreviousAnswer[]>`
    SELECT DISTINCT ON (a.item_id) a.item_id AS "itemId", ${shownIn("a")}, a.answered_at AS "answeredAt", v.content_hash AS "contentHash"
    FROM sheet s ${earlierAnswers(earlier)}
    JOIN cycle c ON c.operator_id = o.operator_id AND c.id = o.cycle_id
    JOIN edition_revision v ON v.edition_id = c.edition_id AND v.revision = c.edition_revision
    WHERE s.operator_id = portal_operator() AND s.id = ${sheet.id}::uuid ${itemIds === undefined ? Prisma.empty : Prisma.sql`AND a.item_id = ANY(${[...itemIds]}::text[])`}
    ORDER BY a.item_id, ${newestFirst(earlier)}`;
}

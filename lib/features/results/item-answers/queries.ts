import "server-only";
import { managedDepartments } from "@/lib/domain/access/holding";
import { decide } from "@/lib/domain/access/permission";
import type { Actor } from "@/lib/domain/checking/actor";
import { isOwnConduct } from "@/lib/domain/checking/posts";
import { ANSWERING_ROLES, type AnsweringRole } from "@/lib/domain/guideline/edition";
import { granted, refused } from "@/lib/domain/shared/result";
import { earlierCyclesOf } from "@/lib/features/cycles/record/record";
import { inState } from "@/lib/features/cycles/record/schema";
import { CONFIRMED, countsAs, UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { withinSql } from "@/lib/features/results/counts/queries";
import { narrowedPlace, placeWithin } from "@/lib/features/results/department/queries";
import { type ItemAnswer, type ItemAnswersQuery, itemAnswer, itemAnswersQuery, TAG } from "@/lib/features/results/figures/schema";
import { type CycleItem, cycleItem } from "@/lib/features/results/item-answers/record";
import { CANCELLED } from "@/lib/features/results/scores/queries";
import { earlierAnswers, newestFirst, shownIn } from "@/lib/features/sheets/record/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { type PageQuery, pageAnswer, pageQuery, rowsOf } from "@/lib/validation/paging";

interface PostSheet {
  readonly id: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly respondentIds: string[];
}

/** Sheets of posts, few beside those of all the staff. */
const postSheets = (transaction: Transaction, cycleId: string): Promise<PostSheet[]> =>
  transaction.$queryRaw<PostSheet[]>`
    SELECT s.id, s.role, s.department_id AS "departmentId", s.system_id AS "systemId",
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id) AS "respondentIds"
    FROM sheet s WHERE s.operator_id = portal_operator() AND s.cycle_id = ${cycleId}::uuid AND s.role = ANY(${ANSWERING_ROLES.filter((role) => !isOwnConduct(role))})`;

/** The sheets that the actor may read: all, those of the own departments, or single ones that the actor reviews or answers. */
async function readable(transaction: Transaction, { id, operatorId }: CycleItem["cycle"], actor: Actor): Promise<Prisma.Sql> {
  if (decide(actor, "sheet.read", { operatorId }).ok) return Prisma.sql`TRUE`;
  const single = (await postSheets(transaction, id)).filter((sheet) => decide(actor, "sheet.read", { operatorId, ...sheet }).ok).map((sheet) => sheet.id);
  return Prisma.sql`(s.department_id = ANY(${managedDepartments(actor)}::uuid[]) OR s.id = ANY(${single}::uuid[]))`;
}

const answerIs = (answer: ItemAnswersQuery["answer"]): Prisma.Sql =>
  answer === undefined ? Prisma.sql`TRUE` : Prisma.raw(countsAs(answer === "unanswered" ? null : answer));

interface AnswerRow extends Omit<ItemAnswer, "department" | "system" | "answeredAt"> {
  readonly departmentId: string | null;
  readonly departmentName: string | null;
  readonly systemId: string | null;
  readonly systemName: string | null;
  readonly answeredAt: Date | null;
}

/** A row of the page, with the number of all answers; of a page without any, that number alone. */
type FoundRow = { readonly total: number } & (AnswerRow | { readonly sheetId: null });

/** In SQL: the last answer to the item of the place of the sheet `s` in earlier cycles. */
const previousAnswer = (earlier: readonly string[], itemId: string): Prisma.Sql => Prisma.sql`
  SELECT DISTINCT ON (s.id) s.id, a.status FROM shown s ${earlierAnswers(earlier)}
  WHERE i.item_id = ${itemId} ORDER BY s.id, ${newestFirst(earlier)}`;

/**
 * The answers to an item on the sheets that the actor may read, a page of them. Sheets of 取扱者, of whom there may be thousands, only
 * where their role is asked for, or where the answers that a figure counts are.
 */
export async function readItemAnswers(
  transaction: Transaction,
  { cycle, item }: CycleItem,
  actor: Actor,
  { answer, counted, ...place }: ItemAnswersQuery,
  paging: PageQuery,
): Promise<{ readonly items: ItemAnswer[]; readonly total: number }> {
  const earlier = await earlierCyclesOf(transaction, cycle);
  const people = place.role !== undefined && isOwnConduct(place.role);
  const which = counted === undefined ? Prisma.sql`s.role = ANY(${ANSWERING_ROLES.filter((role) => isOwnConduct(role) === people)})` : Prisma.sql`s.counts`;
  const answers = Prisma.sql`
    FROM sheet s JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = ${item.id}
    LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
      AND ${Prisma.raw(CONFIRMED)} AND NOT ${Prisma.raw(UNCOUNTED)}
    WHERE s.operator_id = portal_operator()`;
  const { skip, take } = rowsOf(paging);
  // Of thousands of answers, only the ids are put in order, and all together once: the rest is read of those on the page.
  const rows = await transaction.$queryRaw<FoundRow[]>`
    WITH found AS MATERIALIZED (
      SELECT count(*)::int AS total,
        (array_agg(s.id ORDER BY s.department_id NULLS FIRST, s.role, s.system_id, s.id))[${skip + 1}:${skip + take}] AS ids ${answers}
        AND s.cycle_id = ${cycle.id}::uuid AND s.state <> 'withdrawn' AND ${withinSql(place, "s")}
        AND ${which} AND ${answerIs(answer)} AND ${await readable(transaction, cycle, actor)}),
    shown AS MATERIALIZED (
      SELECT s.id, s.role, s.place, s.department_id, s.system_id, s.state, s.counts, ${shownIn("a")}, a.answered_at, a.answered_by, a.version
      ${answers} AND s.id = ANY((SELECT ids FROM found)::uuid[])),
    before AS (${previousAnswer(earlier, item.id)})
    SELECT found.total, s.id AS "sheetId", s.role, s.department_id AS "departmentId", d.name AS "departmentName", s.system_id AS "systemId", y.name AS "systemName",
      s.state, s.counts, s.status, s.reason, s.remark, s.evidence, s.answered_at AS "answeredAt", b.name AS "byName", h.represented,
      before.status AS previous,
      ARRAY(SELECT p.name FROM sheet_respondent r JOIN person p ON p.operator_id = r.operator_id AND p.id = r.person_id
        WHERE r.operator_id = portal_operator() AND r.sheet_id = s.id ORDER BY p.name) AS respondents
    FROM found
    LEFT JOIN shown s ON TRUE
    LEFT JOIN before ON before.id = s.id
    LEFT JOIN department d ON d.operator_id = portal_operator() AND d.id = s.department_id
    LEFT JOIN critical_system y ON y.operator_id = portal_operator() AND y.id = s.system_id
    LEFT JOIN answer_history h ON h.operator_id = portal_operator() AND h.sheet_id = s.id AND h.item_id = ${item.id} AND h.version = s.version AND h.mark = 0
    LEFT JOIN person b ON b.operator_id = portal_operator() AND b.id = s.answered_by
    ORDER BY d.name NULLS FIRST, array_position(${[...ANSWERING_ROLES]}, s.role), y.name NULLS FIRST, s.id`;
  return {
    total: rows[0]?.total ?? 0,
    items: rows
      .flatMap(({ total: _total, ...found }) => (found.sheetId === null ? [] : found))
      .map(({ departmentId, departmentName, systemId, systemName, answeredAt, ...row }) => ({
        ...row,
        department: departmentId === null ? null : { id: departmentId, name: departmentName ?? "" },
        system: systemId === null ? null : { id: systemId, name: systemName ?? "" },
        answeredAt: answeredAt?.toISOString() ?? null,
      })),
  };
}

/** The answers to one item of a cycle, on the sheets that the reader may see. */
export const listItemAnswers = query({
  name: "item.answers",
  may: "scores.read",
  api: get(
    "/cycles/{cycleId}/items/{itemId}/answers",
    "listItemAnswers",
    TAG,
    "一つの項目への回答（見られる点検票のもの。取扱者は role=handler か counted=1 で）",
  ),
  on: cycleItem,
  takesOut: "always",
  input: itemAnswersQuery.extend(pageQuery.shape),
  output: pageAnswer(itemAnswer),
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  narrows: (input, { visitor }) => narrowedPlace(placeWithin(input, visitor)),
  async run({ transaction, subject, input: { page, perPage, answer, counted, ...place }, visitor }) {
    if (subject.cycle.state === "cancelled") return refused(CANCELLED);
    const found = await readItemAnswers(transaction, subject, visitor.actor, { answer, counted, ...placeWithin(place, visitor) }, { page, perPage });
    return granted({ ...found, page, perPage });
  },
});

import "server-only";
import { ANSWER_PARTS } from "@/lib/domain/checking/answer-content";
import { CONFIRMED, UNCOUNTED } from "@/lib/features/cycles/tallies/sql";
import { Prisma } from "@/lib/server/database/client";

const list = (of: (part: (typeof ANSWER_PARTS)[number]) => string): Prisma.Sql => Prisma.raw(ANSWER_PARTS.map(of).join(", "));

/** In SQL: the columns of what an answer says, where one table has them. */
export const CONTENT = list((part) => part);

/** In SQL: the same with their type, for rows of JSON. */
export const TYPED_CONTENT = list((part) => `${part} text`);

/** In SQL: what the answer of this row says, with the reason also where the answer is another one now. */
export const contentIn = (row: "a" | "excluded" | "r"): Prisma.Sql => list((part) => `${row}.${part}`);

/**
 * In SQL: what the answer of this row says to a reader, with the reason of a 該当なし only (`shownReason`). Of a copy it has the texts
 * too, for who answers; others read `confirmedContent`, or join the answers that are `CONFIRMED`.
 */
export const shownIn = (row: "a" | "h"): Prisma.Sql =>
  list((part) =>
    part === "reason" ? `CASE WHEN coalesce(${row}.status, ${row}.copied) = 'notApplicable' THEN ${row}.reason END AS reason` : `${row}.${part}`,
  );

/** In SQL: whether the remark `m` was not withdrawn. */
export const REMARK_STANDS = Prisma.sql`NOT EXISTS (SELECT 1 FROM item_remark_withdrawal w WHERE w.operator_id = m.operator_id AND w.remark_id = m.id)`;

/**
 * In SQL: joins the sheets `s` with the answers `a` of the same place in earlier cycles (`earlierCyclesOf`): the same person's on a
 * 取扱者 sheet, the same critical system's on a システム管理者 sheet, whatever department they belonged to; else the same department's
 * or the operator's. Taken in the order `newestFirst`, the first of an item is its last answer: a later cycle that did not ask it,
 * or got no answer, hides none.
 */
export const earlierAnswers = (cycleIds: readonly string[]): Prisma.Sql => Prisma.sql`
  JOIN sheet o ON o.operator_id = portal_operator() AND o.cycle_id = ANY(${[...cycleIds]}::uuid[]) AND o.role = s.role AND o.counts AND o.place = s.place
  JOIN cycle_item i ON i.operator_id = o.operator_id AND i.cycle_id = o.cycle_id AND i.role = o.role
  JOIN answer a ON a.operator_id = o.operator_id AND a.sheet_id = o.id AND a.item_id = i.item_id
    AND ${Prisma.raw(CONFIRMED)} AND NOT ${Prisma.raw(UNCOUNTED)}`;

/** In SQL: the order of those answers. What was written without an answer comes after every answer. */
export const newestFirst = (cycleIds: readonly string[]): Prisma.Sql =>
  Prisma.sql`a.status IS NULL, array_position(${[...cycleIds]}::uuid[], o.cycle_id), o.id`;

import "server-only";
import { ANSWER_PARTS } from "@/lib/domain/checking/answer-content";
import { Prisma } from "@/lib/server/database/client";

const list = (of: (part: (typeof ANSWER_PARTS)[number]) => string): Prisma.Sql => Prisma.raw(ANSWER_PARTS.map(of).join(", "));

/** In SQL: the columns of what an answer says, where one table has them. */
export const CONTENT = list((part) => part);

/** In SQL: the same with their type, for rows of JSON. */
export const TYPED_CONTENT = list((part) => `${part} text`);

/** In SQL: what the answer of this row says, with the reason also where the answer is another one now. */
export const contentIn = (row: "a" | "excluded" | "r"): Prisma.Sql => list((part) => `${row}.${part}`);

/** In SQL: what the answer of this row says to a reader, with the reason of a 該当なし only (`shownReason`). */
export const shownIn = (row: "a" | "h"): Prisma.Sql =>
  list((part) =>
    part === "reason" ? `CASE WHEN coalesce(${row}.status, ${row}.copied) = 'notApplicable' THEN ${row}.reason END AS reason` : `${row}.${part}`,
  );

/** In SQL: whether the remark `m` was not withdrawn. */
export const REMARK_STANDS = Prisma.sql`NOT EXISTS (SELECT 1 FROM item_remark_withdrawal w WHERE w.operator_id = m.operator_id AND w.remark_id = m.id)`;

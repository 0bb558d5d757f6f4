import "server-only";
import type { z } from "zod";
import { type LateCorrectionState, lateCorrectionState } from "@/lib/domain/survey/late-correction";
import type { lateCorrection } from "@/lib/features/surveys/record/schema";
import { calendarDate } from "@/lib/labels/japanese-date";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

/** A late correction of an operator to a survey. */
export interface LateCorrectionRecord {
  readonly surveyId: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly ordinal: number;
  readonly state: LateCorrectionState;
  readonly reason: string;
  readonly untilOn: string;
  readonly allowedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
  /** The last version before it; 0 if the operator had submitted nothing, so that it is a first submission. */
  readonly afterVersion: number;
}

type Row = Omit<LateCorrectionRecord, "state"> & { readonly used: boolean };

async function rowsBy(transaction: Transaction, condition: Prisma.Sql, now: Date, part = Prisma.empty): Promise<LateCorrectionRecord[]> {
  const rows = await transaction.$queryRaw<Row[]>`
    SELECT l.survey_id AS "surveyId", l.operator_id AS "operatorId", o.name AS "operatorName", l.ordinal, l.reason, l.until_on::text AS "untilOn",
      l.allowed_at AS "allowedAt", l.withdrawn_at AS "withdrawnAt", l.withdrawn_reason AS "withdrawnReason", l.after_version AS "afterVersion",
      EXISTS (SELECT 1 FROM submission m WHERE m.operator_id = l.operator_id AND m.survey_id = l.survey_id AND m.version > l.after_version
        AND (m.submitted_at AT TIME ZONE 'Asia/Tokyo')::date <= l.until_on) AS used
    FROM late_correction l JOIN operator o ON o.id = l.operator_id
    WHERE ${condition} ORDER BY o.name, l.operator_id, l.survey_id, l.ordinal DESC ${part}`;
  const today = calendarDate(now);
  return rows.map(({ used, ...row }) => ({ ...row, state: lateCorrectionState({ untilOn: row.untilOn, withdrawn: row.withdrawnAt !== null, used }, today) }));
}

const LATEST = Prisma.sql`NOT EXISTS (SELECT 1 FROM late_correction x
  WHERE x.operator_id = l.operator_id AND x.survey_id = l.survey_id AND x.ordinal > l.ordinal)`;

/** The last late correction of each operator to these surveys that row-level security shows, by the operator's name. */
export const latestLateCorrections = (transaction: Transaction, surveyIds: readonly string[], now: Date): Promise<LateCorrectionRecord[]> =>
  surveyIds.length === 0 ? Promise.resolve([]) : rowsBy(transaction, Prisma.sql`l.survey_id = ANY(${[...surveyIds]}::uuid[]) AND ${LATEST}`, now);

/** A page of the last late corrections of each operator to a survey; the first where there is no such page any more. */
export async function lateCorrectionPage(transaction: Transaction, surveyId: string, asked: PageQuery, now: Date): Promise<Page<LateCorrectionRecord>> {
  const latest = Prisma.sql`l.survey_id = ${surveyId}::uuid AND ${LATEST}`;
  const [count] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM late_correction l WHERE ${latest}`;
  const total = count?.total ?? 0;
  const page = { ...asked, page: rowsOf(asked).skip < total ? asked.page : 1 };
  const { skip, take } = rowsOf(page);
  return { ...page, total, items: total === 0 ? [] : await rowsBy(transaction, latest, now, Prisma.sql`LIMIT ${take} OFFSET ${skip}`) };
}

/** The last late correction of the own operator to each survey. */
export const ownLateCorrections = (transaction: Transaction, now: Date): Promise<LateCorrectionRecord[]> =>
  rowsBy(transaction, Prisma.sql`l.operator_id = portal_operator() AND ${LATEST}`, now);

/** The late corrections of one operator to a survey, the latest first. */
export const lateCorrectionsOf = (transaction: Transaction, surveyId: string, operatorId: string, now: Date): Promise<LateCorrectionRecord[]> =>
  rowsBy(transaction, Prisma.sql`l.survey_id = ${surveyId}::uuid AND l.operator_id = ${operatorId}::uuid`, now);

/** The same as the API shows it. */
export const lateCorrectionJson = ({
  state,
  reason,
  untilOn,
  allowedAt,
  withdrawnAt,
  withdrawnReason,
}: LateCorrectionRecord): z.output<typeof lateCorrection> => ({
  ...{ state, reason, untilOn, withdrawnReason },
  allowedAt: allowedAt.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

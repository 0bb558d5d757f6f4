import "server-only";
import { z } from "zod";
import { granted } from "@/lib/domain/shared/result";
import type { CallingAsked } from "@/lib/features/surveys/calling/parts";
import { changeSurvey } from "@/lib/features/surveys/planning/commands";
import { survey } from "@/lib/features/surveys/record/record";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";
import { BEFORE_A_CHANGE } from "@/lib/server/use-cases/takes-out";
import { reading } from "@/lib/server/use-cases/use-case";
import type { Page } from "@/lib/validation/paging";

export interface CallableOperator {
  readonly id: string;
  readonly name: string;
}

/** The operators of a sector that a survey does not call. */
export interface Callable {
  /** Those found, a page of them. */
  readonly found: Page<CallableOperator>;
  /** Those ticked so far, by name, on this page or not. */
  readonly chosen: readonly CallableOperator[];
  /** How many there are, found or not. */
  readonly everybody: number;
}

/** `surveyId`: null for a survey that is still to be planned, which calls nobody. */
const uncalled = (sectorId: string, surveyId: string | null): Prisma.Sql => Prisma.sql`
  FROM operator o WHERE o.sector_id = ${sectorId} AND o.stopped_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM survey_call c WHERE c.survey_id = ${surveyId}::uuid AND c.operator_id = o.id)`;

/** The requested page, or the first where it has no rows any more. */
export async function callableOperators(transaction: Transaction, sectorId: string, surveyId: string | null, asked: CallingAsked): Promise<Callable> {
  const { words, page, chosen } = asked;
  const from = uncalled(sectorId, surveyId);
  const found = containsWords(Prisma.sql`o.search_fold`, words);
  const [count] = await transaction.$queryRaw<{ found: number; everybody: number }[]>`
    SELECT count(*) FILTER (WHERE ${found})::int AS found, count(*)::int AS everybody ${from}`;
  const total = count?.found ?? 0;
  const shown = { ...page, page: (page.page - 1) * page.perPage < total ? page.page : 1 };
  const items = await transaction.$queryRaw<CallableOperator[]>`
    SELECT o.id, o.name ${from} AND ${found} ORDER BY o.name, o.id LIMIT ${shown.perPage} OFFSET ${(shown.page - 1) * shown.perPage}`;
  const ticked =
    chosen.length === 0
      ? []
      : await transaction.$queryRaw<CallableOperator[]>`SELECT o.id, o.name ${from} AND o.id = ANY(${[...chosen]}::uuid[]) ORDER BY o.name, o.id`;
  return { found: { ...shown, items, total }, chosen: ticked, everybody: count?.everybody ?? 0 };
}

/** How many operators a survey could still call. */
export async function countUncalled(transaction: Transaction, sectorId: string, surveyId: string): Promise<number> {
  const [count] = await transaction.$queryRaw<{ uncalled: number }[]>`SELECT count(*)::int AS uncalled ${uncalled(sectorId, surveyId)}`;
  return count?.uncalled ?? 0;
}

/** A survey, and a page of the operators that it could call too. */
export const readCalling = reading({
  of: changeSurvey,
  takesOut: BEFORE_A_CHANGE,
  on: survey.seen,
  input: z.object({ asked: z.custom<CallingAsked>() }),
  run: async ({ transaction, subject, input: { asked } }) =>
    granted({ survey: subject, callable: await callableOperators(transaction, subject.sectorId, subject.id, asked) }),
});

/** The ids of all operators that a survey could call too. */
export const uncalledIds = reading({
  of: changeSurvey,
  takesOut: BEFORE_A_CHANGE,
  on: survey.seen,
  run: async ({ transaction, subject: { id, sectorId } }) =>
    granted((await transaction.$queryRaw<{ id: string }[]>`SELECT o.id ${uncalled(sectorId, id)} ORDER BY o.id`).map((row) => row.id)),
});

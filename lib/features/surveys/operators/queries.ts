import "server-only";
import type { Tier } from "@/lib/domain/guideline/edition";
import { graspOf } from "@/lib/domain/scoring/count";
import type { Grasp } from "@/lib/domain/scoring/measure";
import { ratio } from "@/lib/domain/shared/rational";
import type { Absence } from "@/lib/features/results/figures/parts";
import { type OperatorOrder, type OperatorsAsked, type RateBand, tensOf } from "@/lib/features/surveys/operators/parts";
import type { SurveyResults } from "@/lib/features/surveys/sector-scores/queries";
import { scoreMissing } from "@/lib/features/surveys/submission-scores/rows";
import { type OwnScore, ruleFor, shareFrom } from "@/lib/features/surveys/submission-scores/rules";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

/** An operator's last submission, with its own figures over one tier. */
export interface OwnSubmission {
  readonly version: number;
  readonly submittedAt: Date;
  readonly grasp: Grasp;
  readonly own: OwnScore;
}

/** A called operator, with its submission if there is one. */
export interface CalledOperator {
  readonly id: string;
  readonly name: string;
  readonly submission: OwnSubmission | null;
}

/** A called operator without a submission, and whether it submitted to the previous survey; null if that one did not call it. */
export interface MissingOperator {
  readonly id: string;
  readonly name: string;
  readonly submittedBefore: boolean | null;
}

export interface OperatorPages {
  readonly asked: OperatorsAsked;
  readonly shown: Page<CalledOperator>;
  readonly missing: Page<MissingOperator>;
}

interface Counted {
  readonly total: number;
}

/** A page of rows; a page after the last becomes the first. */
async function pageBy<Row extends Counted>(asked: PageQuery, rowsFor: (page: PageQuery) => Promise<Row[]>): Promise<Page<Row>> {
  const rows = await rowsFor(asked);
  const [first] = rows;
  if (!first && asked.page > 1) return pageBy({ ...asked, page: 1 }, rowsFor);
  return { ...asked, items: rows, total: first?.total ?? 0 };
}

interface OperatorRow {
  readonly id: string;
  readonly name: string;
  readonly version: number | null;
  readonly submittedAt: Date | null;
  readonly handedOut: number | null;
  readonly counted: number | null;
  readonly items: number | null;
  readonly itemsWithDuty: number | null;
  readonly attainedItems: number | null;
  readonly notAsked: number | null;
  readonly absence: Absence | null;
  readonly implementation: string | null;
  readonly selfCheck: string | null;
  readonly fulfilment: string | null;
  readonly sections: string | null;
}

const share = (text: string | null) => (text === null ? null : shareFrom(text));

function ownScore({ items, itemsWithDuty, attainedItems, notAsked, absence, sections, ...row }: OperatorRow): OwnScore | null {
  if (items === null || itemsWithDuty === null || attainedItems === null || notAsked === null || absence === null || sections === null) return null;
  const written = Object.entries(JSON.parse(sections) as Record<string, string>);
  return {
    ...{ items, itemsWithDuty, attainedItems, notAsked, absence },
    implementationRate: share(row.implementation),
    attainmentRate: itemsWithDuty === 0 ? null : ratio(attainedItems, itemsWithDuty),
    selfCheckRate: share(row.selfCheck),
    fulfilment: share(row.fulfilment),
    sections: Object.fromEntries(written.map(([id, text]) => [id, text.includes("/") ? shareFrom(text) : (text as Absence)])),
  };
}

function operatorOf(row: OperatorRow): CalledOperator {
  const { id, name, version, submittedAt, handedOut, counted } = row;
  if (version === null || submittedAt === null) return { id, name, submission: null };
  const own = ownScore(row);
  if (own === null) throw new Error(`the scores of version ${String(version)} of operator ${id} are not kept`);
  return { id, name, submission: { version, submittedAt, grasp: graspOf(handedOut ?? 0, counted ?? 0), own } };
}

/**
 * SQL for the called operators `o` with their latest submission `m` and its scores `k` over a tier. Includes only submissions
 * of the operators in the results, whose reading was logged; a later submission was not.
 */
function called({ survey, index, operatorIds }: SurveyResults, tier: Tier): Prisma.Sql {
  return Prisma.sql`
    FROM survey_call c JOIN operator o ON o.id = c.operator_id
    LEFT JOIN (SELECT DISTINCT ON (operator_id) operator_id, id, version, submitted_at FROM submission
      WHERE survey_id = ${survey.id}::uuid AND operator_id = ANY(${operatorIds}::uuid[]) ORDER BY operator_id, version DESC) m ON m.operator_id = c.operator_id
    LEFT JOIN submission_score k ON k.operator_id = m.operator_id AND k.submission_id = m.id AND k.rule = ${ruleFor(index.edition).name} AND k.tier = ${tier}
    WHERE c.survey_id = ${survey.id}::uuid`;
}

const COLUMNS = Prisma.sql`o.id, o.name, m.version, m.submitted_at AS "submittedAt", k.handed_out AS "handedOut", k.counted, k.items,
  k.items_with_duty AS "itemsWithDuty", k.attained_items AS "attainedItems", k.not_asked AS "notAsked", k.absence, k.sections,
  k.implementation_n || '/' || k.implementation_d AS implementation, k.self_check_n || '/' || k.self_check_d AS "selfCheck",
  k.fulfilment_n || '/' || k.fulfilment_d AS fulfilment`;

/** The sort orders; equal values, and values with the same rounded quotient, are sorted by name. */
const ORDERS = {
  grasp: Prisma.sql`k.counted::numeric / nullif(k.handed_out, 0) NULLS FIRST`,
  rate: Prisma.sql`k.implementation_n / k.implementation_d NULLS LAST`,
  attainment: Prisma.sql`k.attained_items::numeric / nullif(k.items_with_duty, 0) NULLS LAST`,
  name: Prisma.sql`o.name`,
  latest: Prisma.sql`m.submitted_at DESC`,
} as const satisfies Record<OperatorOrder, Prisma.Sql>;

const named = (words: string): Prisma.Sql => containsWords(Prisma.sql`o.search_fold`, words);

/** SQL for the operators whose 実施率 is in the band; by whole numbers, as `bandOf`. */
function inBand(band: RateBand | null): Prisma.Sql {
  if (band === null) return Prisma.sql`true`;
  const [first, last] = tensOf(band);
  return Prisma.sql`least(div(k.implementation_n * 10, k.implementation_d), 9) BETWEEN ${first} AND ${last}`;
}

/** The operators that submitted. */
const shownRows = (transaction: Transaction, results: SurveyResults, tier: Tier, { words, band, order }: OperatorsAsked, page: PageQuery) => {
  const { skip, take } = rowsOf(page);
  return transaction.$queryRaw<(OperatorRow & Counted)[]>`
    SELECT ${COLUMNS}, (count(*) OVER ())::int AS total ${called(results, tier)} AND m.id IS NOT NULL AND ${named(words)} AND ${inBand(band)}
    ORDER BY ${ORDERS[order]}, o.name, o.id LIMIT ${take} OFFSET ${skip}`;
};

/** The other called operators, by name; `earlier` is the previous survey. */
const missingRows = (transaction: Transaction, { survey, operatorIds }: SurveyResults, earlier: string | null, { words }: OperatorsAsked, page: PageQuery) => {
  const { skip, take } = rowsOf(page);
  return transaction.$queryRaw<(MissingOperator & Counted)[]>`
    SELECT o.id, o.name, (count(*) OVER ())::int AS total,
      CASE WHEN EXISTS (SELECT 1 FROM survey_call p WHERE p.survey_id = ${earlier}::uuid AND p.operator_id = o.id)
        THEN EXISTS (SELECT 1 FROM submission p WHERE p.survey_id = ${earlier}::uuid AND p.operator_id = o.id) END AS "submittedBefore"
    FROM survey_call c JOIN operator o ON o.id = c.operator_id
    WHERE c.survey_id = ${survey.id}::uuid AND ${named(words)} AND c.operator_id <> ALL(${operatorIds}::uuid[])
    ORDER BY o.name, o.id LIMIT ${take} OFFSET ${skip}`;
};

/**
 * Scores that another transaction computed after this one began are not there for it, although the sums over operators are. Storing
 * them here conflicts with that one, so that everything is read again, and then they are there.
 */
async function withScores(transaction: Transaction, { survey, index }: SurveyResults): Promise<void> {
  while (await scoreMissing(transaction, ruleFor(index.edition), survey));
}

/** The requested pages of operators that submitted, with their figures over a tier, and of those missing. */
export async function operatorPages(
  transaction: Transaction,
  results: SurveyResults,
  before: SurveyResults | undefined,
  tier: Tier,
  asked: OperatorsAsked,
): Promise<OperatorPages> {
  await withScores(transaction, results);
  const shown = await pageBy(asked.page, (page) => shownRows(transaction, results, tier, asked, page));
  const missing = await pageBy(asked.missingPage, (page) => missingRows(transaction, results, before?.survey.id ?? null, asked, page));
  return { asked, shown: { ...shown, items: shown.items.map(operatorOf) }, missing };
}

/** Every called operator, by name, for files, which are complete. */
export async function allOperators(transaction: Transaction, results: SurveyResults, tier: Tier): Promise<CalledOperator[]> {
  await withScores(transaction, results);
  const rows = await transaction.$queryRaw<OperatorRow[]>`SELECT ${COLUMNS} ${called(results, tier)} ORDER BY o.name, o.id`;
  return rows.map(operatorOf);
}

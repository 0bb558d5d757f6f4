import { z } from "zod";
import { SURVEY_STATES } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, GUIDELINE_KINDS, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { scoresAnswer } from "@/lib/features/results/figures/schema";
import { pageAnswer } from "@/lib/validation/paging";
import { calendarDay, confirmedNumber, line, paragraph, identifier as uuid } from "@/lib/validation/plain-text";

/** Tag of the use cases of surveys in the API document. */
export const TAG = "浸透状況調査";

export const surveyParams = z.object({ surveyId: uuid });
export const submissionParams = surveyParams.extend({ operatorId: uuid });

const operatorIds = z.array(uuid).min(1, { error: "対象の事業者を1者以上選んでください。" }).max(5000);
const inOrder = ({ opensOn, closesOn }: { opensOn?: string | undefined; closesOn?: string | undefined }): boolean =>
  opensOn === undefined || closesOn === undefined || opensOn <= closesOn;
/** Reported beside the other problems, as soon as both are dates. */
const orderProblem = {
  error: "締切は、受付を始める日と同じ日かその後にしてください。",
  path: ["closesOn"],
  when: ({ value }: { readonly value: unknown }): boolean => z.object({ opensOn: z.iso.date(), closesOn: z.iso.date() }).safeParse(value).success,
};

const FOUR_DIGITS = { error: "年度を西暦4桁で入力してください。" };
/** `fiscalYearRefusal` decides whether it fits the days. */
const fiscalYear = z.int(FOUR_DIGITS).min(2000, FOUR_DIGITS).max(2199, FOUR_DIGITS);

export const surveyBody = z
  .strictObject({
    edition: z.string({ error: "ガイドラインの版を選んでください。" }).min(1, { error: "ガイドラインの版を選んでください。" }).max(100),
    fiscalYear,
    title: line("調査の名前", 100),
    opensOn: calendarDay("受付を始める日"),
    closesOn: calendarDay("締切"),
    /** Without it every operator of the sector is called. */
    operatorIds: operatorIds.optional(),
  })
  .refine(inOrder, orderProblem);
export type SurveyBody = z.output<typeof surveyBody>;

/** Operators can be added later, but not removed. The fiscal year can change only before the survey is opened. */
export const surveyChange = z
  .strictObject({
    title: line("調査の名前", 100),
    fiscalYear,
    opensOn: calendarDay("受付を始める日"),
    closesOn: calendarDay("締切"),
    addOperatorIds: operatorIds,
  })
  .partial()
  .refine(inOrder, orderProblem);
export type SurveyChange = z.output<typeof surveyChange>;

/** `confirmedCalled`: the number of called operators that was shown; always required. */
export const surveyOpenBody = z.strictObject({ confirmedCalled: confirmedNumber("confirmedCalled", "対象の事業者の数") });
export const surveyTakeBackBody = z.strictObject({ reason: paragraph("受付の開始を取り消す理由") });
/** `confirmedMissing`: the number shown of operators that have not submitted; required if there are any, or before the last day has passed. */
export const surveyCloseBody = z.strictObject({ confirmedMissing: confirmedNumber("confirmedMissing", "提出していない事業者の数") });
export const surveyReopenBody = z.strictObject({ reason: paragraph("締切りを取り消す理由") });

export const surveySummary = z.object({
  id: uuid,
  sector: z.string(),
  sectorName: z.string(),
  edition: z.string(),
  editionTitle: z.string(),
  title: z.string(),
  fiscalYear: z.int(),
  opensOn: z.iso.date(),
  closesOn: z.iso.date(),
  state: z.enum(SURVEY_STATES),
  closedAt: z.iso.datetime().nullable(),
  /** When and why it was last reopened. */
  reopenedAt: z.iso.datetime().nullable(),
  reopenedReason: z.string().nullable(),
  /** When and why its opening was taken back; null once it is opened again. */
  takenBackAt: z.iso.datetime().nullable(),
  takenBackReason: z.string().nullable(),
  /** For the ministry; null for operators. */
  called: z.int().nullable(),
  submitted: z.int().nullable(),
  /** For an operator: its own latest submission, null if there is none. */
  own: z.object({ version: z.int(), submittedAt: z.iso.datetime() }).nullable(),
});
export type SurveySummary = z.output<typeof surveySummary>;

export const surveyList = pageAnswer(surveySummary);

export const surveyOutcome = z.object({ id: uuid, state: z.enum(SURVEY_STATES) });
export type SurveyOutcome = z.output<typeof surveyOutcome>;

const reply = z.object({
  operatorId: uuid,
  operatorName: z.string(),
  submitted: z.boolean(),
  version: z.int().nullable(),
  submittedAt: z.iso.datetime().nullable(),
});
export type Reply = z.output<typeof reply>;
export const replyList = pageAnswer(reply);

export const RESULT_GROUPINGS = ["item", "section", "phase", "operator"] as const;
export const TABLE_GROUPINGS = [...RESULT_GROUPINGS, "distribution", "year", "crosswalk"] as const;
export type ResultGrouping = (typeof RESULT_GROUPINGS)[number];
export type TableGrouping = (typeof TABLE_GROUPINGS)[number];

const tierQuery = { tier: z.enum(TIERS, { error: `tier は ${TIERS.join("・")} のどれかにしてください。` }).default("required") };
export const resultsQuery = z.object({
  by: z.enum(RESULT_GROUPINGS, { error: `by は ${RESULT_GROUPINGS.join("・")} のどれかにしてください。` }).default("section"),
  ...tierQuery,
});
export const tableQuery = z.object({
  by: z.enum(TABLE_GROUPINGS, { error: `by は ${TABLE_GROUPINGS.join("・")} のどれかにしてください。` }).default("section"),
  ...tierQuery,
});

const rate = z.number().min(0).max(1).nullable();
const grasp = z.object({ handedOut: z.int(), handedIn: z.int(), rate });
const sectorTier = {
  items: z.int(),
  itemsWithDuty: z.int(),
  operators: z.int(),
  implementationRate: rate,
  attainmentRate: rate,
  attainedByAll: z.int(),
};
const band = z.object({ from: z.int(), to: z.int(), operators: z.int() });
const bands = z.object({ implementationRate: z.array(band), attainmentRate: z.array(band) });

const sectionRow = z.object({ section: z.string(), id: z.string(), heading: z.string(), phase: z.enum(PHASES), ...sectorTier });
const phaseRow = z.object({ phase: z.enum(PHASES), ...sectorTier });
const itemRow = z.object({
  id: z.string(),
  section: z.string(),
  code: z.string(),
  phase: z.enum(PHASES),
  operatorsAsked: z.int(),
  operators: z.int(),
  attainedOperators: z.int(),
  attainedOperatorRate: rate,
  status: z.enum(["scored", "noDuty", "notGrasped", "notAsked"]),
  ratio: rate,
});
const operatorRow = z.object({
  operatorId: uuid,
  operatorName: z.string(),
  version: z.int().nullable(),
  submittedAt: z.iso.datetime().nullable(),
  grasp: grasp.nullable(),
  items: z.int().nullable(),
  itemsWithDuty: z.int().nullable(),
  implementationRate: rate,
  attainmentRate: rate,
  selfCheckRate: rate,
  fulfilment: rate,
});

const surveyFigures = z.object({ called: z.int(), submitted: z.int(), graspRate: rate, sheets: grasp, total: z.object(sectorTier) });

/** 浸透状況 of one tier; the rows of the other groupings are absent. */
export const resultsAnswer = surveyFigures.extend({
  surveyId: uuid,
  edition: z.string(),
  kind: z.enum(GUIDELINE_KINDS),
  engine: z.string(),
  by: z.enum(RESULT_GROUPINGS),
  tier: z.enum(TIERS),
  distribution: bands,
  /** The previous survey of the same guideline. */
  previous: surveyFigures.extend({ surveyId: uuid, fiscalYear: z.int() }).nullable(),
  sections: z.array(sectionRow).optional(),
  phases: z.array(phaseRow).optional(),
  items: z.array(itemRow).optional(),
  operators: z.array(operatorRow).optional(),
});
export type ResultsAnswer = z.output<typeof resultsAnswer>;

/** A frozen submission with the scores recomputed from its counts. */
export const submissionAnswer = z.object({
  surveyId: uuid,
  operatorId: uuid,
  operatorName: z.string(),
  version: z.int(),
  submittedAt: z.iso.datetime(),
  hash: z.string(),
  previousHash: z.string().nullable(),
  versions: z.array(z.object({ version: z.int(), hash: z.string(), submittedAt: z.iso.datetime() })),
  revision: z.int(),
  contentHash: z.string(),
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  sheets: z.array(z.object({ role: z.enum(ANSWERING_ROLES), handedOut: z.int(), counted: z.int() })),
  remarks: z.array(z.object({ item: z.string(), text: z.string() })),
  scores: scoresAnswer,
});
export type SubmissionAnswer = z.output<typeof submissionAnswer>;

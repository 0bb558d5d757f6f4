import { z } from "zod";
import { SURVEY_STATES } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES, GUIDELINE_KINDS, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { LATE_CORRECTION_STATES } from "@/lib/domain/survey/late-correction";
import { grasp, rate, scoresAnswer } from "@/lib/features/results/figures/schema";
import { pageAnswer } from "@/lib/validation/paging";
import { period } from "@/lib/validation/period";
import { calendarDay, confirmedNumber, line, paragraph, identifier as uuid } from "@/lib/validation/plain-text";

/** Tag of the use cases of surveys in the API document. */
export const TAG = "浸透状況調査";

export const surveyParams = z.object({ surveyId: uuid });
/** An operator of a survey: one that it calls, or one that submitted to it. */
export const operatorParams = surveyParams.extend({ operatorId: uuid });

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

/** Operators can be added later; one is taken out by a use case of its own. The fiscal year can change only before the survey is opened. */
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

export const takeOutBody = z.strictObject({ reason: paragraph("対象から外す理由") });
/** `untilOn`: the last day on which the operator can submit. */
export const lateCorrectionBody = z.strictObject({ reason: paragraph("締切後に受け付ける理由"), untilOn: calendarDay("受け付ける最後の日") });
export const lateCorrectionWithdrawBody = z.strictObject({ reason: paragraph("締切後の受付を取り消す理由") });

/** Permission for one operator to submit once more after the survey was closed, and what became of it. */
export const lateCorrection = z
  .object({
    state: z.enum(LATE_CORRECTION_STATES),
    reason: z.string(),
    untilOn: z.iso.date(),
    allowedAt: z.iso.datetime(),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawnReason: z.string().nullable(),
  })
  .meta({ id: "LateCorrection" });

export const calledOutcome = z.object({ surveyId: uuid, operatorId: uuid }).meta({ id: "CalledOperator" });

const ownSubmission = z.object({ version: z.int(), submittedAt: z.iso.datetime() }).meta({ id: "OwnSubmission" });

export const surveySummary = z
  .object({
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
    /** When and why it was last opened again after it had been closed. */
    reopenedAt: z.iso.datetime().nullable(),
    reopenedReason: z.string().nullable(),
    /** When and why its opening was taken back; null once it is opened again. */
    takenBackAt: z.iso.datetime().nullable(),
    takenBackReason: z.string().nullable(),
    /** For the ministry; null for an operator. */
    called: z.int().nullable(),
    submitted: z.int().nullable(),
    /** For an operator: its own latest submission, null where there is none. */
    own: ownSubmission.nullable(),
    /** For an operator: the last late correction that the ministry let in from it, null where there is none. */
    lateCorrection: lateCorrection.nullable(),
  })
  .meta({ id: "SurveySummary" });
export type SurveySummary = z.output<typeof surveySummary>;

export const surveyList = pageAnswer(surveySummary);

export const surveyOutcome = z.object({ id: uuid, state: z.enum(SURVEY_STATES) }).meta({ id: "SurveyState" });
/** `called`: the number of operators that the change added; those that were called before are not counted. */
export const surveyChanged = z.object({ ...surveyOutcome.shape, called: z.int() }).meta({ id: "SurveyChanged" });

const reply = z
  .object({
    operatorId: uuid,
    operatorName: z.string(),
    submitted: z.boolean(),
    version: z.int().nullable(),
    submittedAt: z.iso.datetime().nullable(),
    /** The last late correction, null where there is none. */
    lateCorrection: lateCorrection.nullable(),
  })
  .meta({ id: "SurveyReply" });
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

const sectorTier = {
  items: z.int(),
  itemsWithDuty: z.int(),
  operators: z.int(),
  implementationRate: rate,
  attainmentRate: rate,
  attainedByAll: z.int(),
};
const band = z.object({ from: z.int(), to: z.int(), operators: z.int() }).meta({ id: "Band" });
const distribution = z.object({ implementationRate: z.array(band), attainmentRate: z.array(band) }).meta({ id: "Distribution" });

const sectionRow = z.object({ section: z.string(), id: z.string(), heading: z.string(), phase: z.enum(PHASES), ...sectorTier }).meta({ id: "SurveySection" });
const phaseRow = z.object({ phase: z.enum(PHASES), ...sectorTier }).meta({ id: "SurveyPhase" });
const itemRow = z
  .object({
    ...{ id: z.string(), section: z.string(), code: z.string(), phase: z.enum(PHASES) },
    ...{ operatorsAsked: z.int(), operators: z.int(), attainedOperators: z.int(), attainedOperatorRate: rate },
    ...{ status: z.enum(["scored", "noDuty", "notGrasped", "notAsked"]), ratio: rate },
  })
  .meta({ id: "SurveyItem" });
const operatorRow = z
  .object({
    ...{ operatorId: uuid, operatorName: z.string(), version: z.int().nullable(), submittedAt: z.iso.datetime().nullable() },
    ...{ grasp: grasp.nullable(), items: z.int().nullable(), itemsWithDuty: z.int().nullable() },
    ...{ implementationRate: rate, attainmentRate: rate, selfCheckRate: rate, fulfilment: rate },
  })
  .meta({ id: "SurveyOperator" });

const sectorFigures = z.object(sectorTier).meta({ id: "SectorFigures" });
const surveyFigures = z.object({ called: z.int(), submitted: z.int(), graspRate: rate, sheets: grasp, total: sectorFigures });

/** 浸透状況 of one tier; the rows of the other groupings are absent. */
export const resultsAnswer = surveyFigures.extend({
  surveyId: uuid,
  edition: z.string(),
  kind: z.enum(GUIDELINE_KINDS),
  engine: z.string(),
  by: z.enum(RESULT_GROUPINGS),
  tier: z.enum(TIERS),
  distribution,
  /** The previous survey of the same guideline. */
  previous: surveyFigures.extend({ surveyId: uuid, fiscalYear: z.int() }).meta({ id: "PreviousSurvey" }).nullable(),
  sections: z.array(sectionRow).optional(),
  phases: z.array(phaseRow).optional(),
  items: z.array(itemRow).optional(),
  operators: z.array(operatorRow).optional(),
});
export type ResultsAnswer = z.output<typeof resultsAnswer>;

/** A remark that the CISO ticked for the ministry. */
export const submittedRemark = z.object({ item: z.string(), text: z.string() }).meta({ id: "SubmittedRemark" });

/** The sheets of a role, of a submission. */
export const submittedSheets = z.object({ role: z.enum(ANSWERING_ROLES), handedOut: z.int().min(0), counted: z.int().min(0) }).meta({ id: "SubmittedSheets" });

const submissionVersion = z.object({ version: z.int(), hash: z.string(), submittedAt: z.iso.datetime() }).meta({ id: "SubmissionVersion" });
/** A frozen submission with the scores recomputed from its counts. */
export const submissionAnswer = z.object({
  surveyId: uuid,
  operatorId: uuid,
  operatorName: z.string(),
  version: z.int(),
  submittedAt: z.iso.datetime(),
  hash: z.string(),
  previousHash: z.string().nullable(),
  versions: z.array(submissionVersion),
  revision: z.int(),
  contentHash: z.string(),
  period,
  sheets: z.array(submittedSheets),
  remarks: z.array(submittedRemark),
  scores: scoresAnswer,
});
export type SubmissionAnswer = z.output<typeof submissionAnswer>;

/** What refusals carry as `current`: the state of the survey. */
export const inState = z.object({ state: z.enum(SURVEY_STATES) }).meta({ id: "SurveyInState" });
/** The called operators, and the distance of its days from today. */
export const openingNumbers = z
  .object({ called: z.int(), opensOn: z.iso.date(), closesOn: z.iso.date(), daysToFirst: z.int(), daysToLast: z.int() })
  .meta({ id: "OpeningNumbers" });
/** The operators that submitted, and those that have not, and the days until the last one. */
export const closingNumbers = z
  .object({ called: z.int(), submitted: z.int(), missing: z.int(), daysEarly: z.int(), closesOn: z.iso.date() })
  .meta({ id: "ClosingNumbers" });
/** The operators that have submitted already. */
export const submittedNumber = z.object({ submitted: z.int() }).meta({ id: "SubmittedNumber" });
/** The state of the last late correction; null if there was none. */
export const lateInState = z.object({ state: z.enum(LATE_CORRECTION_STATES).nullable() }).meta({ id: "LateCorrectionInState" });

import { z } from "zod";
import { CYCLE_STATES, EXAMPLE_MODES, SHEET_FILTERS, SHEET_STATES, WITHDRAWN_BECAUSE } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { departmentOrNone, systemOrNone } from "@/lib/validation/department";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { period } from "@/lib/validation/period";
import { calendarDay, confirmedNumber, line, paragraph, identifier as uuid } from "@/lib/validation/plain-text";

/** Tag of the use cases of cycles in the API document. */
export const TAG = "点検の回";

export const cycleParams = z.object({ cycleId: uuid });

const planFields = {
  title: line("名前", 100),
  period: z
    .strictObject({ from: calendarDay("期間の始まり"), to: calendarDay("期間の終わり") })
    .refine(({ from, to }) => from <= to, { error: "期間の終わりは、始まりと同じ日かその後にしてください。", path: ["to"] })
    .meta({ id: "PlannedPeriod" }),
  dueOn: calendarDay("回答の期限"),
  examples: z.enum(EXAMPLE_MODES, { error: `具体例の扱いは ${EXAMPLE_MODES.join("・")} のどれかにしてください。` }),
  measures: z.union([z.literal("all"), z.array(z.string().max(200)).min(1).max(2000)], {
    error: '点検する項目を1件以上選んでください（API では "all" か、項目の番号の並び）。',
  }),
};

/** The number shown of cycles of the same edition with an overlapping period and common measures; required if there are any. */
const confirmedEqualCycles = confirmedNumber("confirmedEqualCycles", "同じ版で期間の重なる回の数");

const confirmedDaysEarly = confirmedNumber("confirmedDaysEarly", "期間の始まりまでの日数");

/** A planned cycle; over all measures unless some are selected. */
export const planBody = z.strictObject({
  edition: z.string({ error: "ガイドラインの版を選んでください。" }).max(100),
  ...planFields,
  examples: planFields.examples.default("optional"),
  measures: planFields.measures.default("all"),
  confirmedEqualCycles,
});
export type PlanBody = z.output<typeof planBody>;

const changeReason = paragraph("変える理由");
/**
 * Changes of a planned cycle; saving, even unchanged, confirms the edition in its published form. For an open one title,
 * period and due date, with a reason that its respondents can read. `confirmedDaysEarly`: the days shown until a beginning that the
 * change of an open one moves into the future.
 */
export const planChangeBody = z.strictObject({ ...planFields, reason: changeReason, confirmedEqualCycles, confirmedDaysEarly }).partial();
export type PlanChangeBody = z.output<typeof planChangeBody>;

export const leftOutReason = paragraph("外す理由");
const leftOutEntry = z
  .strictObject({
    ...{ item: z.string().max(200), reason: leftOutReason },
    ...{ role: z.enum(ANSWERING_ROLES).nullish(), departmentId: uuid.nullish(), systemId: uuid.nullish() },
  })
  .meta({ id: "LeftOutEntry" });
/** The whole list; measures that are missing from it are asked again. */
export const leftOutBody = z.strictObject({ leftOut: z.array(leftOutEntry).max(2000, { error: "一度に外せるのは2000件までです。" }) });
export type LeftOutEntry = z.output<typeof leftOutEntry>;
const leftOutItem = leftOutEntry.extend({ reason: z.string() }).meta({ id: "LeftOutItem" });
const leftOut = z.array(leftOutItem);
export const leftOutAnswer = z.object({ id: uuid, leftOut });

/**
 * `confirmedEqualCycles`: the number shown of cycles that were handed out, of the same edition with an overlapping period and
 * common measures. `confirmedDaysEarly`: the days shown until the period begins. Both are required unless they are 0.
 */
export const openBody = z.strictObject({
  confirmedEqualCycles: confirmedNumber("confirmedEqualCycles", "同じ版で期間の重なる、配った回の数"),
  confirmedDaysEarly,
});

export const laterSheetsBody = z.strictObject({
  /** Only these people's 取扱者 sheets, including withdrawn ones; without it every missing sheet. */
  personIds: z.array(uuid).min(1).max(2000).optional(),
  sheetIds: z.array(uuid).min(1).max(2000).optional(),
});
/** `confirmedOutstanding`: the number of outstanding sheets that was shown; required while there are any, or before the due date has passed. */
export const reviewBody = z.strictObject({ confirmedOutstanding: confirmedNumber("confirmedOutstanding", "提出されていない点検票の枚数") });
/**
 * `confirmedClosedSurveys`: the number shown of closed surveys that the cycle was submitted to; required if there are any.
 * `confirmedClosingSurveys`: likewise of open ones that close soon, that an approved cycle was submitted to or could be.
 */
export const reopenBody = z.strictObject({
  reason: paragraph("回答の受付に戻す理由"),
  confirmedClosedSurveys: confirmedNumber("confirmedClosedSurveys", "提出先の、締め切られた調査の数"),
  confirmedClosingSurveys: confirmedNumber("confirmedClosingSurveys", "締切の近い調査の数"),
});
/** `confirmedAnswers`: the number of answers that was shown; required if there are any. */
export const cancelBody = z.strictObject({ reason: paragraph("取りやめる理由"), confirmedAnswers: confirmedNumber("confirmedAnswers", "回答の件数") });
export const restoreBody = z.strictObject({ reason: paragraph("元に戻す理由"), confirmedEqualCycles });
export const submitBody = z.strictObject({
  surveyId: uuid.optional(),
  /** SHA-256 of the previewed content; refused if the content to submit differs. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "hash は、確かめた内容の SHA-256（16進64文字）にしてください。" })
    .optional(),
});
export const previewQuery = z.object({ surveyId: uuid.optional() });
export const listQuery = pageQuery.extend({ state: z.enum(CYCLE_STATES).optional() });
export const progressQuery = pageQuery.extend({
  department: departmentOrNone.optional(),
  role: z.enum(ANSWERING_ROLES).optional(),
  system: systemOrNone.optional(),
  state: z.enum(SHEET_FILTERS).optional(),
});
export type ProgressQuery = z.output<typeof progressQuery>;

export const cycleSummary = z
  .object({
    id: uuid,
    edition: z.string(),
    title: z.string(),
    period,
    dueOn: z.iso.date(),
    state: z.enum(CYCLE_STATES),
    examples: z.enum(EXAMPLE_MODES),
    measures: z.union([z.literal("all"), z.array(z.string())]),
    editionRevision: z.int(),
    previousCycleId: uuid.nullable(),
    openedAt: z.iso.datetime().nullable(),
    reviewingAt: z.iso.datetime().nullable(),
    approvedAt: z.iso.datetime().nullable(),
    approvedBy: z.string().nullable(),
    /** The post whose deputy approved it, `role/department/system`; null where nobody was represented. */
    approvalRepresented: z.string().nullable(),
    reopenedReason: z.string().nullable(),
    cancelledAt: z.iso.datetime().nullable(),
    cancelledReason: z.string().nullable(),
  })
  .meta({ id: "CycleSummary" });
export type CycleSummary = z.output<typeof cycleSummary>;
const titleAndDates = z.object({ title: z.string(), from: z.iso.date(), to: z.iso.date(), dueOn: z.iso.date() }).partial().meta({ id: "TitleAndDates" });
/** `represented`: the post whose deputy made the change, `role/department/system`. */
const cycleChange = z
  .object({
    id: uuid,
    at: z.iso.datetime(),
    byName: z.string(),
    represented: z.string().nullable(),
    reason: z.string(),
    before: titleAndDates,
    after: titleAndDates,
  })
  .meta({ id: "CycleChange" });
export const cycleDetail = cycleSummary.extend({
  leftOut,
  /** Changes while it was open, the latest first; `before` and `after` have only the fields that differ. */
  changes: z.array(cycleChange),
});
export const cycleList = pageAnswer(cycleSummary);
export const cycleState = z.object({ id: uuid, state: z.enum(CYCLE_STATES) }).meta({ id: "CycleState" });
export const cyclePlanned = cycleState.extend({ state: z.literal("planned") });
export const laterSheets = cycleState.extend({ handedOut: z.int() });

const place = z.object({
  role: z.enum(ANSWERING_ROLES),
  departmentId: uuid.nullable(),
  departmentName: z.string().nullable(),
  systemId: uuid.nullable(),
  systemName: z.string().nullable(),
});
const roleInNumbers = z.object({ role: z.enum(ANSWERING_ROLES), sheets: z.int(), measures: z.int(), examples: z.int() }).meta({ id: "RoleInNumbers" });
const missingPlace = place
  .extend({ cause: z.enum(["noPerson", "noDepartment", "noSystem", "noAppointment"]), items: z.array(z.string()) })
  .meta({ id: "MissingPlace" });
export const handOutPreview = z.object({
  sheets: z.int(),
  roles: z.array(roleInNumbers),
  /** Places without a respondent, with the measures that are on no sheet there. They prevent opening. */
  unassigned: z.array(missingPlace),
});
export type HandOutPreview = z.output<typeof handOutPreview>;

export const progressSheet = place
  .extend({
    id: uuid,
    personId: uuid.nullable(),
    respondents: z.array(z.string()),
    state: z.enum(SHEET_STATES),
    measures: z.int(),
    answered: z.int(),
    handedInAt: z.iso.datetime().nullable(),
    /** Handed out, not handed in, and nobody is left who could answer it. */
    unanswerable: z.boolean(),
    withdrawnBecause: z.enum(WITHDRAWN_BECAUSE).nullable(),
  })
  .meta({ id: "ProgressSheet" });
export type ProgressSheet = z.output<typeof progressSheet>;
const stateCounts = z
  .object({ notStarted: z.int(), inProgress: z.int(), handedIn: z.int(), returned: z.int(), accepted: z.int(), withdrawn: z.int() })
  .meta({ id: "SheetStateCounts" });
export type StateCounts = z.output<typeof stateCounts>;
/** `unanswerable`: handed out, and nobody is left who could answer. `longAbsence`: withdrawn, because the person is away for long. */
const notedCounts = { unanswerable: z.int(), longAbsence: z.int() };
const departmentProgress = z
  .object({ departmentId: uuid.nullable(), departmentName: z.string().nullable(), counts: stateCounts, ...notedCounts })
  .meta({ id: "DepartmentProgress" });
export const progressAnswer = pageAnswer(progressSheet).extend({
  counts: stateCounts,
  ...notedCounts,
  departments: z.array(departmentProgress),
});
export type Progress = z.output<typeof progressAnswer>;

/** What refusals carry as `current`: the state of the cycle. */
export const inState = z.object({ state: z.enum(CYCLE_STATES) }).meta({ id: "CycleInState" });
/** The cycles that it would equal. */
export const equalToOthers = z
  .object({
    equalCycles: z.int(),
    cycles: z.array(z.object({ id: uuid, title: z.string(), from: z.iso.date(), to: z.iso.date(), state: z.enum(CYCLE_STATES) }).meta({ id: "EqualCycle" })),
  })
  .meta({ id: "EqualToOthers" });
/** As well, and the days until its period begins. */
export const equalOrEarly = equalToOthers.extend({ daysEarly: z.int(), periodFrom: z.iso.date() }).meta({ id: "EqualOrEarly" });
/** The outstanding sheets, by state, and the days until the due date. */
export const outstandingSheets = z
  .object({
    ...{ outstanding: z.int(), notStarted: z.int(), inProgress: z.int(), returned: z.int(), unanswered: z.int() },
    ...{ daysEarly: z.int(), dueOn: z.iso.date() },
  })
  .meta({ id: "OutstandingSheets" });
/** The numbers and titles of surveys that are closed, or close soon. */
export const surveysAtRisk = z.object({ closedSurveys: z.int(), closingSurveys: z.int(), surveys: z.array(z.string()) }).meta({ id: "SurveysAtRisk" });
/** What leaves the figures: numbers of sheets, of those handed in, and of answers. */
export const withdrawnNumbers = z.object({ sheets: z.int(), answers: z.int(), handedIn: z.int() }).meta({ id: "WithdrawnNumbers" });

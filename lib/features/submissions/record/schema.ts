import { z } from "zod";
import { scoresAnswer } from "@/lib/features/results/figures/schema";
import { submittedRemark, submittedSheets } from "@/lib/features/surveys/record/schema";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { period } from "@/lib/validation/period";
import { identifier } from "@/lib/validation/plain-text";

/** Tag of the use cases of submissions in the API document. */
export const TAG = "提出";

export const submissionParams = z.object({ submissionId: identifier });
export const submissionsQuery = pageQuery.extend({ survey: identifier.optional() });

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const submittedEdition = z.object({ id: z.string(), revision: z.int(), contentHash: z.string() }).meta({ id: "SubmittedEdition" });
const submittedItem = z
  .object({ item: z.string(), asked: count, implemented: count, partial: count, notImplemented: count, notApplicable: count })
  .meta({ id: "SubmittedItem" });

/** docs/design.md 9, Submission: strings and integers only. */
export const submissionContentSchema = z
  .object({
    format: z.literal("submission/1"),
    engine: z.string(),
    edition: submittedEdition,
    operator: z.string(),
    cycle: z.string(),
    period,
    version: z.int().min(1),
    previousHash: hash.nullable(),
    sheets: z.array(submittedSheets),
    items: z.array(submittedItem),
    remarks: z.array(submittedRemark),
  })
  .meta({ id: "SubmissionContent" });

export const submissionSummary = z
  .object({
    id: identifier,
    operatorId: identifier,
    cycleId: identifier,
    surveyId: identifier,
    surveyTitle: z.string(),
    version: z.int(),
    hash,
    previousHash: hash.nullable(),
    submittedAt: z.iso.datetime(),
  })
  .meta({ id: "SubmissionSummary" });
export type SubmissionSummary = z.output<typeof submissionSummary>;
/** The keys of `content` are in canonical order: its JSON text without white space has the SHA-256 `hash`. */
export const submissionDetail = submissionSummary.extend({ content: submissionContentSchema });
export type SubmissionDetail = z.output<typeof submissionDetail>;
export const submissionList = pageAnswer(submissionSummary);

export const submissionPreviewAnswer = z.object({
  survey: z.object({ id: identifier, title: z.string(), state: z.string(), closesOn: z.iso.date() }).meta({ id: "SubmittableSurvey" }),
  /** The present obstacles to submitting; empty if there are none. */
  obstacles: z.array(z.object({ code: z.string(), detail: z.string() }).meta({ id: "Obstacle" })),
  hash,
  content: submissionContentSchema,
  scores: scoresAnswer,
});
export const submitAnswer = z.object({ id: identifier, version: z.int(), hash, state: z.literal("submitted") });

/** What refusals carry as `current`: the hash of the content that would be submitted now. */
export const contentHash = z.object({ hash }).meta({ id: "ContentHash" });
/** The cycle that was submitted to the survey. */
export const submittedCycle = z.object({ cycle: identifier }).meta({ id: "SubmittedCycle" });
/** The editions of the survey and of the cycle. */
export const bothEditions = z.object({ survey: z.string(), cycle: z.string() }).meta({ id: "BothEditions" });

import { z } from "zod";
import { OPERATOR_ROLES } from "@/lib/domain/checking/posts";
import { SHEET_STATES } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { COURSES, HANDOVER_EVENTS } from "@/lib/domain/handover/courses";
import { CONFIRM_REASONS } from "@/lib/domain/handover/coverage";
import { appointmentPart } from "@/lib/features/organisation/record/schema";
import { pageAnswer } from "@/lib/validation/paging";
import { calendarDay, identifier, paragraph } from "@/lib/validation/plain-text";

/** More than anybody answers. With the reasons, a form of as many stays below what a request may hold (`MOST_OF_ACTION`). */
export const MOST_SHEETS = 2_000;
/** Of all reasons together, in characters as the browser counts them. */
export const MOST_OF_REASONS = 100_000;

const lengthOf = (sheets: readonly { readonly reason?: string | undefined }[]): number => sheets.reduce((sum, { reason = "" }) => sum + reason.length, 0);

const post = { role: z.enum(OPERATOR_ROLES), departmentId: identifier.nullable(), systemId: identifier.nullable() };

/**
 * What is decided together. `departmentId`: where a person moves to. `appointments`: exactly the roles held afterwards; by
 * default none for a person who leaves, else the present ones. `successors`: for posts that are given up; without one a post may become
 * vacant. `sheets`: what becomes of them; each other sheet takes its default. `hash`: that of the preview.
 */
export const handoverBody = z.strictObject({
  event: z.enum(HANDOVER_EVENTS, { error: "退職・異動・長期不在・役割の変更のどれかを選んでください。" }),
  departmentId: identifier.nullish(),
  appointments: z.array(appointmentPart).max(50, { error: "一人の役割は50までです。" }).optional(),
  successors: z
    .array(z.strictObject({ post: appointmentPart, personId: identifier }).meta({ id: "SuccessorBody" }))
    .max(50, { error: "後任は50までです。" })
    .default([]),
  sheets: z
    .array(
      z
        .strictObject({
          sheetId: identifier,
          course: z.enum(COURSES, { error: `course は ${COURSES.join("・")} のどれかにしてください。` }),
          reason: paragraph("取り下げる理由").optional(),
        })
        .meta({ id: "SheetCourseBody" }),
    )
    .max(MOST_SHEETS, { error: `一度に決められる点検票は${MOST_SHEETS.toLocaleString("ja-JP")}枚までです。` })
    .refine((sheets) => lengthOf(sheets) <= MOST_OF_REASONS, {
      error: `取り下げる理由は、すべて合わせて${MOST_OF_REASONS.toLocaleString("ja-JP")}文字までです。短くするか、引継ぎの前に点検票を取り下げてください。`,
    })
    .default([]),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "hash は、確かめた内容の SHA-256（16進64文字）にしてください。" })
    .optional(),
});
export type HandoverBody = z.output<typeof handoverBody>;

const waitingReview = z
  .object({
    sheetId: identifier,
    role: z.enum(ANSWERING_ROLES),
    departmentName: z.string().nullable(),
    systemName: z.string().nullable(),
    /** Of a 取扱者 sheet. */
    personName: z.string().nullable(),
    cycleTitle: z.string(),
    /** Who reviews it afterwards; empty where nobody may. */
    reviewers: z.array(z.string()),
  })
  .meta({ id: "HandoverReview" });
export type HandoverReview = z.output<typeof waitingReview>;

const changedPost = z
  .object({
    ...post,
    departmentName: z.string().nullable(),
    systemName: z.string().nullable(),
    change: z.enum(["givenUp", "taken"]),
    successorId: identifier.nullable(),
    successorName: z.string().nullable(),
    /** Who else holds it. */
    holders: z.array(z.string()),
    /** Sheets that wait for a review from this post, those of them that its holders afterwards may review, and those that nobody of them may. */
    waiting: z.int(),
    unreviewable: z.int(),
    reviews: z.array(waitingReview),
  })
  .meta({ id: "HandoverPost" });
export type HandoverPost = z.output<typeof changedPost>;

const openSheet = z
  .object({
    id: identifier,
    cycleId: identifier,
    cycleTitle: z.string(),
    dueOn: z.iso.date(),
    role: z.enum(ANSWERING_ROLES),
    departmentId: identifier.nullable(),
    departmentName: z.string().nullable(),
    systemId: identifier.nullable(),
    systemName: z.string().nullable(),
    state: z.enum(SHEET_STATES),
    measures: z.int(),
    answered: z.int(),
    /** Everything written on it, which withdrawing removes from every number. */
    answers: z.int(),
    /** Who else answers it now. */
    respondents: z.array(z.string()),
    /** What can become of it, the default first. */
    courses: z.array(z.enum(COURSES)),
    course: z.enum(COURSES),
    reason: z.string().nullable(),
  })
  .meta({ id: "HandoverSheet" });
export type HandoverSheet = z.output<typeof openSheet>;

const alone = { sheets: z.int(), sheetsAlone: z.int() };

/** On moving and long absence: what stays with the person, and how much of it nobody else could do (`…Alone`). */
const keptParts = z
  .object({
    posts: z.array(
      z
        .object({
          ...post,
          departmentName: z.string().nullable(),
          systemName: z.string().nullable(),
          /** Who else holds it. */
          holders: z.array(z.string()),
          /** Sheets of the post that are not handed in, and sheets that wait for a review from it. */
          ...alone,
          ...{ waiting: z.int(), waitingAlone: z.int() },
        })
        .meta({ id: "HandoverKeptPost" }),
    ),
    /** Sheets not handed in that the person was named for. */
    named: z.object(alone).meta({ id: "HandoverNamedSheets" }),
  })
  .meta({ id: "HandoverKept" });
export type HandoverKept = z.output<typeof keptParts>;

const deputyshipOf = {
  id: identifier,
  ...post,
  departmentName: z.string().nullable(),
  systemName: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date(),
};

/** A deputyship of the person, with what is open on its post and how much of it nobody else could do. It ends on leaving, and goes on while moving and in a long absence. */
const ownDeputyship = z
  .object({
    ...deputyshipOf,
    /** Who holds the post afterwards, and its other deputies, of later periods too. */
    ...{ holders: z.array(z.string()), deputies: z.array(z.string()) },
    ...alone,
    ...{ waiting: z.int(), waitingAlone: z.int() },
  })
  .meta({ id: "HandoverDeputyship" });
export type HandoverDeputyship = z.output<typeof ownDeputyship>;

/** A deputyship that ends because its person takes the post. */
const endedByTaking = z.object({ ...deputyshipOf, personId: identifier, personName: z.string() }).meta({ id: "HandoverDeputyOfTakenPost" });
export type DeputyOfTakenPost = z.output<typeof endedByTaking>;

/** What is open, and what the choices lead to. */
export const handoverPlan = z
  .object({
    personId: identifier,
    name: z.string(),
    event: z.enum(HANDOVER_EVENTS),
    departmentId: identifier.nullable(),
    departmentName: z.string().nullable(),
    posts: z.array(changedPost),
    sheets: z.array(openSheet),
    kept: keptParts,
    deputyships: z.array(ownDeputyship),
    endedByTaking: z.array(endedByTaking),
    effects: z
      .object({
        /** Sheets that pass to the holders of their post, move with the person, are withdrawn, and their answers. */
        ...{ passed: z.int(), moved: z.int(), withdrawn: z.int(), withdrawnAnswers: z.int() },
        /** Sheets without anybody to answer them, posts without a holder, and waiting sheets without a reviewer afterwards. */
        ...{ unanswerable: z.int(), vacant: z.int(), unreviewable: z.int() },
        /** Deputyships that end, by leaving or by taking the post. */
        deputyships: z.int(),
      })
      .meta({ id: "HandoverEffects" }),
    hash: z.string(),
  })
  .meta({ id: "HandoverPlan" });
export type HandoverPlan = z.output<typeof handoverPlan>;

export const handoverQuery = z.object({ dryRun: z.enum(["0", "1"], { error: "0 か 1 にしてください。" }).default("0") });

/** `effectiveOn`: the day in Japan, from tomorrow to a year from today, at whose beginning it is done. */
export const plannedHandoverBody = handoverBody.extend({ effectiveOn: calendarDay("効力日") });

/** `planned`: until its day. `toConfirm`: its day has come, and it has to be confirmed again. `done` and `cancelled`: over. */
const PLANNED_STATES = ["planned", "toConfirm", "done", "cancelled"] as const;

const successor = z
  .object({ ...post, departmentName: z.string().nullable(), systemName: z.string().nullable(), personId: identifier, personName: z.string() })
  .meta({ id: "PlannedSuccessor" });

/** A handover for a later day, as it is shown to those who may do it. */
export const plannedHandover = z
  .object({
    id: identifier,
    personId: identifier,
    personName: z.string(),
    departmentName: z.string(),
    effectiveOn: z.iso.date(),
    event: z.enum(HANDOVER_EVENTS),
    /** Where a person moves to. */
    toDepartmentName: z.string().nullable(),
    successors: z.array(successor),
    state: z.enum(PLANNED_STATES),
    /** Why it has to be confirmed again, with the number of sheets or posts, or what the rule that refuses says. */
    reasons: z.array(z.object({ code: z.enum(CONFIRM_REASONS), count: z.int().optional(), detail: z.string().optional() }).meta({ id: "ConfirmReason" })),
    confirmedAt: z.iso.datetime(),
    confirmedByName: z.string(),
  })
  .meta({ id: "PlannedHandover" });
export type PlannedHandoverRow = z.output<typeof plannedHandover>;
export const plannedHandoverPage = pageAnswer(plannedHandover);

/** What is planned for the visitor: to hand over, or to take posts over from somebody. */
export const ownHandovers = z.object({
  items: z.array(
    z
      .object({
        effectiveOn: z.iso.date(),
        part: z.enum(["handsOver", "takesOver"]),
        /** Null for a successor, who is told of the posts alone. */
        event: z.enum(HANDOVER_EVENTS).nullable(),
        /** From whom the posts come, or who hands over. */
        personName: z.string(),
        posts: z.array(z.object({ ...post, departmentName: z.string().nullable(), systemName: z.string().nullable() }).meta({ id: "HandedOverPost" })),
      })
      .meta({ id: "OwnHandover" }),
  ),
});
export type OwnHandover = z.output<typeof ownHandovers>["items"][number];

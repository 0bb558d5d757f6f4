import { z } from "zod";
import { byConfirmedName, confirmedName, type LookedAt } from "@/lib/domain/checking/acceptance";
import { LONGEST_ITEM_REMARK } from "@/lib/domain/checking/answer";
import { eachText } from "@/lib/domain/checking/answer-content";
import { ANSWER_CAUSES, ANSWER_STATUSES, type AnswerStatus, CYCLE_STATES, SHEET_STATES, WITHDRAWN_BECAUSE } from "@/lib/domain/checking/state";
import { ANSWERING_ROLES } from "@/lib/domain/guideline/edition";
import { answerWordOver } from "@/lib/labels/answer-words";
import { pageAnswer, pageQuery } from "@/lib/validation/paging";
import { confirmedNumber, optionalParagraph, paragraph, identifier as uuid } from "@/lib/validation/plain-text";
import { isStorable } from "@/lib/validation/storable";

/** Tag of the use cases of sheets in the API document. */
export const TAG = "点検票";

export const sheetParams = z.object({ sheetId: uuid });
export const answerParams = z.object({ sheetId: uuid, itemId: z.string().max(200).refine(isStorable) });

const status = z.enum(ANSWER_STATUSES, {
  error: `status は ${ANSWER_STATUSES.join("・")} のどれか、消すときは null にしてください。`,
});
/** What a text keeps is decided where it is saved (`checkAnswer`); NUL goes first, because no text with it gets that far. */
const text = z
  .string({ error: "文字列で送ってください。" })
  .transform((sent) => sent.replaceAll("\u0000", ""))
  .nullish();
const version = z
  .int({ error: "version は、見ている回答の版の番号（初めてなら 0）を整数で送ってください。" })
  .min(0, { error: "version は0以上にしてください。" });
const mutationId = z.string().min(8, { error: "mutationId は8文字以上にしてください。" }).max(100, { error: "mutationId は100文字までです。" });

/**
 * `copied`, only without a status: the status of the last round's answer (`copyable` of the sheet's `previous`). It counts as
 * unanswered until the same answer is sent as `status`. Not sent, it stays.
 */
const answerFields = { status: status.nullable(), ...eachText(() => text), copied: status.nullish(), version };
/** What an answer says, in what goes out. */
const content = { status: status.nullable(), ...eachText(() => z.string().nullable()), copied: status.nullable() };

type Given = { readonly status: AnswerStatus | null; readonly copied?: AnswerStatus | null | undefined };
const copiesOrAnswers = ({ status: given, copied }: Given): boolean => given === null || (copied ?? null) === null;
const COPIES_AND_ANSWERS = { path: ["copied"], error: "前回の回答を写せませんでした。回答（status）と一緒には送れません。" };

/** One answer; `mutationId` makes repeating the request harmless. */
export const answerBody = z
  .strictObject({ ...answerFields, mutationId: mutationId.optional() })
  .refine(copiesOrAnswers, COPIES_AND_ANSWERS)
  .meta({ id: "AnswerBody" });
const answerInBatch = z
  .strictObject({ itemId: z.string().max(200), ...answerFields })
  .refine(copiesOrAnswers, COPIES_AND_ANSWERS)
  .meta({ id: "AnswerInBatch" });
export const batchBody = z.strictObject({
  mutationId,
  answers: z.array(answerInBatch).min(1, { error: "回答を1件以上送ってください。" }).max(500, { error: "一度に送れる回答は500件までです。" }),
});
export type BatchBody = z.output<typeof batchBody>;

/** Who did something, and the post that they represented as its deputy, `role/department/system`; null where nobody was represented. */
const doer = { byName: z.string(), represented: z.string().nullable() };

export const savedAnswer = z
  .object({
    itemId: z.string(),
    ...content,
    version: z.int(),
    savedAt: z.iso.datetime(),
    ...doer,
    needsReason: z.boolean(),
  })
  .meta({ id: "SavedAnswer" });
export type SavedAnswer = z.output<typeof savedAnswer>;
/** The answer that stands, as a refusal of a stale version carries it. */
export const currentAnswer = z
  .object({ itemId: z.string(), ...content, version: z.int(), savedAt: z.iso.datetime().nullable(), ...doer, bySelf: z.boolean() })
  .meta({ id: "StandingAnswer" });
export type CurrentAnswer = z.output<typeof currentAnswer>;
const also = z.array(savedAnswer);
/** `also`: examples whose answers, once cleared with their measure, have come back with it. */
export const savedAnswers = z.object({ answers: z.array(savedAnswer), also });
export type SavedAnswers = z.output<typeof savedAnswers>;
export const savedAlone = savedAnswer.extend({ also }).meta({ id: "SavedAnswerAlone" });

/** One version of an answer; the newest is the present one. `represented`: the post whose deputy gave it, `role/department/system`. */
const answerVersion = z
  .object({
    ...content,
    version: z.int(),
    at: z.iso.datetime(),
    byName: z.string().nullable(),
    represented: z.string().nullable(),
    cause: z.enum(ANSWER_CAUSES),
  })
  .meta({ id: "AnswerVersion" });
export type AnswerVersion = z.output<typeof answerVersion>;
export const answerVersions = pageAnswer(answerVersion);

export const sheetState = z.object({ id: uuid, state: z.enum(SHEET_STATES) }).meta({ id: "SheetState" });
export type SheetOutcome = z.output<typeof sheetState>;

/** The maximum number of sheets that are withdrawn at once. */
export const MOST_WITHDRAWN = 1000;

/**
 * The numbers of measures that stay unanswered, of examples that do where the round asks them, and of answers to examples that do
 * not count because their measure is 該当なし; 0 by default.
 */
export const handInBody = z.strictObject({
  confirmedUnanswered: z.int().min(0).optional(),
  confirmedUnansweredExamples: z.int().min(0).optional(),
  confirmedSetAside: z.int().min(0).optional(),
});
export const returnBody = z.strictObject({ reason: paragraph("差し戻す理由") });
/** `confirmedAnswers`: the number of answers on the sheet that was shown; required if there are any. `because`: of a 取扱者, counted by itself. */
export const withdrawBody = z.strictObject({
  reason: paragraph("取り下げる理由"),
  because: z.enum(WITHDRAWN_BECAUSE, { error: `because は ${WITHDRAWN_BECAUSE.join("・")} のどれかにするか、送らないでください。` }).optional(),
  confirmedAnswers: confirmedNumber("confirmedAnswers", "点検票の回答の件数"),
});
/** The numbers that were shown: of the sheets, always; of their answers and of the handed-in ones, unless it is 0. */
export const withdrawManyBody = z.strictObject({
  sheetIds: z
    .array(uuid)
    .min(1, { error: "取り下げる点検票を選んでください。" })
    .max(MOST_WITHDRAWN, { error: `一度に取り下げられるのは${MOST_WITHDRAWN}枚までです。` }),
  reason: paragraph("取り下げる理由"),
  confirmedSheets: confirmedNumber("confirmedSheets", "取り下げる点検票の枚数"),
  confirmedAnswers: confirmedNumber("confirmedAnswers", "点検票の回答の件数"),
  confirmedHandedIn: confirmedNumber("confirmedHandedIn", "提出・受理された点検票の枚数"),
});
/** The tick of the form on the screen, which confirms withdrawing in the same step. */
export const withdrawConfirmed = z.literal("yes", { error: "取り下げると元に戻せないことを確かめて、印を付けてください。" });
export const assignBody = z.strictObject({ respondentIds: z.array(uuid).min(1, { error: "回答する人を1人以上選んでください。" }).max(50) });
const countOf = (answer: AnswerStatus): string => `「${answerWordOver(["measures", "policy"], answer)}」の件数`;
const LOOKED_AT_WORDS = {
  unanswered: "未回答の件数",
  notImplemented: countOf("notImplemented"),
  partial: countOf("partial"),
  notApplicable: countOf("notApplicable"),
  withoutReason: `理由の足りない${countOf("notApplicable")}`,
  withoutEvidence: `根拠のない${countOf("implemented")}`,
} as const satisfies Record<LookedAt, string>;
/** The numbers that were shown of measures without an answer and of answers on the sheets; required unless they are 0. */
export const bulkAcceptBody = z.strictObject({
  sheetIds: z.array(uuid).min(1, { error: "受理する点検票を選んでください。" }).max(500),
  ...byConfirmedName((name) => confirmedNumber(confirmedName(name), LOOKED_AT_WORDS[name])),
});
export const sheetsState = z.object({ sheets: z.array(sheetState) });
export const itemRemarkBody = z.strictObject({ text: paragraph("所見", LONGEST_ITEM_REMARK) });
export const remarkParams = z.object({ sheetId: uuid, remarkId: uuid });
/** Whether the respondents have worked the remark off, and their answer to its reviewer, who gets both with the next hand-in. */
export const responseBody = z.strictObject({
  done: z.boolean({ error: "done は true か false にしてください。" }),
  reply: optionalParagraph("返事", LONGEST_ITEM_REMARK),
});
const remarkResponse = z.object({ done: z.boolean(), reply: z.string().nullable(), ...doer, at: z.iso.datetime() }).meta({ id: "RemarkResponse" });
export const remarkAnswered = remarkResponse.extend({ remarkId: uuid }).meta({ id: "RemarkAnswered" });
export const remarkWritten = z.object({ id: uuid });
export const remarkWithdrawn = z.object({ id: uuid, withdrawnAt: z.iso.datetime() });
export const forMinistryBody = z.strictObject({ forMinistry: z.boolean() });

const sheetSummary = z
  .object({
    id: uuid,
    cycleId: uuid,
    cycleTitle: z.string(),
    cycleState: z.enum(CYCLE_STATES),
    edition: z.string(),
    role: z.enum(ANSWERING_ROLES),
    departmentId: uuid.nullable(),
    departmentName: z.string().nullable(),
    systemId: uuid.nullable(),
    systemName: z.string().nullable(),
    personId: uuid.nullable(),
    personName: z.string().nullable(),
    state: z.enum(SHEET_STATES),
    measures: z.int(),
    answered: z.int(),
    dueOn: z.iso.date(),
    handedInAt: z.iso.datetime().nullable(),
    /** When it was accepted or returned last. */
    reviewedAt: z.iso.datetime().nullable(),
    returnedReason: z.string().nullable(),
  })
  .meta({ id: "SheetSummary" });
export type SheetSummary = z.output<typeof sheetSummary>;
export const sheetList = pageAnswer(sheetSummary).meta({ id: "SheetList" });
export const cycleSheetsQuery = pageQuery.extend({
  role: z.enum(ANSWERING_ROLES).optional(),
  department: uuid.optional(),
  state: z.enum(SHEET_STATES).optional(),
});

const sheetItem = z
  .object({
    ...{ itemId: z.string(), kind: z.enum(["measure", "example"]), ...content, version: z.int() },
    ...{ answeredAt: z.iso.datetime().nullable(), byName: z.string().nullable(), forMinistry: z.boolean() },
    /** The post whose deputy gave the answer, `role/department/system`; null where nobody was represented. */
    represented: z.string().nullable(),
    /** An example's answer that does not count while its measure is 該当なし. */
    setAside: z.boolean(),
  })
  .meta({ id: "SheetItem" });
/**
 * `responses`: the respondents', oldest first; for others than they as of the last hand-in or review, while the sheet is answered.
 * `withdrawn`: null while it stands.
 */
const remark = z
  .object({
    ...{ id: uuid, itemId: z.string(), text: z.string(), ...doer, at: z.iso.datetime() },
    responses: z.array(remarkResponse),
    withdrawn: z
      .object({ ...doer, at: z.iso.datetime() })
      .meta({ id: "RemarkWithdrawal" })
      .nullable(),
  })
  .meta({ id: "ItemRemark" });
/** The answer of the last approved cycle; `copyable` if its item asks the same now. */
const previousAnswer = z
  .object({
    ...{ itemId: z.string(), status: status.nullable(), ...eachText(() => z.string().nullable()) },
    ...{ answeredAt: z.iso.datetime(), copyable: z.boolean() },
  })
  .meta({ id: "PreviousAnswer" });
export const wholeSheet = z.object({ sheet: sheetSummary, items: z.array(sheetItem), remarks: z.array(remark), previous: z.array(previousAnswer) });

/** What refusals carry as `current`: the state of the sheet. */
export const inState = z.object({ state: z.enum(SHEET_STATES) }).meta({ id: "SheetInState" });
/** The remarks with which its review began. */
export const remarksBegun = z.object({ remarks: z.int() }).meta({ id: "RemarksBegun" });
/** Unanswered measures, and, if there are any, unanswered examples that the round asks, and the answers to examples that do not count, with their measures. */
export const unconfirmedAnswers = z
  .object({
    unanswered: z.int(),
    unansweredExamples: z.int().optional(),
    setAside: z.int().optional(),
    measures: z.array(z.object({ itemId: z.string(), examples: z.int() }).meta({ id: "SetAsideExamples" })).optional(),
  })
  .meta({ id: "UnconfirmedAnswers" });
/** The answers on the sheet. */
export const answersOnSheet = z.object({ answers: z.int() }).meta({ id: "AnswersOnSheet" });
/** The numbers of `bulkAcceptBody`, and of the sheets. */
export const acceptanceShown = z
  .object({
    sheets: z.int(),
    ...{ unanswered: z.int(), notImplemented: z.int(), partial: z.int(), notApplicable: z.int(), withoutReason: z.int(), withoutEvidence: z.int() },
  } satisfies Record<LookedAt | "sheets", z.ZodType>)
  .meta({ id: "AcceptanceNumbers" });
/** The states of the cycle and of the sheet. */
export const cycleAndSheet = z.object({ cycle: z.enum(CYCLE_STATES), sheet: z.enum(SHEET_STATES) }).meta({ id: "CycleAndSheetInState" });

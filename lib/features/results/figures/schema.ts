import { z } from "zod";
import { eachText } from "@/lib/domain/checking/answer-content";
import { ANSWER_STATUSES, CYCLE_STATES, SHEET_STATES } from "@/lib/domain/checking/state";
import { GAP_RULE_CODES } from "@/lib/domain/gap/rules";
import { ANSWERING_ROLES, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { SCORE_GROUPINGS } from "@/lib/domain/scoring/measure";
import { departmentOrNone, systemOrNone } from "@/lib/validation/department";
import { period } from "@/lib/validation/period";
import { identifier, line } from "@/lib/validation/plain-text";

/** Tag of the use cases of results in the API document. */
export const TAG = "採点と報告書";

export const scoresQuery = z.object({
  by: z.enum(SCORE_GROUPINGS, { error: `by は ${SCORE_GROUPINGS.join("・")} のどれかにしてください。` }).optional(),
  department: identifier.optional(),
});

export const rate = z.number().min(0).max(1).nullable();
export const grasp = z.object({ handedOut: z.int(), handedIn: z.int(), rate }).meta({ id: "Grasp" });
const tier = z
  .object({
    items: z.int(),
    itemsWithDuty: z.int(),
    implementationRate: rate,
    attainmentRate: rate,
    selfCheckRate: rate,
    fulfilment: rate,
  })
  .meta({ id: "TierFigures" });
const tiers = z.object({ required: tier, reference: tier }).meta({ id: "Figures" });

const groupFigures = z.object({ key: z.string().nullable(), grasp, tiers }).meta({ id: "GroupFigures" });
const itemFigures = z
  .object({
    id: z.string(),
    duty: z.int(),
    implemented: z.int(),
    partial: z.int(),
    notImplemented: z.int(),
    notApplicable: z.int(),
    unanswered: z.int(),
    ratio: rate,
  })
  .meta({ id: "ItemFigures" });

/** docs/design.md 9. `bySection` is keyed by the printed number of the section. */
export const scoresAnswer = z
  .object({
    edition: z.string(),
    grasp,
    tiers,
    byPhase: z.record(z.string(), tiers),
    bySection: z.record(z.string(), tiers),
    groups: z.array(groupFigures).optional(),
    items: z.array(itemFigures),
  })
  .meta({ id: "Scores" });

const exportedSheet = z
  .object({
    ...{ id: z.string(), role: z.string(), department: z.string().nullable(), system: z.string().nullable() },
    ...{ handedIn: z.boolean(), items: z.array(z.string()), answers: z.record(z.string(), z.enum(ANSWER_STATUSES)) },
  })
  .meta({ id: "ExportedSheet" });
export const answersFile = z.object({ edition: z.string(), sheets: z.array(exportedSheet) });
export type ExportedAnswers = z.output<typeof answersFile>;

const withPrevious = <Value extends z.ZodType>(value: Value) => z.object({ now: value, previous: value.nullable() });
const tiersWithPrevious = withPrevious(tiers).meta({ id: "FiguresWithPrevious" });
const ratio = z.object({ status: z.enum(["scored", "noDuty", "notGrasped", "notAsked"]), ratio: rate }).meta({ id: "ItemRatio" });

const reportedOperator = z.object({ id: z.string(), name: z.string() }).meta({ id: "ReportedOperator" });

const namedPlace = z.object({ id: z.string(), name: z.string() }).meta({ id: "NamedPlace" });
const answerPlace = z
  .object({
    item: z.string(),
    role: z.enum(ANSWERING_ROLES),
    department: namedPlace.nullable(),
    system: namedPlace.nullable(),
    ...{ implemented: z.int(), partial: z.int(), notImplemented: z.int(), notApplicable: z.int() },
    sheet: z.string().nullable(),
  })
  .meta({ id: "AnswerPlace" });

const role = z.enum(ANSWERING_ROLES, { error: "役割の名前が違います。" });
const phase = z.enum(PHASES, { error: "観点の名前が違います。" });

/** Narrows the gaps of a report, and their places. */
export const gapFilter = z.object({
  department: departmentOrNone.optional(),
  role: role.optional(),
  rule: z.enum(GAP_RULE_CODES, { error: "規則の名前が違います。" }).optional(),
  phase: phase.optional(),
});

/** Narrows answers to those of a place. */
export const placeQuery = z.object({
  department: departmentOrNone.optional(),
  role: role.optional(),
  system: systemOrNone.optional(),
});

/** Narrows the items of a cycle. `section`: its id within the edition; the sections below it are included. */
export const itemsQuery = placeQuery.extend({
  tier: z.enum(TIERS, { error: `tier は ${TIERS.join("・")} のどれかにしてください。` }).optional(),
  phase: phase.optional(),
  section: line("節の番号", 60).optional(),
  show: z.enum(["gap", "attained"], { error: "show は gap・attained のどちらかにしてください。" }).optional(),
});
export type ItemsQuery = z.output<typeof itemsQuery>;

export const itemInList = z
  .object({
    ...{ id: z.string(), code: z.string(), heading: z.string(), tier: z.enum(TIERS), phase: z.enum(PHASES) },
    ...{ duty: z.int(), implemented: z.int(), partial: z.int(), notImplemented: z.int(), notApplicable: z.int(), unanswered: z.int(), ratio: rate },
  })
  .meta({ id: "ItemInList" });

/**
 * Narrows the answers to an item, each by what it counts as; `unanswered`: sheets without an answer to it that counts (`countedStatus`).
 * `counted`: those alone that stand behind the figures, of 取扱者 too.
 */
export const itemAnswersQuery = placeQuery.extend({
  answer: z.enum([...ANSWER_STATUSES, "unanswered"], { error: "回答の名前が違います。" }).optional(),
  counted: z.enum(["1"], { error: "counted は 1 にするか、付けないでください。" }).optional(),
});
export type ItemAnswersQuery = z.output<typeof itemAnswersQuery>;

/** An answer to an item, with what its sheet stands for. */
export const itemAnswer = z
  .object({
    ...{ sheetId: z.string(), role: z.enum(ANSWERING_ROLES), department: namedPlace.nullable(), system: namedPlace.nullable() },
    ...{ state: z.enum(SHEET_STATES), counts: z.boolean(), respondents: z.array(z.string()) },
    ...{ status: z.enum(ANSWER_STATUSES).nullable(), ...eachText(() => z.string().nullable()) },
    ...{ answeredAt: z.string().nullable(), byName: z.string().nullable(), previous: z.enum(ANSWER_STATUSES).nullable() },
    /** The post whose deputy gave the answer, `role/department/system`; null where nobody was represented. */
    represented: z.string().nullable(),
  })
  .meta({ id: "ItemAnswer" });
export type ItemAnswer = z.output<typeof itemAnswer>;

/** One row of the flat list of gaps: an item at a place. */
export const gapAtPlace = z
  .object({
    id: z.string(),
    code: z.string(),
    heading: z.string(),
    phase: z.enum(PHASES),
    tier: z.enum(TIERS),
    rules: z.array(z.enum(GAP_RULE_CODES)),
    place: answerPlace,
    remarks: z.array(z.string()),
  })
  .meta({ id: "GapAtPlace" });

const gapCover = z
  .object({
    operator: reportedOperator,
    cycle: z.object({ id: z.string(), title: z.string(), state: z.enum(CYCLE_STATES) }).meta({ id: "ReportedCycle" }),
    edition: z.object({ id: z.string(), kind: z.string(), title: z.string(), editionLabel: z.string(), revision: z.int() }).meta({ id: "ReportedEdition" }),
    period,
    scope: z.object({ departments: z.int(), systems: z.int(), allMeasures: z.boolean() }).meta({ id: "ReportedScope" }),
    approval: z.object({ by: z.string(), represented: z.string().nullable(), at: z.string() }).meta({ id: "Approval" }).nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "GapCover" });

const tierOrNone = z.enum(TIERS).nullable();
const finding = z
  .object({ subject: z.record(z.string(), z.string()), count: z.int(), tier: tierOrNone, detail: z.string().nullable() })
  .meta({ id: "Finding" });
const notEvaluated = z.object({ count: z.int(), tier: tierOrNone, reason: z.string() }).meta({ id: "NotEvaluated" });
const ruleReport = z
  .object({ code: z.enum(GAP_RULE_CODES), unit: z.string(), found: z.array(finding), notEvaluated: z.array(notEvaluated) })
  .meta({ id: "RuleReport" });

const ofSection = { code: z.string(), heading: z.string() };
const sectionGaps = z
  .object({
    ...{ section: z.string(), ...ofSection, phase: z.enum(PHASES), tier: z.enum(TIERS) },
    ...{ gaps: z.int(), withNotImplemented: z.int(), tiers },
  })
  .meta({ id: "SectionGaps" });

const gapReference = z.object({ citedFrom: z.string(), documents: z.array(z.string()) }).meta({ id: "GapReference" });
const gap = z
  .object({
    ...{ id: z.string(), kind: z.enum(["measure", "example"]), ...ofSection },
    section: z.object({ id: z.string(), ...ofSection }).meta({ id: "GapSection" }),
    ...{ phase: z.enum(PHASES), tier: z.enum(TIERS), text: z.string() },
    ...{ actors: z.array(z.string()), answeredBy: z.array(z.enum(ANSWERING_ROLES)) },
    ...{ asked: z.int(), implemented: z.int(), partial: z.int(), notImplemented: z.int(), notApplicable: z.int(), duty: z.int(), unanswered: z.int() },
    ...{ ratio, previousRatio: ratio.nullable(), rules: z.array(z.enum(GAP_RULE_CODES)) },
    remarks: z.array(
      z
        .object({ item: z.string(), role: z.string(), department: z.string().nullable(), system: z.string().nullable(), text: z.string() })
        .meta({ id: "GapRemark" }),
    ),
    closedBy: z.array(z.object({ id: z.string(), text: z.string(), group: z.string().nullable(), ratio }).meta({ id: "ClosingExample" })),
    ...{
      references: z.array(gapReference),
      cites: z.array(z.int()),
      places: z.array(answerPlace.extend({ rules: z.array(z.enum(GAP_RULE_CODES)) }).meta({ id: "GapPlace" })),
    },
  })
  .meta({ id: "Gap" });

/** 要改善事項報告書; the same content as the page and the CSV. */
export const gapReportAnswer = z.object({
  cover: gapCover,
  grasp: withPrevious(grasp).meta({ id: "GraspWithPrevious" }),
  tiers: tiersWithPrevious,
  byPhase: z.record(z.enum(PHASES), tiersWithPrevious).meta({ id: "FiguresByPhase" }),
  rules: z.array(ruleReport),
  sections: z.array(sectionGaps),
  gaps: z.array(gap),
  references: z.array(z.object({ number: z.int(), ...gapReference.shape }).meta({ id: "NumberedReference" })),
});

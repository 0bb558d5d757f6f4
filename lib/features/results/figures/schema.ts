import { z } from "zod";
import { ANSWER_STATUSES, CYCLE_STATES } from "@/lib/domain/checking/state";
import { GAP_RULE_CODES } from "@/lib/domain/gap/rules";
import { ANSWERING_ROLES, PHASES, TIERS } from "@/lib/domain/guideline/edition";
import { SCORE_GROUPINGS } from "@/lib/domain/scoring/measure";

/** Tag of the use cases of results in the API document. */
export const TAG = "採点と報告書";

export const scoresQuery = z.object({
  by: z.enum(SCORE_GROUPINGS, { error: `by は ${SCORE_GROUPINGS.join("・")} のどれかにしてください。` }).optional(),
  department: z.uuid({ error: "番号の形が違います。" }).optional(),
});

const rate = z.number().min(0).max(1).nullable();
const grasp = z.object({ handedOut: z.int(), handedIn: z.int(), rate });
const tier = z.object({
  items: z.int(),
  itemsWithDuty: z.int(),
  implementationRate: rate,
  attainmentRate: rate,
  selfCheckRate: rate,
  fulfilment: rate,
});
const tiers = z.object({ required: tier, reference: tier });

/** docs/design.md 9. `bySection` is keyed by the printed number of the section. */
export const scoresAnswer = z.object({
  edition: z.string(),
  grasp,
  tiers,
  byPhase: z.record(z.string(), tiers),
  bySection: z.record(z.string(), tiers),
  groups: z.array(z.object({ key: z.string().nullable(), grasp, tiers })).optional(),
  items: z.array(
    z.object({
      id: z.string(),
      duty: z.int(),
      implemented: z.int(),
      partial: z.int(),
      notImplemented: z.int(),
      notApplicable: z.int(),
      unanswered: z.int(),
      ratio: rate,
    }),
  ),
});

export const answersFile = z.object({
  edition: z.string(),
  sheets: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      department: z.string().nullable(),
      system: z.string().nullable(),
      handedIn: z.boolean(),
      items: z.array(z.string()),
      answers: z.record(z.string(), z.enum(ANSWER_STATUSES)),
    }),
  ),
});
export type ExportedAnswers = z.output<typeof answersFile>;

const withPrevious = <Value extends z.ZodType>(value: Value) => z.object({ now: value, previous: value.nullable() });
const ratio = z.object({ status: z.enum(["scored", "noDuty", "notGrasped", "notAsked"]), ratio: rate });
const place = { department: z.string().nullable(), system: z.string().nullable() };

/** 要改善事項報告書; the same content as the page and the CSV. */
export const gapReportAnswer = z.object({
  cover: z.object({
    operator: z.object({ id: z.string(), name: z.string() }),
    cycle: z.object({ id: z.string(), title: z.string(), state: z.enum(CYCLE_STATES) }),
    edition: z.object({ id: z.string(), kind: z.string(), title: z.string(), editionLabel: z.string(), revision: z.int() }),
    period: z.object({ from: z.string(), to: z.string() }),
    scope: z.object({ departments: z.int(), systems: z.int(), allMeasures: z.boolean() }),
    approval: z.object({ by: z.string(), at: z.string() }).nullable(),
    createdAt: z.string(),
  }),
  grasp: withPrevious(grasp),
  tiers: withPrevious(tiers),
  byPhase: z.record(z.enum(PHASES), withPrevious(tiers)),
  rules: z.array(
    z.object({
      code: z.enum(GAP_RULE_CODES),
      unit: z.string(),
      found: z.array(z.object({ subject: z.record(z.string(), z.string()), count: z.int(), tier: z.enum(TIERS).nullable(), detail: z.string().nullable() })),
      notEvaluated: z.array(z.object({ count: z.int(), tier: z.enum(TIERS).nullable(), reason: z.string() })),
    }),
  ),
  sections: z.array(
    z.object({
      section: z.string(),
      code: z.string(),
      heading: z.string(),
      phase: z.enum(PHASES),
      tier: z.enum(TIERS),
      gaps: z.int(),
      withNotImplemented: z.int(),
      tiers,
    }),
  ),
  gaps: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["measure", "example"]),
      code: z.string(),
      heading: z.string(),
      section: z.object({ id: z.string(), code: z.string(), heading: z.string() }),
      phase: z.enum(PHASES),
      tier: z.enum(TIERS),
      text: z.string(),
      actors: z.array(z.string()),
      answeredBy: z.array(z.enum(ANSWERING_ROLES)),
      ...{ asked: z.int(), implemented: z.int(), partial: z.int(), notImplemented: z.int(), notApplicable: z.int(), duty: z.int(), unanswered: z.int() },
      ratio,
      previousRatio: ratio.nullable(),
      rules: z.array(z.enum(GAP_RULE_CODES)),
      remarks: z.array(z.object({ item: z.string(), role: z.string(), ...place, text: z.string() })),
      closedBy: z.array(z.object({ id: z.string(), text: z.string(), group: z.string().nullable(), ratio })),
      references: z.array(z.object({ citedFrom: z.string(), documents: z.array(z.string()) })),
    }),
  ),
});

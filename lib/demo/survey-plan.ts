import { idOf } from "@/lib/demo/chance";
import { CORRECTING_SLUG, SILENT_SLUG } from "@/lib/demo/operators";

/** A 浸透状況調査 of the airport sector and from which cycle the operators answered it. */
export interface SurveyPlan {
  readonly id: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: "open" | "closed";
  readonly closedOn: string | null;
  /** Index of the cycle whose figures were submitted. */
  readonly cycle: number;
  /** First day on which submissions came in. */
  readonly submittedFrom: string;
  /** Days over which they came in. */
  readonly submittedOver: number;
  readonly takesPart: (slug: string) => boolean;
}

const EARLY_SUBMITTERS: readonly string[] = ["aonagi", "hoshimi", "shinonome"];

/** Two closed surveys and the running one, the earliest first. */
export const AIRPORT_SURVEYS: readonly SurveyPlan[] = [
  {
    ...{ id: idOf("survey/kuko/2024"), title: "2024年度 浸透状況調査（初回）", fiscalYear: 2024, state: "closed", cycle: 0 },
    ...{ opensOn: "2025-06-02", closesOn: "2025-07-31", closedOn: "2025-08-01", submittedFrom: "2025-07-03", submittedOver: 26 },
    takesPart: (slug) => slug !== SILENT_SLUG && slug !== "yukimidaira",
  },
  {
    ...{ id: idOf("survey/kuko/2025"), title: "2025年度 浸透状況調査", fiscalYear: 2025, state: "closed", cycle: 1 },
    ...{ opensOn: "2025-11-04", closesOn: "2026-01-30", closedOn: "2026-02-02", submittedFrom: "2026-01-05", submittedOver: 11 },
    takesPart: (slug) => slug !== SILENT_SLUG,
  },
  {
    ...{ id: idOf("survey/kuko/2026"), title: "2026年度 浸透状況調査", fiscalYear: 2026, state: "open", cycle: 2 },
    ...{ opensOn: "2026-11-01", closesOn: "2027-01-29", closedOn: null, submittedFrom: "2026-11-04", submittedOver: 14 },
    takesPart: (slug) => EARLY_SUBMITTERS.includes(slug),
  },
];

/** The corrected version of the operator that submitted twice. */
export const CORRECTED = { slug: CORRECTING_SLUG, cycle: 1, submittedOn: "2026-01-27" } as const;

export const isSubmitted = (slug: string, cycle: number): boolean =>
  AIRPORT_SURVEYS.some((survey) => survey.cycle === cycle && survey.takesPart(slug));

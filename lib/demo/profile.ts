import type { PersonName } from "@/lib/demo/people-names";
import type { CycleState, ExampleMode } from "@/lib/domain/checking/state";

/** People who sign in in the demo, by their part. */
export const CAST_ROLES = ["staff", "system", "manager", "ciso", "executive", "committee", "auditor", "reviewer", "secretariat"] as const;
export type CastRole = (typeof CAST_ROLES)[number];

export interface DepartmentProfile {
  readonly name: string;
  /** Share of the staff, relative to the other departments. */
  readonly weight: number;
}

export interface SystemProfile {
  readonly name: string;
  readonly kind: string;
  /** Index of the department that runs the system. */
  readonly department: number;
}

/** The properties of a fictional operator. */
export interface OperatorProfile {
  /** Part of ids and of the mail domain `<slug>.example.jp`. */
  readonly slug: string;
  readonly name: string;
  readonly sector: "kuko" | "tetsudo";
  readonly staff: number;
  readonly departments: readonly DepartmentProfile[];
  readonly systems: readonly SystemProfile[];
  /** Probability, as log-odds, that a measure of medium difficulty is done in the first cycle. */
  readonly maturity: number;
  /** Increase of `maturity` per half-year. */
  readonly growth: number;
  /** Share of the 取扱者 sheets handed in by the due date of the first cycle. */
  readonly grasp: number;
  /** Share of the 実施 answers that name their evidence. */
  readonly evidence: number;
  readonly examples: ExampleMode;
  /** Share of the respondents who answer the examples too. */
  readonly answersExamples: number;
  /** State of the running cycle. */
  readonly running: Extract<CycleState, "planned" | "open" | "reviewing" | "approved">;
  /** How far its sheets are, from 0 to 1, if it is open. */
  readonly progress: number;
  /** Department whose sheets are handed in slowly. */
  readonly slowDepartment?: number;
  /** A measure that the CISO left out of every cycle. */
  readonly leavesOut?: { readonly item: string; readonly reason: string };
  readonly cast: Partial<Record<CastRole, PersonName>>;
  /** Department where the cast's staff, system administrator and manager work. */
  readonly stage: number;
}

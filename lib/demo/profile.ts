import type { PersonName } from "@/lib/demo/people-names";
import type { CycleState, ExampleMode } from "@/lib/domain/checking/state";

/** People who sign in in the demo, by what they are shown as. */
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
  /** Index of the department that runs it. */
  readonly department: number;
}

/** What makes a fictional operator different from the others. */
export interface OperatorProfile {
  /** Part of ids and of the mail domain `<slug>.example.jp`. */
  readonly slug: string;
  readonly name: string;
  readonly sector: "kuko" | "tetsudo";
  readonly staff: number;
  readonly departments: readonly DepartmentProfile[];
  readonly systems: readonly SystemProfile[];
  /** How likely a measure of middling difficulty is done in the first cycle, as log-odds. */
  readonly maturity: number;
  /** What a half-year adds to it. */
  readonly growth: number;
  /** Share of the 取扱者 sheets that are handed in by the due date of the first cycle. */
  readonly grasp: number;
  /** Share of the answers 実施 that name their evidence. */
  readonly evidence: number;
  readonly examples: ExampleMode;
  /** Share of the respondents who answer the examples too. */
  readonly answersExamples: number;
  /** Where the running cycle stands. */
  readonly running: Extract<CycleState, "planned" | "open" | "reviewing" | "approved">;
  /** How far its sheets are, from 0 to 1, where it is open. */
  readonly progress: number;
  /** Department whose sheets come in slowly. */
  readonly slowDepartment?: number;
  /** A measure that the CISO left out of every cycle. */
  readonly leavesOut?: { readonly item: string; readonly reason: string };
  readonly cast: Partial<Record<CastRole, PersonName>>;
  /** Department where the cast's staff, system administrator and manager work. */
  readonly stage: number;
}

import type { SurveyState } from "@/lib/domain/checking/state";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";

/** An operator that a survey calls, and what decides whether it can be taken out. */
export interface CalledOperatorFacts {
  readonly state: SurveyState;
  /** Whether it has submitted to the survey. */
  readonly submitted: boolean;
  /** The other operators that the survey calls. */
  readonly others: number;
  readonly reason: string;
}

export type TakingOutRefusal = { readonly code: "closed" } | { readonly code: "submitted" } | { readonly code: "onlyOne" } | { readonly code: "reasonMissing" };

/**
 * Whether an operator can be taken out of a survey (docs/design.md 3). Refused: a closed survey, an operator that has
 * submitted, the only operator that is called, and a missing reason.
 */
export function takingOut({ state, submitted, others, reason }: CalledOperatorFacts): Result<null, TakingOutRefusal> {
  if (state === "closed") return refused({ code: "closed" });
  if (submitted) return refused({ code: "submitted" });
  if (others === 0) return refused({ code: "onlyOne" });
  return hasVisible(reason) ? granted(null) : refused({ code: "reasonMissing" });
}

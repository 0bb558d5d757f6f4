import type { SurveyState } from "@/lib/domain/checking/state";
import { type DayFault, outside, yearsAfter } from "@/lib/domain/shared/day";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";

export const LATE_CORRECTION_STATES = ["waiting", "used", "withdrawn", "passed"] as const;
/** `waiting`: the operator can submit once. The others say why it no longer can: it did, the ministry withdrew it, its day passed. */
export type LateCorrectionState = (typeof LATE_CORRECTION_STATES)[number];

/** Permission for one operator to submit once more after a survey was closed. */
export interface LateCorrection {
  /** Its last day. */
  readonly untilOn: string;
  readonly withdrawn: boolean;
  /** Whether the operator submitted a version since, on its last day at the latest. */
  readonly used: boolean;
}

/** In: the permission and today in Japan. What ended it first is what counts. */
export function lateCorrectionState({ untilOn, withdrawn, used }: LateCorrection, today: string): LateCorrectionState {
  if (withdrawn) return "withdrawn";
  if (used) return "used";
  return today > untilOn ? "passed" : "waiting";
}

/** Whether an operator can submit to a survey: it is open, or a late correction waits for it. One that waits rests while the survey is open. */
export const accepts = (state: SurveyState, late: LateCorrectionState | null): boolean => state === "open" || (state === "closed" && late === "waiting");

/** The fault of its last day: from today, and within a year. */
export const lateCorrectionFaults = (untilOn: string, today: string): DayFault<"untilOn">[] => outside("untilOn", untilOn, today, yearsAfter(today, 1));

export type AllowingRefusal =
  | { readonly code: "notClosed"; readonly state: SurveyState }
  | { readonly code: "waitingAlready" }
  | { readonly code: "published" }
  | { readonly code: "reasonMissing" };

/**
 * Whether a late correction can be let in (docs/design.md 3). In: the survey's state, that of the operator's last late
 * correction (null if none), and whether the results are published. Refused: a survey that is not closed, one that waits
 * already, published results, and a missing reason.
 */
export function allowing(
  facts: { readonly state: SurveyState; readonly last: LateCorrectionState | null; readonly published: boolean },
  reason: string,
): Result<null, AllowingRefusal> {
  if (facts.state !== "closed") return refused({ code: "notClosed", state: facts.state });
  if (facts.published) return refused({ code: "published" });
  if (facts.last === "waiting") return refused({ code: "waitingAlready" });
  return hasVisible(reason) ? granted(null) : refused({ code: "reasonMissing" });
}

export type WithdrawingRefusal =
  | { readonly code: "notWaiting"; readonly last: Exclude<LateCorrectionState, "waiting"> | null }
  | { readonly code: "reasonMissing" };

/** Whether a late correction can be withdrawn: while it waits, in whatever state the survey is, and with a reason. */
export function withdrawing(last: LateCorrectionState | null, reason: string): Result<null, WithdrawingRefusal> {
  if (last !== "waiting") return refused({ code: "notWaiting", last });
  return hasVisible(reason) ? granted(null) : refused({ code: "reasonMissing" });
}

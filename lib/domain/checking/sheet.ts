import { countUncounted, type UncountedExamples } from "@/lib/domain/checking/progress";
import { COUNTED_SHEET_STATES, type CycleState, type SheetState } from "@/lib/domain/checking/state";
import { confirms } from "@/lib/domain/shared/confirmation";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

export const SHEET_EVENTS = ["answer", "handIn", "accept", "return", "withdraw"] as const;
export type SheetEvent = (typeof SHEET_EVENTS)[number];

export type SheetRefusal =
  | { readonly code: "cycleNotOpen"; readonly cycle: CycleState }
  | { readonly code: "wrongState"; readonly state: SheetState }
  | { readonly code: "confirmationNeeded"; readonly unanswered: number; readonly uncounted: readonly UncountedExamples[] }
  | { readonly code: "answersUnconfirmed"; readonly answers: number }
  | { readonly code: "reasonMissing"; readonly items: readonly string[] };

/**
 * The state after each event (docs/design.md 2). A returned sheet stays returned while it is answered; an accepted one can be
 * returned when its cycle is open again.
 */
const NEXT = {
  notStarted: { answer: "inProgress", withdraw: "withdrawn" },
  inProgress: { answer: "inProgress", handIn: "handedIn", withdraw: "withdrawn" },
  handedIn: { accept: "accepted", return: "returned", withdraw: "withdrawn" },
  returned: { answer: "returned", handIn: "handedIn", withdraw: "withdrawn" },
  accepted: { return: "returned", withdraw: "withdrawn" },
  withdrawn: {},
} as const satisfies Record<SheetState, Partial<Record<SheetEvent, SheetState>>>;

/** Respondents act while the cycle is open, and in review only on returned sheets; reviewers in both. */
const cycleAllows = (state: SheetState, event: SheetEvent, cycle: CycleState): boolean => {
  if (cycle === "open") return true;
  if (cycle !== "reviewing") return false;
  return event === "answer" || event === "handIn" ? state === "returned" : true;
};

/**
 * The state of a sheet after an event (docs/design.md 2 and 3). Refused: `cycleNotOpen` if the cycle's state forbids it,
 * `wrongState` if the sheet's does. `handIn` checks the confirmation of handing in.
 */
export const transitionSheet = (state: SheetState, event: SheetEvent, cycleState: CycleState): Result<SheetState, SheetRefusal> => {
  const next = (NEXT[state] as Partial<Record<SheetEvent, SheetState>>)[event];
  if (next === undefined) return refused({ code: "wrongState", state });
  return cycleAllows(state, event, cycleState) ? granted(next) : refused({ code: "cycleNotOpen", cycle: cycleState });
};

/** Answers are possible in an open cycle, and in review on returned sheets. */
export const isAnswerable = (state: SheetState, cycleState: CycleState): boolean => transitionSheet(state, "answer", cycleState).ok;

export interface HandingIn {
  readonly state: SheetState;
  readonly cycleState: CycleState;
  /** The present number of measures without a counted answer. */
  readonly unansweredMeasures: number;
  /** Measures that are 該当なし without a reason. */
  readonly needingReason: readonly string[];
  /** The number of unanswered measures that the respondent was shown and confirmed. */
  readonly confirmedUnanswered?: number | undefined;
  /** Answers to examples that will not count because their measure is now 該当なし. */
  readonly uncounted?: readonly UncountedExamples[] | undefined;
  /** The number of these answers that the respondent was shown and confirmed. */
  readonly confirmedUncounted?: number | undefined;
}

/**
 * Handing in (docs/design.md 3). Refused, apart from the state: `reasonMissing` with the measures that are 該当なし without a
 * reason; `confirmationNeeded` unless exactly the present number of unanswered measures was confirmed, and the number of
 * answers to examples that do not count with their measure (0 needs none).
 */
export const handIn = (sheet: HandingIn): Result<SheetState, SheetRefusal> => {
  const next = transitionSheet(sheet.state, "handIn", sheet.cycleState);
  if (!next.ok) return next;
  if (sheet.needingReason.length > 0) return refused({ code: "reasonMissing", items: sheet.needingReason });
  const { unansweredMeasures: unanswered, uncounted = [] } = sheet;
  const confirmed = confirms(sheet.confirmedUnanswered, unanswered) && confirms(sheet.confirmedUncounted, countUncounted(uncounted));
  return confirmed ? next : refused({ code: "confirmationNeeded", unanswered, uncounted });
};

export interface Withdrawing {
  readonly state: SheetState;
  readonly cycleState: CycleState;
  /** The present number of answers on the sheet. */
  readonly answers: number;
  /** The number of answers that the person was shown and confirmed. */
  readonly confirmedAnswers?: number | undefined;
}

/** Withdrawing. It cannot be undone, so the present number of answers must be confirmed (0 needs no confirmation). */
export const withdraw = ({ state, cycleState, answers, confirmedAnswers }: Withdrawing): Result<SheetState, SheetRefusal> => {
  const next = transitionSheet(state, "withdraw", cycleState);
  return next.ok && !confirms(confirmedAnswers, answers) ? refused({ code: "answersUnconfirmed", answers }) : next;
};

/** 把握した者: whether the sheet's answers are in the tallies. */
export const isCounted = (state: SheetState): boolean => COUNTED_SHEET_STATES.some((counted) => counted === state);

/** The effect of a change of state on the tallies: +1 add the sheet's answers, -1 subtract them, 0 no change. */
export const countedDelta = (before: SheetState, after: SheetState): -1 | 0 | 1 => {
  if (isCounted(before) === isCounted(after)) return 0;
  return isCounted(after) ? 1 : -1;
};

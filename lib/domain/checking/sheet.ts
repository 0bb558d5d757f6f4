import { countUncounted, type UncountedExamples } from "@/lib/domain/checking/progress";
import { COUNTED_SHEET_STATES, type CycleState, type SheetState } from "@/lib/domain/checking/state";
import { confirms } from "@/lib/domain/shared/confirmation";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

export const SHEET_EVENTS = ["answer", "handIn", "takeBack", "accept", "return", "undoReturn", "withdraw"] as const;
export type SheetEvent = (typeof SHEET_EVENTS)[number];

export type SheetRefusal =
  | { readonly code: "cycleNotOpen"; readonly cycle: CycleState }
  | { readonly code: "wrongState"; readonly state: SheetState }
  | { readonly code: "confirmationNeeded"; readonly unanswered: number; readonly unansweredExamples: number; readonly uncounted: readonly UncountedExamples[] }
  | { readonly code: "answersUnconfirmed"; readonly answers: number }
  | { readonly code: "reasonMissing"; readonly items: readonly string[] }
  | { readonly code: "reviewBegun"; readonly remarks: number }
  | { readonly code: "changedSince" };

type Refused<Code extends SheetRefusal["code"]> = Extract<SheetRefusal, { readonly code: Code }>;
type NotNow = Refused<"cycleNotOpen" | "wrongState">;

/**
 * The state after each event (docs/design.md 2). A returned sheet stays returned while it is answered; an accepted one can be
 * returned when its cycle is open again.
 */
const NEXT = {
  notStarted: { answer: "inProgress", withdraw: "withdrawn" },
  inProgress: { answer: "inProgress", handIn: "handedIn", withdraw: "withdrawn" },
  handedIn: { takeBack: "inProgress", accept: "accepted", return: "returned", withdraw: "withdrawn" },
  returned: { answer: "returned", handIn: "handedIn", undoReturn: "handedIn", withdraw: "withdrawn" },
  accepted: { return: "returned", withdraw: "withdrawn" },
  withdrawn: {},
} as const satisfies Record<SheetState, Partial<Record<SheetEvent, SheetState>>>;

/** Respondents act while the cycle is open, and in review only on returned sheets; reviewers in both. Nothing is taken back in review. */
const cycleAllows = (state: SheetState, event: SheetEvent, cycle: CycleState): boolean => {
  if (cycle === "open") return true;
  if (cycle !== "reviewing" || event === "takeBack") return false;
  return event === "answer" || event === "handIn" ? state === "returned" : true;
};

/**
 * The state of a sheet after an event (docs/design.md 2 and 3). Refused: `cycleNotOpen` if the cycle's state forbids it,
 * `wrongState` if the sheet's does. `handIn` checks the confirmation of handing in.
 */
export const transitionSheet = (state: SheetState, event: SheetEvent, cycleState: CycleState): Result<SheetState, NotNow> => {
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
  /** The present number of examples without an answer that the round asks for (`ExampleMode`). */
  readonly unansweredExamples?: number | undefined;
  /** Measures that are 該当なし without a reason. */
  readonly needingReason: readonly string[];
  /** The number of unanswered measures that the respondent was shown and confirmed. */
  readonly confirmedUnanswered?: number | undefined;
  /** The number of unanswered examples that the respondent was shown and confirmed. */
  readonly confirmedUnansweredExamples?: number | undefined;
  /** Answers to examples that will not count because their measure is now 該当なし. */
  readonly uncounted?: readonly UncountedExamples[] | undefined;
  /** The number of these answers that the respondent was shown and confirmed. */
  readonly confirmedUncounted?: number | undefined;
}

/**
 * Handing in (docs/design.md 3). Refused, apart from the state: `reasonMissing` with the measures that are 該当なし without a
 * reason; `confirmationNeeded` unless exactly the present number of unanswered measures was confirmed, that of unanswered examples
 * where the round asks them, and that of answers to examples that do not count with their measure (0 needs none).
 */
export const handIn = (sheet: HandingIn): Result<SheetState, NotNow | Refused<"reasonMissing" | "confirmationNeeded">> => {
  const next = transitionSheet(sheet.state, "handIn", sheet.cycleState);
  if (!next.ok) return next;
  if (sheet.needingReason.length > 0) return refused({ code: "reasonMissing", items: sheet.needingReason });
  const { unansweredMeasures: unanswered, unansweredExamples = 0, uncounted = [] } = sheet;
  const confirmed = [
    confirms(sheet.confirmedUnanswered, unanswered),
    confirms(sheet.confirmedUnansweredExamples, unansweredExamples),
    confirms(sheet.confirmedUncounted, countUncounted(uncounted)),
  ].every(Boolean);
  return confirmed ? next : refused({ code: "confirmationNeeded", unanswered, unansweredExamples, uncounted });
};

export interface TakingBack {
  readonly state: SheetState;
  readonly cycleState: CycleState;
  /** Whether a reviewer ever returned the sheet. */
  readonly everReturned: boolean;
  /** Remarks that reviewers wrote since it was handed in. */
  readonly remarks: number;
}

/**
 * Taking back a hand-in (docs/design.md 2 and 3): while the cycle is open and nobody has reviewed the sheet. It leads to
 * `returned` where the sheet was ever returned, so that the reason stays with it. Refused, apart from the state: `reviewBegun`.
 */
export const takeBack = ({ state, cycleState, everReturned, remarks }: TakingBack): Result<SheetState, NotNow | Refused<"reviewBegun">> => {
  const next = transitionSheet(state, "takeBack", cycleState);
  if (!next.ok) return next;
  if (remarks > 0) return refused({ code: "reviewBegun", remarks });
  return granted(everReturned ? "returned" : next.value);
};

export interface UndoingReturn {
  readonly state: SheetState;
  readonly cycleState: CycleState;
  /** The state in which the sheet was returned; null if it is not known. */
  readonly before: SheetState | null;
  /** Whether an answer was changed since. */
  readonly changed: boolean;
}

/** Undoing a return: the sheet is handed in or accepted as before. Refused, apart from the state: `changedSince`. */
export const undoReturn = ({ state, cycleState, before, changed }: UndoingReturn): Result<SheetState, NotNow | Refused<"changedSince">> => {
  const next = transitionSheet(state, "undoReturn", cycleState);
  if (!next.ok) return next;
  return before === null || changed ? refused({ code: "changedSince" }) : granted(before);
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
export const withdraw = ({ state, cycleState, answers, confirmedAnswers }: Withdrawing): Result<SheetState, NotNow | Refused<"answersUnconfirmed">> => {
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

import { type CycleState, STANDING_CYCLE_STATES } from "@/lib/domain/checking/state";
import { granted, refused, type Result } from "@/lib/domain/shared/result";

/** What is done to a cycle, with what must be known to decide it. */
export type CycleEvent =
  /** `unassigned`: selected measures on nobody's sheet that were not left out (see `handOut`). */
  | { readonly type: "open"; readonly unassigned: readonly string[] }
  /** `outstanding`: sheets that are out. `early`: the due date has not passed. `confirmed`: the number of sheets out that was shown. */
  | { readonly type: "review"; readonly outstanding: number; readonly early: boolean; readonly confirmed?: number | undefined }
  | { readonly type: "approve"; readonly returnedSheets: number }
  | { readonly type: "reopen"; readonly reason: string }
  /** `answers`: on any of its sheets. */
  | { readonly type: "cancel"; readonly reason: string; readonly answers: number }
  | { readonly type: "submit"; readonly coversAllMeasures: boolean };
export type CycleEventType = CycleEvent["type"];

export type CycleRefusal =
  | { readonly code: "wrongState"; readonly event: CycleEventType; readonly state: CycleState }
  | { readonly code: "unassignedMeasures"; readonly items: readonly string[] }
  | { readonly code: "confirmationNeeded"; readonly outstanding: number }
  | { readonly code: "sheetsReturned"; readonly sheets: number }
  | { readonly code: "answersGiven"; readonly answers: number }
  | { readonly code: "reasonMissing"; readonly event: CycleEventType }
  | { readonly code: "partialCycle" };

const FROM = {
  open: ["planned"],
  review: ["open"],
  approve: ["reviewing"],
  reopen: ["reviewing", "approved", "submitted"],
  cancel: ["planned", "open"],
  submit: ["approved"],
} as const satisfies Record<CycleEventType, readonly CycleState[]>;

const TO = {
  open: "open",
  review: "reviewing",
  approve: "approved",
  reopen: "open",
  cancel: "cancelled",
  submit: "submitted",
} as const satisfies Record<CycleEventType, CycleState>;

/** Ending the answering is asked while sheets are out or the due date is still to come; else the number is none, and need not be said. */
const isConfirmed = ({ outstanding, early, confirmed }: Extract<CycleEvent, { type: "review" }>): boolean =>
  (outstanding > 0 || early ? confirmed : (confirmed ?? 0)) === outstanding;

const hasReason = ({ reason }: { readonly reason: string }): boolean => reason.trim() !== "";

const objection = (event: CycleEvent): CycleRefusal | null => {
  switch (event.type) {
    case "open":
      return event.unassigned.length > 0 ? { code: "unassignedMeasures", items: event.unassigned } : null;
    case "review":
      return isConfirmed(event) ? null : { code: "confirmationNeeded", outstanding: event.outstanding };
    case "approve":
      return event.returnedSheets > 0 ? { code: "sheetsReturned", sheets: event.returnedSheets } : null;
    case "reopen":
      return hasReason(event) ? null : { code: "reasonMissing", event: event.type };
    case "cancel":
      if (event.answers > 0) return { code: "answersGiven", answers: event.answers };
      return hasReason(event) ? null : { code: "reasonMissing", event: event.type };
    case "submit":
      return event.coversAllMeasures ? null : { code: "partialCycle" };
  }
};

/**
 * The state of a cycle after an event (DESIGN.md 2 and 3): planned → open → reviewing → approved → submitted; reviewing |
 * approved | submitted → open with a reason; planned | open → cancelled with a reason while nobody has answered. Refused:
 * the wrong state; opening with measures on nobody's sheet; ending the answering early or with sheets out without confirming
 * how many; approving while a sheet is returned; submitting a cycle that is not over all measures.
 */
export const transitionCycle = (state: CycleState, event: CycleEvent): Result<CycleState, CycleRefusal> => {
  if (!(FROM[event.type] as readonly CycleState[]).includes(state)) return refused({ code: "wrongState", event: event.type, state });
  const refusal = objection(event);
  return refusal === null ? granted(TO[event.type]) : refused(refusal);
};

/** Whether sheets were handed out and still stand: a cycle that is planned or cancelled has no figures. */
export const hasFigures = (state: CycleState): boolean => STANDING_CYCLE_STATES.some((standing) => standing === state);

/**
 * What of a cycle's plan can be changed: everything while it is planned, title and dates with a reason while it is answered,
 * nothing afterwards.
 */
export const changeable = (state: CycleState): "all" | "titleAndDates" | "nothing" => {
  if (state === "planned") return "all";
  return state === "open" ? "titleAndDates" : "nothing";
};

/** Whether a selection is over all measures of the edition; measures left out with a reason were still selected. */
export const coversAllMeasures = (
  items: readonly { readonly id: string; readonly kind: "measure" | "example" }[],
  selected: "all" | readonly string[],
): boolean => {
  if (selected === "all") return true;
  const chosen = new Set(selected);
  return items.every(({ id, kind }) => kind !== "measure" || chosen.has(id));
};

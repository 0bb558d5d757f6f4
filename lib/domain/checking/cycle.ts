import { type CycleState, OPENED_CYCLE_STATES } from "@/lib/domain/checking/state";
import { confirmation, reasonMissing } from "@/lib/domain/shared/confirmation";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** The events of a cycle, each with the facts needed to decide it. */
export type CycleEvent =
  /** `unassigned`: selected measures that are on no sheet and were not left out (see `handOut`). */
  | { readonly type: "open"; readonly unassigned: readonly string[] }
  /** `outstanding`: sheets not handed in. `early`: the due date has not passed. `confirmed`: the number of these sheets that the person was shown. */
  | { readonly type: "review"; readonly outstanding: number; readonly early: boolean; readonly confirmed?: number | undefined }
  | { readonly type: "approve"; readonly returnedSheets: number }
  /** `closedSurveys`: surveys that it was submitted to and that no longer accept submissions. `confirmed`: the number that the person was shown. */
  | {
      readonly type: "reopen";
      readonly reason: string;
      readonly closedSurveys: number;
      readonly confirmed?: number | undefined;
      /** Surveys that it was or could be submitted to and that close soon, and the number of them that the person was shown. */
      readonly closingSurveys?: number | undefined;
      readonly confirmedClosing?: number | undefined;
    }
  /** `answers`: number of answers on its sheets. `confirmed`: the number that the person was shown. `submitted`: a version of it was sent to a ministry. */
  | { readonly type: "cancel"; readonly reason: string; readonly answers: number; readonly confirmed?: number | undefined; readonly submitted: boolean }
  /** `handedOut`: it had sheets before it was cancelled. */
  | { readonly type: "restore"; readonly reason: string; readonly handedOut: boolean }
  | { readonly type: "submit"; readonly coversAllMeasures: boolean };
export type CycleEventType = CycleEvent["type"];

type WrongState = { readonly code: "wrongState"; readonly event: CycleEventType; readonly state: CycleState };

export type CycleRefusal =
  | WrongState
  | { readonly code: "unassignedMeasures"; readonly items: readonly string[] }
  | { readonly code: "confirmationNeeded"; readonly event: "review" | "reopen" | "cancel"; readonly number: number }
  | { readonly code: "sheetsReturned"; readonly sheets: number }
  | { readonly code: "wasSubmitted" }
  | { readonly code: "reasonMissing"; readonly event: "reopen" | "cancel" | "restore" }
  | { readonly code: "partialCycle" };

const FROM = {
  open: ["planned"],
  review: ["open"],
  approve: ["reviewing"],
  reopen: ["reviewing", "approved", "submitted"],
  cancel: ["planned", "open"],
  restore: ["cancelled"],
  submit: ["approved"],
} as const satisfies Record<CycleEventType, readonly CycleState[]>;

const TO = {
  open: "open",
  review: "reviewing",
  approve: "approved",
  reopen: "open",
  cancel: "cancelled",
  submit: "submitted",
} as const satisfies Record<Exclude<CycleEventType, "restore">, CycleState>;

/** The state after the event; restoring leads back to the state before cancelling. */
const targetOf = (event: CycleEvent): CycleState => {
  if (event.type !== "restore") return TO[event.type];
  return event.handedOut ? "open" : "planned";
};

/** What each event is refused for, besides the state. */
interface RefusedFor {
  readonly open: "unassignedMeasures";
  readonly review: "confirmationNeeded";
  readonly approve: "sheetsReturned";
  readonly reopen: "reasonMissing" | "confirmationNeeded";
  readonly cancel: "wasSubmitted" | "reasonMissing" | "confirmationNeeded";
  readonly restore: "reasonMissing";
  readonly submit: "partialCycle";
}
type ObjectionTo<Type extends CycleEventType> = Extract<CycleRefusal, { readonly code: RefusedFor[Type] }>;
type EventOf<Type extends CycleEventType> = Extract<CycleEvent, { readonly type: Type }>;

const OBJECTIONS: { readonly [Type in CycleEventType]: (event: EventOf<Type>) => ObjectionTo<Type> | null } = {
  open: ({ unassigned }) => (unassigned.length > 0 ? { code: "unassignedMeasures", items: unassigned } : null),
  review: ({ type, outstanding, confirmed, early }) => confirmation(type, outstanding, confirmed, early),
  approve: ({ returnedSheets }) => (returnedSheets > 0 ? { code: "sheetsReturned", sheets: returnedSheets } : null),
  reopen: (event) =>
    reasonMissing(event) ??
    confirmation(event.type, event.closedSurveys, event.confirmed) ??
    confirmation(event.type, event.closingSurveys ?? 0, event.confirmedClosing),
  cancel: (event) => (event.submitted ? { code: "wasSubmitted" } : (reasonMissing(event) ?? confirmation(event.type, event.answers, event.confirmed))),
  restore: reasonMissing,
  submit: ({ coversAllMeasures: all }) => (all ? null : { code: "partialCycle" }),
};

const objection = <Type extends CycleEventType>(event: CycleEvent & { readonly type: Type }): ObjectionTo<Type> | null => {
  const objects: (event: never) => CycleRefusal | null = OBJECTIONS[event.type];
  return objects(event as never) as ObjectionTo<Type> | null;
};

/**
 * The state of a cycle after an event (docs/design.md 2 and 3): planned → open → reviewing → approved → submitted; reviewing
 * | approved | submitted → open with a reason; planned | open → cancelled with a reason, and back. Refused: the wrong state;
 * opening with measures on no sheet; closing answering early or with outstanding sheets without confirming their number;
 * cancelling with answers without confirming their number; cancelling after a submission; reopening without confirming the
 * number of surveys that it was submitted to and that are closed now, and of those that close soon; approving while a sheet is returned; submitting a cycle
 * that does not cover all measures.
 */
export const transitionCycle = <Type extends CycleEventType>(
  state: CycleState,
  event: CycleEvent & { readonly type: Type },
): Result<CycleState, WrongState | ObjectionTo<Type>> => {
  if (!(FROM[event.type] as readonly CycleState[]).includes(state)) return refused({ code: "wrongState", event: event.type, state });
  const refusal = objection<Type>(event);
  return refusal === null ? granted(targetOf(event)) : refused(refusal);
};

/** Whether the cycle has sheets in force: a planned or cancelled cycle has no figures. */
export const hasFigures = (state: CycleState): boolean => OPENED_CYCLE_STATES.some((opened) => opened === state);

/** The parts of a cycle's plan that can be changed: everything while it is planned, title and dates with a reason while it is answered, nothing afterwards. */
export const changeable = (state: CycleState): "all" | "titleAndDates" | "nothing" => {
  if (state === "planned") return "all";
  return state === "open" ? "titleAndDates" : "nothing";
};

/** Whether two selections have a measure in common; null is all of them. */
export function sharesMeasures(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return true;
  const chosen = new Set(one);
  return other.some((id) => chosen.has(id));
}

/** Whether a selection covers all measures of the edition; measures left out with a reason count as selected. */
export const coversAllMeasures = (
  items: readonly { readonly id: string; readonly kind: "measure" | "example" }[],
  selected: "all" | readonly string[],
): boolean => {
  if (selected === "all") return true;
  const chosen = new Set(selected);
  return items.every(({ id, kind }) => kind !== "measure" || chosen.has(id));
};

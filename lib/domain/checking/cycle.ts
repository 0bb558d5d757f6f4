import type { CycleState } from "@/lib/domain/checking/state";
import { granted, refused, type Result } from "@/lib/domain/shared/result";

/** What is done to a cycle, with what must be known to decide it. */
export type CycleEvent =
  /** `unassigned`: selected measures on nobody's sheet that were not left out (see `handOut`). */
  | { readonly type: "open"; readonly unassigned: readonly string[] }
  | { readonly type: "review" }
  | { readonly type: "approve"; readonly returnedSheets: number }
  | { readonly type: "reopen"; readonly reason: string }
  | { readonly type: "submit"; readonly coversAllMeasures: boolean };
export type CycleEventType = CycleEvent["type"];

export type CycleRefusal =
  | { readonly code: "wrongState"; readonly state: CycleState }
  | { readonly code: "unassignedMeasures"; readonly items: readonly string[] }
  | { readonly code: "sheetsReturned"; readonly sheets: number }
  | { readonly code: "reasonMissing" }
  | { readonly code: "partialCycle" };

const FROM = {
  open: ["planned"],
  review: ["open"],
  approve: ["reviewing"],
  reopen: ["approved", "submitted"],
  submit: ["approved"],
} as const satisfies Record<CycleEventType, readonly CycleState[]>;

const TO = {
  open: "open",
  review: "reviewing",
  approve: "approved",
  reopen: "open",
  submit: "submitted",
} as const satisfies Record<CycleEventType, CycleState>;

const objection = (event: CycleEvent): CycleRefusal | null => {
  switch (event.type) {
    case "open":
      return event.unassigned.length > 0 ? { code: "unassignedMeasures", items: event.unassigned } : null;
    case "review":
      return null;
    case "approve":
      return event.returnedSheets > 0 ? { code: "sheetsReturned", sheets: event.returnedSheets } : null;
    case "reopen":
      return event.reason.trim() === "" ? { code: "reasonMissing" } : null;
    case "submit":
      return event.coversAllMeasures ? null : { code: "partialCycle" };
  }
};

/**
 * The state of a cycle after an event (DESIGN.md 2 and 3): planned → open → reviewing → approved → submitted, and
 * approved | submitted → open with a reason. Refused: the wrong state; opening with measures on nobody's sheet;
 * approving while a sheet is returned; submitting a cycle that is not over all measures.
 */
export const transitionCycle = (state: CycleState, event: CycleEvent): Result<CycleState, CycleRefusal> => {
  if (!(FROM[event.type] as readonly CycleState[]).includes(state)) return refused({ code: "wrongState", state });
  const refusal = objection(event);
  return refusal === null ? granted(TO[event.type]) : refused(refusal);
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

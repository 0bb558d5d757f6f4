import type { SurveyState } from "@/lib/domain/checking/state";
import { confirms } from "@/lib/domain/shared/confirmation";
import { granted, type Result, refused } from "@/lib/domain/shared/result";

/** The events of a survey, each with the facts needed to decide it. */
export type SurveyEvent =
  /** `called`: operators that could submit. `confirmed`: their number as the officer was shown it. */
  | { readonly type: "open"; readonly called: number; readonly confirmed?: number | undefined }
  /** `submitted`: operators that have already submitted. */
  | { readonly type: "takeBack"; readonly reason: string; readonly submitted: number }
  /** `missing`: operators that have not submitted. `early`: the last day has not passed. `confirmed`: the number of missing ones that the officer was shown. */
  | { readonly type: "close"; readonly missing: number; readonly early: boolean; readonly confirmed?: number | undefined }
  | { readonly type: "reopen"; readonly reason: string; readonly published: boolean };
export type SurveyEventType = SurveyEvent["type"];

export type SurveyRefusal =
  | { readonly code: "wrongState"; readonly event: SurveyEventType; readonly state: SurveyState }
  | { readonly code: "confirmationNeeded"; readonly event: "open" | "close"; readonly number: number }
  | { readonly code: "submitted"; readonly operators: number }
  | { readonly code: "reasonMissing"; readonly event: "takeBack" | "reopen" }
  | { readonly code: "published" };

const MOVES = {
  open: { from: "planned", to: "open" },
  takeBack: { from: "open", to: "planned" },
  close: { from: "open", to: "closed" },
  reopen: { from: "closed", to: "open" },
} as const satisfies Record<SurveyEventType, { from: SurveyState; to: SurveyState }>;

type Reasoned = Extract<SurveyEvent, { reason: string }>;
const reasonMissing = ({ type, reason }: Reasoned): SurveyRefusal | null => (reason.trim() === "" ? { code: "reasonMissing", event: type } : null);

type Asked = Extract<SurveyRefusal, { code: "confirmationNeeded" }>["event"];
const confirmation = (event: Asked, number: number, confirmed: number | undefined, always: boolean): SurveyRefusal | null =>
  confirms(confirmed, number, always) ? null : { code: "confirmationNeeded", event, number };

const objection = (event: SurveyEvent): SurveyRefusal | null => {
  switch (event.type) {
    case "open":
      return confirmation(event.type, event.called, event.confirmed, true);
    case "takeBack":
      return event.submitted > 0 ? { code: "submitted", operators: event.submitted } : reasonMissing(event);
    case "close":
      return confirmation(event.type, event.missing, event.confirmed, event.early);
    case "reopen":
      return event.published ? { code: "published" } : reasonMissing(event);
  }
};

/**
 * The state of a survey after an event (docs/design.md 3): planned → open → closed; back to planned with a reason until
 * somebody has submitted, and back to open with a reason until its results are published. Refused: the wrong state; opening
 * without confirming how many operators are called; taking it back once somebody has submitted; closing before the last day,
 * or while operators are missing, without confirming how many; opening again without a reason or after publication.
 */
export const transitionSurvey = (state: SurveyState, event: SurveyEvent): Result<SurveyState, SurveyRefusal> => {
  const { from, to } = MOVES[event.type];
  if (state !== from) return refused({ code: "wrongState", event: event.type, state });
  const refusal = objection(event);
  return refusal === null ? granted(to) : refused(refusal);
};

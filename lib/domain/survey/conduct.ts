import type { SurveyState } from "@/lib/domain/checking/state";
import { granted, refused, type Result } from "@/lib/domain/shared/result";

/** What is done to a survey, with what must be known to decide it. */
export type SurveyEvent =
  | { readonly type: "open" }
  /** `missing`: operators that have not submitted. `early`: the last day has not passed. `confirmed`: the number of missing ones that the officer was shown. */
  | { readonly type: "close"; readonly missing: number; readonly early: boolean; readonly confirmed?: number | undefined }
  | { readonly type: "reopen"; readonly reason: string; readonly published: boolean };
export type SurveyEventType = SurveyEvent["type"];

export type SurveyRefusal =
  | { readonly code: "wrongState"; readonly event: SurveyEventType; readonly state: SurveyState }
  | { readonly code: "confirmationNeeded"; readonly missing: number }
  | { readonly code: "reasonMissing" }
  | { readonly code: "published" };

const MOVES = {
  open: { from: "planned", to: "open" },
  close: { from: "open", to: "closed" },
  reopen: { from: "closed", to: "open" },
} as const satisfies Record<SurveyEventType, { from: SurveyState; to: SurveyState }>;

const objection = (event: SurveyEvent): SurveyRefusal | null => {
  switch (event.type) {
    case "open":
      return null;
    case "close": {
      const asked = event.missing > 0 || event.early;
      const confirmed = asked ? event.confirmed : (event.confirmed ?? 0);
      return confirmed === event.missing ? null : { code: "confirmationNeeded", missing: event.missing };
    }
    case "reopen":
      if (event.published) return { code: "published" };
      return event.reason.trim() === "" ? { code: "reasonMissing" } : null;
  }
};

/**
 * The state of a survey after an event (DESIGN.md 3): planned → open → closed, and back to open with a reason until its
 * results are published. Refused: the wrong state; closing before the last day, or while operators are missing, without
 * confirming how many; opening again without a reason or after publication.
 */
export const transitionSurvey = (state: SurveyState, event: SurveyEvent): Result<SurveyState, SurveyRefusal> => {
  const { from, to } = MOVES[event.type];
  if (state !== from) return refused({ code: "wrongState", event: event.type, state });
  const refusal = objection(event);
  return refusal === null ? granted(to) : refused(refusal);
};

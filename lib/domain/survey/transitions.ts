import type { SurveyState } from "@/lib/domain/checking/state";
import { confirmation, reasonMissing } from "@/lib/domain/shared/confirmation";
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

type WrongState = { readonly code: "wrongState"; readonly event: SurveyEventType; readonly state: SurveyState };

export type SurveyRefusal =
  | WrongState
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

/** What each event is refused for, besides the state. */
interface RefusedFor {
  readonly open: "confirmationNeeded";
  readonly takeBack: "submitted" | "reasonMissing";
  readonly close: "confirmationNeeded";
  readonly reopen: "published" | "reasonMissing";
}
type ObjectionTo<Type extends SurveyEventType> = Extract<SurveyRefusal, { readonly code: RefusedFor[Type] }>;
type EventOf<Type extends SurveyEventType> = Extract<SurveyEvent, { readonly type: Type }>;

const OBJECTIONS: { readonly [Type in SurveyEventType]: (event: EventOf<Type>) => ObjectionTo<Type> | null } = {
  open: ({ type, called, confirmed }) => confirmation(type, called, confirmed, true),
  takeBack: (event) => (event.submitted > 0 ? { code: "submitted", operators: event.submitted } : reasonMissing(event)),
  close: ({ type, missing, confirmed, early }) => confirmation(type, missing, confirmed, early),
  reopen: (event) => (event.published ? { code: "published" } : reasonMissing(event)),
};

const objection = <Type extends SurveyEventType>(event: SurveyEvent & { readonly type: Type }): ObjectionTo<Type> | null => {
  const objects: (event: never) => SurveyRefusal | null = OBJECTIONS[event.type];
  return objects(event as never) as ObjectionTo<Type> | null;
};

/**
 * The state of a survey after an event (docs/design.md 3): planned → open → closed; back to planned with a reason until
 * somebody has submitted, and back to open with a reason until its results are published. Refused: the wrong state; opening
 * without confirming how many operators are called; taking it back once somebody has submitted; closing before the last day,
 * or while operators are missing, without confirming how many; opening again without a reason or after publication.
 */
export const transitionSurvey = <Type extends SurveyEventType>(
  state: SurveyState,
  event: SurveyEvent & { readonly type: Type },
): Result<SurveyState, WrongState | ObjectionTo<Type>> => {
  const { from, to } = MOVES[event.type];
  if (state !== from) return refused({ code: "wrongState", event: event.type, state });
  const refusal = objection<Type>(event);
  return refusal === null ? granted(to) : refused(refusal);
};

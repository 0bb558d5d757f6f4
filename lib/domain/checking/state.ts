/** The states and choices of a self-check (docs/design.md 2 and 3). Shared by schema, API and screens. */

export const ANSWER_STATUSES = ["implemented", "partial", "notImplemented", "notApplicable"] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/**
 * Why an answer has a version: it was given, lost against another version, or was kept against one. Or an event that did not
 * change it: handed in below a measure that is 該当なし, so that it does not count, or counted again because the measure changed.
 * `copied`: taken over from the last round, unconfirmed; `confirmed`: confirmed as it was copied.
 * `measureNotApplicable`: cleared with its measure, in older data.
 */
export const ANSWER_CAUSES = ["answered", "copied", "confirmed", "measureNotApplicable", "setAside", "kept", "notCounted", "countedAgain"] as const;
export type AnswerCause = (typeof ANSWER_CAUSES)[number];

export const SHEET_STATES = ["notStarted", "inProgress", "handedIn", "returned", "accepted", "withdrawn"] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/** Handed out, not handed in. */
export const OUTSTANDING_SHEET_STATES = ["notStarted", "inProgress", "returned"] as const satisfies readonly SheetState[];

/** 把握した者: only these sheets count (docs/design.md 4). */
export const COUNTED_SHEET_STATES = ["handedIn", "accepted"] as const satisfies readonly SheetState[];

export const CYCLE_STATES = ["planned", "open", "reviewing", "approved", "submitted", "cancelled"] as const;
export type CycleState = (typeof CYCLE_STATES)[number];

/** Cycles whose sheets were handed out and are in force. */
export const OPENED_CYCLE_STATES = ["open", "reviewing", "approved", "submitted"] as const satisfies readonly CycleState[];

/** How a cycle treats 具体例: unfolded, folded and voluntary, or asked like measures. */
export const EXAMPLE_MODES = ["shown", "optional", "asked"] as const;
export type ExampleMode = (typeof EXAMPLE_MODES)[number];

/** Everything a person can be appointed to. The first eight also answer sheets (`AnsweringRole`). */
export const APPOINTMENT_ROLES = [
  "handler",
  "systemAdministrator",
  "securityManager",
  "ciso",
  "executive",
  "securityCommittee",
  "exemptionReviewer",
  "auditor",
  "secretariat",
  "ministryOfficer",
  "platformAdministrator",
] as const;
export type AppointmentRole = (typeof APPOINTMENT_ROLES)[number];

export const SURVEY_STATES = ["planned", "open", "closed"] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];

/** Why a withdrawn sheet is counted beside the others: its person left, or is away for long (docs/design.md 6). */
export const WITHDRAWN_BECAUSE = ["left", "longAbsence"] as const;
export type WithdrawnBecause = (typeof WITHDRAWN_BECAUSE)[number];

/** A state of sheets, all states before handing in, or those of them that nobody can answer. */
export const SHEET_FILTERS = ["handedOut", "outstanding", "unanswerable", ...SHEET_STATES] as const;
export type SheetFilter = (typeof SHEET_FILTERS)[number];

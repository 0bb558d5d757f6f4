/** Why the portal refuses a request. The code is stable, because API clients see it; the detail is for people, in Japanese. */
export const REFUSAL_CODES = [
  "not_signed_in",
  "origin_mismatch",
  "not_permitted",
  "not_found",
  "malformed_request",
  "invalid_input",
  "too_large",
  "unsupported_media_type",
  "method_not_allowed",
  "stale_version",
  "mutation_mismatch",
  "unknown_item",
  "item_not_asked",
  "sheet_not_answerable",
  "confirmation_required",
  "reason_required",
  "wrong_state",
  "items_on_no_sheet",
  "sheet_returned",
  "cycle_not_complete",
  "survey_not_open",
  "not_called",
  "own_work",
  "conflicting_appointments",
  "duplicate",
  "in_use",
  "too_many_attempts",
  "busy",
  "other_edition",
  "edition_not_binding",
  "temporarily_unavailable",
  "internal_error",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface FieldProblem {
  /** Path of the value: `answers.3.remark` or, in a file, `3行目 メール`. */
  readonly path: string;
  readonly message: string;
}

export interface Refusal {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly fields?: readonly FieldProblem[];
  /** For `stale_version`: the current state. */
  readonly current?: unknown;
  /** Entries that the refusal lists: items on no sheet, unanswered measures, … */
  readonly list?: readonly unknown[];
}

export const refusal = (code: RefusalCode, detail: string, more: Omit<Refusal, "code" | "detail"> = {}): Refusal => ({
  code,
  detail,
  ...more,
});

/** One text for missing objects and for objects that the caller may not know of (docs/design.md 6). */
export const NOT_FOUND: Refusal = refusal("not_found", "見つかりません。場所が変わったか、見る権限がありません。");

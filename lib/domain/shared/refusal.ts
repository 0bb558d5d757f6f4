import { granted, type Result, refused } from "@/lib/domain/shared/result";

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

/** What a refusal says beside its code and its text. */
interface More<Current> {
  readonly fields?: readonly FieldProblem[];
  /** The state that the request did not know of: the answer that stands, or the numbers to confirm. */
  readonly current?: Current;
  /** Entries that the refusal lists: ids, names, or objects where one text is not enough. */
  readonly list?: readonly (string | object)[];
}

/** A refusal with this code. One of any code may carry anything as `current`; one of certain codes nothing, unless it says what. */
export interface Refusal<Code extends RefusalCode = RefusalCode, Current = RefusalCode extends Code ? object | undefined : undefined> extends More<Current> {
  readonly code: Code;
  readonly detail: string;
}

/** A refusal with this code, whatever it carries. */
export type CarryingRefusal<Code extends RefusalCode> = Refusal<Code, object | undefined>;

export const refusal = <Code extends RefusalCode, Current extends object | undefined = undefined>(
  code: Code,
  detail: string,
  more: More<Current> = {},
): Refusal<Code, NoInfer<Current>> => ({
  code,
  detail,
  ...more,
});

/** An input that is wrong in one field: the same sentence for the whole and at the field. */
export const invalidField = (path: string, message: string) => refusal("invalid_input", message, { fields: [{ path, message }] });

/** For each code of a cause of the domain, the refusal that says it. */
export type WordsFor<Cause extends { readonly code: string }> = {
  readonly [Code in Cause["code"]]: (cause: Extract<Cause, { readonly code: Code }>) => Refusal;
};

/** Says a cause of the domain by a table of `WordsFor` it. The refusal has the codes that this cause can lead to, and no other. */
export const inWords = <Words extends Readonly<Record<string, (cause: never) => Refusal>>, Cause extends { readonly code: keyof Words }>(
  words: Words,
  cause: Cause,
): ReturnType<Words[Cause["code"]]> => {
  const entry: (cause: never) => Refusal = words[cause.code] as Words[Cause["code"]];
  return entry(cause as never) as ReturnType<Words[Cause["code"]]>;
};

/** One text for missing objects and for objects that the caller may not know of (docs/design.md 6). */
export const NOT_FOUND = refusal("not_found", "見つかりません。場所が変わったか、見る権限がありません。");

/** What was read, or the refusal `NOT_FOUND` if there is no such thing, or none that the reader may know of. */
export const orNotFound = <Found extends object>(found: Found | null | undefined): Result<Found, typeof NOT_FOUND> =>
  found ? granted(found) : refused(NOT_FOUND);

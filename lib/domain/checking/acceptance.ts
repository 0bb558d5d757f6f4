import { confirms } from "@/lib/domain/shared/confirmation";

/** Measures without an answer, and answers to measures, that a reviewer should have seen before accepting sheets in bulk. */
export const LOOKED_AT = ["unanswered", "notImplemented", "partial", "notApplicable", "withoutReason", "withoutEvidence"] as const;
export type LookedAt = (typeof LOOKED_AT)[number];

/** `unanswered`: also what was only copied from the last round. `withoutReason`: 該当なし without a usable reason, a part of the 該当なし. `withoutEvidence`: 実施 without evidence. */
export type AcceptanceNumbers = Readonly<Record<LookedAt, number>> & { readonly sheets: number };

export type ConfirmedName<Name extends LookedAt = LookedAt> = `confirmed${Capitalize<Name>}`;

/** The name under which a number is confirmed, by the page, in the API and by the command: `confirmedUnanswered`. */
export const confirmedName = <Name extends LookedAt>(name: Name) => `confirmed${name.charAt(0).toUpperCase()}${name.slice(1)}` as ConfirmedName<Name>;

/** One value for each number, by the names under which they are confirmed. */
export const byConfirmedName = <Value>(valueOf: (name: LookedAt) => Value): Record<ConfirmedName, Value> =>
  Object.fromEntries(LOOKED_AT.map((name) => [confirmedName(name), valueOf(name)])) as Record<ConfirmedName, Value>;

/** What confirms exactly these numbers. */
export const confirmationOf = (numbers: AcceptanceNumbers): Record<ConfirmedName, number> => byConfirmedName((name) => numbers[name]);

/** Whether exactly the present numbers were shown and confirmed (docs/design.md 3); 0 needs no confirmation. */
export const confirmsAcceptance = (present: AcceptanceNumbers, confirmed: { readonly [Name in ConfirmedName]?: number | undefined }): boolean =>
  LOOKED_AT.every((name) => confirms(confirmed[confirmedName(name)], present[name]));

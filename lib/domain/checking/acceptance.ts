import { confirms } from "@/lib/domain/shared/confirmation";

/** Measures without an answer, and answers to measures, that a reviewer should have seen before accepting sheets in bulk. */
export const LOOKED_AT = ["unanswered", "notImplemented", "partial", "notApplicable", "withoutReason", "withoutEvidence"] as const;
export type LookedAt = (typeof LOOKED_AT)[number];

/** `unanswered`: also what was only copied from the last round. `withoutReason`: 該当なし without a usable reason, a part of the 該当なし. `withoutEvidence`: 実施 without evidence. */
export type AcceptanceNumbers = Readonly<Record<LookedAt, number>> & { readonly sheets: number };

/** Whether exactly the present numbers were shown and confirmed (docs/design.md 3); 0 needs no confirmation. */
export const confirmsAcceptance = (present: AcceptanceNumbers, confirmed: { readonly [Name in LookedAt]: number | undefined }): boolean =>
  LOOKED_AT.every((name) => confirms(confirmed[name], present[name]));

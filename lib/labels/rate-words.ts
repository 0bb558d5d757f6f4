import type { GuidelineKind } from "@/lib/domain/guideline/edition";

/** 実施率; of a 指針 it is 規定率 and not that of 別紙3-3. */
export const RATE_WORDS = { measures: "実施率", policy: "規定率" } as const satisfies Record<GuidelineKind, string>;

/** What 0.0 means. */
export const ZERO_WORDS = {
  measures: { long: "責務があり、実施がない", short: "責務あり・実施なし" },
  policy: { long: "規定が要り、規定済がない", short: "規定が要り・規定済なし" },
} as const satisfies Record<GuidelineKind, Readonly<Record<"long" | "short", string>>>;

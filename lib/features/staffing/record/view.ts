import type { PlannedView } from "@/lib/features/handover/plans/view";

/** One number of what is missing, with the way to its list. */
export interface StaffingLine {
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

export interface StaffingView {
  readonly lines: readonly StaffingLine[];
  readonly planned: readonly PlannedView[];
  /** By open cycle, the people who got no sheet; the button hands them out. */
  readonly withoutSheet: readonly {
    readonly cycleId: string;
    readonly title: string;
    readonly people: readonly { readonly id: string; readonly href: string; readonly name: string; readonly department: string }[];
    readonly handsOut: boolean;
  }[];
  /** How many more there are than the list shows; null if none. */
  readonly moreText: string | null;
  readonly vacantPosts: readonly string[];
  readonly unanswerable: readonly { readonly text: string; readonly href: string }[];
}

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
  /** By open cycle, the posts whose sheet was not handed out, and where that is done. */
  readonly postsWithoutSheet: readonly { readonly cycleId: string; readonly title: string; readonly posts: readonly string[]; readonly href: string }[];
  /** How many more there are than the list shows; null if none. */
  readonly moreText: string | null;
  readonly vacantPosts: readonly string[];
  /** What becomes of a vacant post's sheets. */
  readonly vacantText: string;
  readonly unanswerable: readonly { readonly text: string; readonly href: string }[];
}

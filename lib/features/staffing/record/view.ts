import type { PlannedView } from "@/lib/features/handover/plans/view";

/** One number of what is missing, with the way to its list. */
export interface StaffingLine {
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

/** What is missing in one open cycle. `whyNot`: why it cannot be handed out; null if it can. */
interface InCycle {
  readonly cycleId: string;
  readonly title: string;
  readonly whyNot: string | null;
}

export interface StaffingView {
  readonly lines: readonly StaffingLine[];
  readonly planned: readonly PlannedView[];
  /** By open cycle, the people who got no sheet; the button hands them out. */
  readonly withoutSheet: readonly (InCycle & {
    readonly people: readonly { readonly id: string; readonly href: string; readonly name: string; readonly department: string }[];
    readonly handsOut: boolean;
  })[];
  /** By open cycle, the posts whose sheet was not handed out, and where that is done; null if the visitor cannot. */
  readonly postsWithoutSheet: readonly (InCycle & { readonly posts: readonly string[]; readonly href: string | null })[];
  /** How many more there are than the list shows. */
  readonly moreTexts: readonly string[];
  readonly vacantPosts: readonly string[];
  /** What becomes of a vacant post's sheets. */
  readonly vacantText: string;
  /** Whether the visitor may appoint somebody. */
  readonly appoints: boolean;
  readonly unanswerable: readonly { readonly text: string; readonly href: string }[];
}

import type { CycleState } from "@/lib/domain/checking/state";
import type { LeftOutView, LinkView, NextStepView, TabView } from "@/lib/features/cycles/record/view";
import type { SubmitView } from "@/lib/features/submissions/record/view";

export interface CycleOverviewView {
  readonly id: string;
  readonly title: string;
  readonly state: CycleState;
  readonly note: string;
  readonly next: NextStepView;
  /** Departments to switch between, for a manager of several. */
  readonly departments: readonly TabView[];
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
  readonly links: readonly LinkView[];
  /** Changes of state that the visitor may make here. */
  readonly may: { readonly review: boolean; readonly approve: boolean; readonly reopen: boolean; readonly restore: boolean };
  /** Why the visitor, who approves as a deputy, does not approve this cycle; null if that is not the reason. */
  readonly approvedByOthers: string | null;
  /** The page to confirm closing answering. */
  readonly reviewHref: string;
  readonly outstandingText: string | null;
  /** The effects of reopening on approval and submissions, and a note if the due date has passed; empty if nothing applies. */
  readonly reopenText: string;
  /** The number of closed surveys that it was submitted to, which reopening confirms. */
  readonly closedSurveys: number;
  /** The number of open ones that close soon, which it confirms too. */
  readonly closingSurveys: number;
  /** Changes while it was open, the latest first. */
  readonly changes: readonly { readonly id: string; readonly text: string }[];
  /** Undecided sheets, if the cycle is to be approved. */
  readonly undecided: readonly { readonly text: string; readonly label: string; readonly href: string }[];
  readonly leftOut: readonly LeftOutView[];
  readonly submissions: SubmitView["sent"];
}

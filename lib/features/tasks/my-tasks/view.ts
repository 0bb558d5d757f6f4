import type { PageHelp } from "@/lib/labels/page-help";

/** Something to do, ready to display. */
export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Empty where no day is set. */
  readonly dueText: string;
  readonly overdue: boolean;
  readonly href: string;
  readonly button: string;
}

export interface PreparationView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly state: "done" | "current" | "ahead";
  readonly href: string;
  readonly button: string;
}

/** Something to read, and what is in it. */
export interface ReadingView {
  readonly label: string;
  readonly text: string;
  readonly href: string;
}

/** The first page of people who have more to do than their own sheets. */
export interface TasksView {
  readonly title: string;
  readonly note: string;
  readonly next: TaskView | null;
  /** Why there is no next step; null if there is one. */
  readonly nothing: string | null;
  readonly others: readonly TaskView[];
  readonly awaited: readonly TaskView[];
  /** What a new operator prepares; null once a round was opened. */
  readonly preparations: readonly PreparationView[] | null;
  /** Whether they are not all done, so that they come before everything else. */
  readonly preparing: boolean;
  /** What the visitor may read of the whole operator; empty if that is not theirs. */
  readonly reading: readonly ReadingView[];
  readonly dates: readonly { readonly dateText: string; readonly label: string }[];
  readonly help: PageHelp;
}

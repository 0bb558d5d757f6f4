import type { SheetState } from "@/lib/domain/checking/state";
import type { DueView } from "@/lib/features/cycles/record/view";
import type { KeyFigureView } from "@/lib/features/results/figures/view";
import type { PageHelp } from "@/lib/labels/page-help";

/** Something to do, ready to display. */
export interface TaskView {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Null where no day is set. */
  readonly due: DueView | null;
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

/** How far a new operator's preparations are, on the pages on which they are made. */
export interface PreparingView {
  readonly text: string;
  readonly href: string;
}

/** Something to read, and what is in it. */
export interface ReadingView {
  readonly label: string;
  readonly text: string;
  readonly href: string;
}

/** The main figures of the newest round that was decided, with the page that has the others. */
export interface FirstFiguresView {
  readonly title: string;
  readonly note: string;
  readonly keyFigures: readonly KeyFigureView[];
  /** How many measures count in which tier; null for a 指針. */
  readonly tiersNote: string | null;
  readonly href: string;
  readonly button: string;
}

/** The sheets of a department in a running round, by state. */
export interface DepartmentSheetsView {
  readonly id: string;
  /** 「運航情報部の点検票　10枚」 */
  readonly title: string;
  readonly note: string;
  readonly rows: readonly { readonly state: SheetState; readonly label: string; readonly sheets: string; readonly href: string }[];
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
  /** Of the departments whose 責任者 the visitor is; empty for those who see the whole operator. */
  readonly departments: readonly DepartmentSheetsView[];
  /** Null where no round is decided, and for those who do not begin with the results. */
  readonly figures: FirstFiguresView | null;
  /** What a new operator prepares; null once a round was opened. */
  readonly preparations: readonly PreparationView[] | null;
  /** Whether they are not all done, so that they come before everything else. */
  readonly preparing: boolean;
  /** What the visitor may read of the whole operator; empty if that is not theirs. */
  readonly reading: readonly ReadingView[];
  readonly dates: readonly { readonly dateText: string; readonly label: string }[];
  readonly help: PageHelp;
}

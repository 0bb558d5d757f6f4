import type { CycleState, ExampleMode, SheetState } from "@/lib/domain/checking/state";
import type { SubmitView } from "@/lib/features/submissions/record/view";

export interface StepView {
  readonly label: string;
  readonly note: string;
  readonly state: "done" | "current" | "ahead";
}

/** What a cycle can ask for. */
export type Asked = "plan" | "handOut" | "chase" | "review" | "close" | "approve" | "submit";

/** The day until which something is due, ready to display. */
export interface DueView {
  readonly text: string;
  readonly overdue: boolean;
}

/** 次にすること: one request and the page for it, or the present state if there is nothing to do. */
export interface NextStepView {
  readonly kind: "request" | "status";
  /** What a request asks for; null where nothing is asked. */
  readonly asks: Asked | null;
  readonly title: string;
  readonly text: string;
  /** Shown beside the headline, which therefore does not say it; null where no day is set. */
  readonly due: DueView | null;
  readonly href: string | null;
  readonly button: string | null;
  /** Suggested reading in the meantime. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
  readonly steps: readonly StepView[];
}

export interface CycleEntryView {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly state: CycleState;
  readonly edition: string;
  readonly periodText: string;
  readonly dueText: string;
}

export interface CycleListView {
  readonly cycles: readonly CycleEntryView[];
  readonly pager: { readonly summary: string; readonly previousHref: string | null; readonly nextHref: string | null };
  /** Null if the visitor has no right to plan. */
  readonly newHref: string | null;
  /** Whether this is the list of cancelled cycles. */
  readonly cancelled: boolean;
  /** The link to the other list. */
  readonly otherHref: string;
}

export interface LinkView {
  readonly label: string;
  readonly text: string;
  readonly href: string;
}

export interface CycleOverviewView {
  readonly id: string;
  readonly title: string;
  readonly state: CycleState;
  readonly note: string;
  readonly next: NextStepView;
  /** Departments to switch between, for a manager of several. */
  readonly departments: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
  readonly links: readonly LinkView[];
  /** Changes of state that the visitor may make here. */
  readonly may: { readonly review: boolean; readonly approve: boolean; readonly reopen: boolean; readonly restore: boolean };
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
  readonly leftOut: readonly { readonly key: string; readonly label: string; readonly place: string; readonly reason: string }[];
  readonly submissions: SubmitView["sent"];
}

export interface MeasureChoiceView {
  readonly id: string;
  readonly label: string;
}

export interface PlanFormView {
  readonly heading: string;
  readonly note: string;
  readonly backHref: string;
  readonly backLabel: string;
  /** Null while the cycle is new. */
  readonly cycleId: string | null;
  readonly editions: readonly { readonly value: string; readonly label: string }[];
  readonly edition: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  readonly examples: ExampleMode;
  readonly all: boolean;
  readonly chosen: readonly string[];
  /** By section; empty while the cycle is new and covers all measures. */
  readonly sections: readonly { readonly label: string; readonly measures: readonly MeasureChoiceView[] }[];
  /** 「対策項目」, or 「項目」 for a 指針. */
  readonly itemWord: string;
  /** The number of 具体例; null if the edition has none. */
  readonly examplesNote: string | null;
  /** A note that another cycle of the edition runs in this period; null if none does. */
  readonly overlapText: string | null;
}

export interface VacancyView {
  readonly key: string;
  readonly place: string;
  readonly cause: string;
  readonly itemsText: string;
  readonly items: readonly MeasureChoiceView[];
  /** Hidden values of the form that leaves them out. */
  readonly role: string;
  readonly departmentId: string;
  readonly systemId: string;
}

export interface HandOutView {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly state: CycleState;
  readonly totalText: string;
  /** The equal cycles that were handed out; null if there is none. */
  readonly overlapText: string | null;
  /** That the period has not begun; null once it has. */
  readonly earlyText: string | null;
  /** The numbers that submitting the form confirms. */
  readonly confirmed: { readonly equalCycles: number; readonly daysEarly: number };
  readonly button: string;
  readonly roles: readonly { readonly role: string; readonly sheets: number; readonly measures: number; readonly examples: number }[];
  readonly vacancies: readonly VacancyView[];
  readonly vacancyText: string | null;
  readonly mayLeaveOut: boolean;
  readonly leftOut: CycleOverviewView["leftOut"];
  readonly peopleHref: string;
  /** Why nothing can be handed out; null if it can. */
  readonly problem: string | null;
  readonly planHref: string;
}

export interface ProgressRowView {
  readonly key: string;
  readonly label: string;
  readonly counts: Readonly<Record<SheetState, number>>;
  readonly handedOut: number;
  readonly counted: number;
  /** `57／65枚` */
  readonly graspText: string;
  readonly rateText: string;
  readonly percent: number;
  /** Sheets that nobody can answer. */
  readonly unanswerable: number;
  /** The sheets of the row, and those of a state. */
  readonly href: string;
  readonly stateHrefs: Readonly<Record<SheetState | "unanswerable", string>>;
}

export interface ProgressSheetView {
  readonly id: string;
  readonly href: string | null;
  /** 担当と取下げ; null if the visitor has no right, or it is too late. */
  readonly assignmentHref: string | null;
  readonly role: string;
  readonly place: string;
  readonly respondents: string;
  readonly unanswerable: boolean;
  readonly state: SheetState;
  readonly answered: number;
  readonly measures: number;
  readonly handedInText: string;
  /** 「長期不在」 beside the state of a withdrawn sheet. */
  readonly becauseText: string | null;
}

export interface ProgressView {
  readonly status: "shown";
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly action: string;
  /** Departments to switch between, for a manager of several. */
  readonly tabs: CycleOverviewView["departments"];
  /** The present one of them, which the filter keeps. */
  readonly department: string | null;
  readonly note: string;
  readonly departments: readonly ProgressRowView[];
  readonly total: ProgressRowView;
  readonly sheets: readonly ProgressSheetView[];
  /** Sheets that nobody can answer, with the way to them; null if there are none. */
  readonly unanswerable: { readonly text: string; readonly href: string } | null;
  /** How many were withdrawn because their person is away for long. */
  readonly absenceText: string | null;
  readonly filters: {
    readonly department: FilterView | null;
    readonly role: FilterView;
    readonly state: FilterView;
  };
  readonly pager: CycleListView["pager"];
  /** The page that withdraws many at once, with the present filter; null if the visitor has no right, or it is too late. */
  readonly withdrawHref: string | null;
  /** Null if the visitor has no right to hand out, or it is too late. */
  readonly laterCycleId: string | null;
}

export interface FilterView {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

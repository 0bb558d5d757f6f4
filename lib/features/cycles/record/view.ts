import type { CycleState, ExampleMode, SheetState } from "@/lib/domain/checking/state";
import type { SubmitView } from "@/lib/features/submissions/record/view";

export interface StepView {
  readonly label: string;
  readonly note: string;
  readonly state: "done" | "current" | "ahead";
}

/** 次にすること: one request, one place to do it; or how things stand where there is nothing to do. */
export interface NextStepView {
  readonly kind: "request" | "standing";
  readonly title: string;
  readonly text: string;
  readonly href: string | null;
  readonly button: string | null;
  /** What is worth reading meanwhile. */
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
  /** Null for who may not plan. */
  readonly newHref: string | null;
  /** The list of cancelled cycles instead. */
  readonly cancelled: boolean;
  /** To the other of the two lists. */
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
  /** Departments to turn to, for who manages several. */
  readonly departments: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly links: readonly LinkView[];
  /** What the visitor may do to the state here. */
  readonly may: { readonly review: boolean; readonly approve: boolean; readonly reopen: boolean; readonly restore: boolean };
  /** Where the answering is ended, after a confirmation. */
  readonly reviewHref: string;
  readonly outstandingText: string | null;
  /** What opening the cycle again does to its approval and to what was submitted, and that its due date has passed; empty where nothing of it applies. */
  readonly reopenText: string;
  /** The number of closed surveys that got the cycle, which is confirmed by opening it again. */
  readonly closedSurveys: number;
  /** What was changed while it was answered, the latest first. */
  readonly changes: readonly { readonly id: string; readonly text: string }[];
  /** Sheets that nobody decided on yet, where the cycle is to be approved. */
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
  /** By section; empty while the cycle is new and all measures are checked. */
  readonly sections: readonly { readonly label: string; readonly measures: readonly MeasureChoiceView[] }[];
  /** 「対策項目」, or of the 指針 「項目」. */
  readonly itemWord: string;
  /** How many 具体例 there are; null where the edition has none. */
  readonly examplesNote: string | null;
  /** That another cycle of the edition runs in this period; null where none does. */
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
  /** That another cycle of the edition runs in this period; null where none does. */
  readonly overlapText: string | null;
  readonly roles: readonly { readonly role: string; readonly sheets: number; readonly measures: number; readonly examples: number }[];
  readonly vacancies: readonly VacancyView[];
  readonly vacancyText: string | null;
  readonly mayLeaveOut: boolean;
  readonly leftOut: CycleOverviewView["leftOut"];
  readonly peopleHref: string;
  /** Why nothing can be handed out; null when it can. */
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
}

export interface ProgressSheetView {
  readonly id: string;
  readonly href: string | null;
  /** 担当と取下げ; null for who may not, or when it is too late. */
  readonly assignmentHref: string | null;
  readonly role: string;
  readonly place: string;
  readonly respondents: string;
  readonly state: SheetState;
  readonly answered: number;
  readonly measures: number;
  readonly handedInText: string;
}

export interface ProgressView {
  readonly status: "shown";
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly action: string;
  /** Departments to turn to, for who manages several. */
  readonly tabs: CycleOverviewView["departments"];
  /** The one shown of them, which a filter keeps. */
  readonly department: string | null;
  readonly note: string;
  readonly departments: readonly ProgressRowView[];
  readonly total: ProgressRowView;
  readonly sheets: readonly ProgressSheetView[];
  readonly filters: {
    readonly department: FilterView | null;
    readonly role: FilterView;
    readonly state: FilterView;
  };
  readonly pager: CycleListView["pager"];
  /** Null for who may not hand out, or when it is too late. */
  readonly laterCycleId: string | null;
}

export interface FilterView {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

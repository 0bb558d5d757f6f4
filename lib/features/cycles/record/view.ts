import type { CycleState, ExampleMode } from "@/lib/domain/checking/state";

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

/** One of several views to switch between. */
export interface TabView {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

/** A measure that is left out of a place, with the reason. */
export interface LeftOutView {
  readonly key: string;
  readonly label: string;
  readonly place: string;
  readonly reason: string;
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
  readonly leftOut: readonly LeftOutView[];
  readonly peopleHref: string;
  /** Why nothing can be handed out; null if it can. */
  readonly problem: string | null;
  readonly planHref: string;
}

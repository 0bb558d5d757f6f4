import type { GuidelineKind, Tier } from "@/lib/domain/guideline/edition";

/** A number, or the reason why there is none. */
export type Figure =
  | { readonly kind: "value"; readonly text: string; readonly percent: number; readonly zero: boolean }
  | { readonly kind: "noDuty" | "notGrasped" | "notAsked" };

/** A rate beside that of the last cycle; `difference` in points, null if one of the two is no number. */
export interface RateView {
  readonly now: Figure;
  readonly last: Figure | null;
  readonly difference: string | null;
}

export interface KeyFigureView {
  readonly name: string;
  readonly figure: Figure;
  readonly last: Figure | null;
  readonly lastText: string | null;
  /** Its n and 把握率, one line each. */
  readonly notes: readonly string[];
  /** What stands behind it; null where the page leads nowhere. */
  readonly href: string | null;
}

export interface AnswerCountsView {
  readonly implemented: number;
  readonly partial: number;
  readonly notImplemented: number;
  readonly notApplicable: number;
  readonly unanswered: number;
}

export interface PhaseView {
  readonly key: string;
  readonly name: string;
  /** 「項目 145件」 */
  readonly itemsText: string;
  readonly items: number;
  readonly rate: RateView;
  readonly attainment: RateView;
  readonly counts: AnswerCountsView;
  readonly totalText: string;
  readonly href: string | null;
}

export interface DefinitionView {
  readonly term: string;
  readonly description: string;
}

/** Main numbers of one tier: each with its n and 把握率. */
export interface NumbersView {
  readonly kind: GuidelineKind;
  readonly rateWord: string;
  readonly keyFigures: readonly KeyFigureView[];
  readonly others: readonly { readonly name: string; readonly note: string; readonly text: string; readonly href: string | null }[];
  readonly phases: readonly PhaseView[];
  readonly definitions: readonly DefinitionView[];
  readonly hasLast: boolean;
}

export interface ScoreRowView {
  readonly key: string;
  readonly code: string;
  readonly label: string;
  /** Items with duty. */
  readonly items: number;
  /** 「57／65枚」; null if the rows share the sheets. */
  readonly sheets: string | null;
  /** The items behind the row, and its sheets where it has its own. */
  readonly href: string | null;
  readonly sheetsHref: string | null;
  readonly rate: RateView;
  readonly attainment: RateView;
}

export interface ScoreTableView {
  readonly caption: string;
  readonly firstColumn: string;
  readonly rateWord: string;
  readonly kind: GuidelineKind;
  readonly groups: readonly { readonly label: string | null; readonly rows: readonly ScoreRowView[] }[];
}

/** Rows × sections; headings and cells lead to what stands behind them. Column groups are the phases; `grasp`: counted ／ handed out, `10/11`. */
export interface HeatView {
  readonly groups: readonly { readonly label: string; readonly columns: readonly { readonly code: string; readonly label: string; readonly href: string }[] }[];
  readonly rows: readonly {
    readonly label: string;
    readonly href: string;
    readonly grasp: string;
    readonly cells: readonly { readonly figure: Figure; readonly href: string }[];
  }[];
}

/** A choice of a filter; its value stands in the address. */
export interface FilterFieldView {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export interface TabView {
  readonly label: string;
  readonly href: string;
  readonly current: boolean;
}

export interface ScoresPageView {
  readonly status: "shown";
  readonly title: string;
  readonly note: string;
  readonly tiers: readonly TabView[];
  readonly groupings: readonly TabView[];
  /** Departments to switch between, for a manager of several. */
  readonly departments: readonly TabView[];
  /** The department, if the page is about one. */
  readonly departmentText: string | null;
  readonly tierNote: string | null;
  readonly tier: Tier;
  readonly numbers: NumbersView;
  readonly table: ScoreTableView;
  readonly heat: HeatView | null;
  readonly backHref: string;
  readonly cycleTitle: string;
}

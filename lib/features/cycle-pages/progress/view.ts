import type { SheetState } from "@/lib/domain/checking/state";
import type { CycleListView, TabView } from "@/lib/features/cycles/record/view";

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
  readonly tabs: readonly TabView[];
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
    /** Null where no sheet has a critical system. */
    readonly system: FilterView | null;
    readonly state: FilterView;
  };
  readonly pager: CycleListView["pager"];
  /** The page that withdraws many at once, with the present filter; null if the visitor has no right, or it is too late. */
  readonly withdrawHref: string | null;
  /** The sheets that are not handed out yet, `button` null if there are none or none can be; null if the visitor has no right to hand out, or it is too late. */
  readonly later: { readonly cycleId: string; readonly text: string; readonly button: string | null } | null;
}

export interface FilterView {
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

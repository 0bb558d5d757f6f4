import type { CycleState } from "@/lib/domain/checking/state";
import type { ProgressRowView } from "@/lib/features/cycle-pages/progress/view";
import type { NextStepView } from "@/lib/features/cycles/record/view";
import type { Figure, NumbersView, ScoreTableView, TabView } from "@/lib/features/results/figures/view";
import type { RuleRowView } from "@/lib/features/results/gap-report/view";
import type { StaffingLine } from "@/lib/features/staffing/record/view";
import type { LateView } from "@/lib/features/submissions/late/texts";

export interface TrendView {
  /** Oldest first; `axis` is the label below a chart, one entry per line. */
  readonly periods: readonly { readonly name: string; readonly axis: readonly string[]; readonly href: string }[];
  readonly series: readonly { readonly name: string; readonly values: readonly Figure[] }[];
}

/** The first page of people who oversee an operator. Parts that the visitor may not see are null. */
export interface DashboardView {
  readonly title: string;
  readonly note: string;
  readonly next: NextStepView;
  /** Closed surveys that wait for a late correction. */
  readonly lates: readonly LateView[];
  /** What is missing among people and posts; empty if nothing is, null for those who do not see to it. */
  readonly staffing: readonly StaffingLine[] | null;
  readonly cycle: { readonly title: string; readonly href: string; readonly state: CycleState } | null;
  /** The cycles to switch between, if there are several. */
  readonly choices: readonly { readonly title: string; readonly href: string; readonly state: CycleState; readonly current: boolean }[];
  /** Departments to switch between, for a manager of several. */
  readonly departments: readonly TabView[];
  readonly tiers: readonly TabView[];
  /** How many measures count in which tier; null where no figures are shown. */
  readonly tiersNote: string | null;
  readonly numbers: NumbersView | null;
  readonly table: ScoreTableView | null;
  readonly scoresHref: string | null;
  readonly trend: TrendView | null;
  readonly rules: readonly RuleRowView[] | null;
  readonly reportHref: string | null;
  readonly progress: { readonly rows: readonly ProgressRowView[]; readonly total: ProgressRowView; readonly href: string } | null;
  readonly cyclesHref: string;
  /** Empty if the visitor may not read them. */
  readonly records: readonly { readonly label: string; readonly href: string; readonly note: string }[];
}

import type { FilterFieldView } from "@/lib/features/results/figures/view";

/** The filter of the report: choices with their number of gaps. */
export interface GapFilterView {
  readonly action: string;
  readonly fields: readonly FilterFieldView[];
  /** 「警備保安部、システム管理者　12件／63件」; null if nothing is filtered. */
  readonly text: string | null;
  readonly clearHref: string;
}

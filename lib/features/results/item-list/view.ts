import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView, FilterFieldView, RateView, TabView } from "@/lib/features/results/figures/view";

export interface ItemRowView {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  /** The page on which the answers of one status are listed; null where the reader does not see those of the place. */
  readonly answersHref: string | null;
  readonly rate: RateView;
  readonly duty: number;
  readonly counts: AnswerCountsView;
}

/** The items behind a figure of a cycle. */
export interface ItemListView {
  readonly status: "shown";
  readonly title: string;
  readonly cycleTitle: string;
  readonly backHref: string;
  readonly note: string;
  readonly kind: GuidelineKind;
  readonly rateWord: string;
  /** Departments to switch between, for a manager of several. */
  readonly departments: readonly TabView[];
  readonly filter: {
    readonly action: string;
    readonly fields: readonly FilterFieldView[];
    readonly kept: readonly { readonly name: string; readonly value: string }[];
  };
  readonly countText: string;
  /** How many measures there are and how many count as such; null for a 指針. */
  readonly tiersNote: string | null;
  /** The sheets behind the figures. */
  readonly sheetsHref: string;
  readonly groups: readonly { readonly label: string; readonly rows: readonly ItemRowView[] }[];
}

import type { SheetState } from "@/lib/domain/checking/state";

/** Several sheets of a cycle before they are withdrawn: those of a filter, with what withdrawing them removes. */
export interface WithdrawingManyView {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly cycleHref: string;
  /** The list with the same filter, where another is chosen. */
  readonly progressHref: string;
  /** 「部署」「総務部」; empty if all sheets are shown. */
  readonly conditions: readonly { readonly label: string; readonly value: string }[];
  readonly sheets: readonly {
    readonly id: string;
    readonly respondents: string;
    readonly role: string;
    readonly place: string;
    readonly state: SheetState;
    readonly answered: string;
    /** Whether it is ticked as one that stays. */
    readonly except: boolean;
    /** Why it cannot be withdrawn with the others; null if it can. */
    readonly obstacle: string | null;
  }[];
  /** The rest of them, if they are too many. */
  readonly moreText: string | null;
  /** What stands in the way and what to do; null if nothing does. */
  readonly hindrance: {
    readonly title: string;
    readonly texts: readonly string[];
    /** The same page with the sheets in the way ticked; null if they are, or if they are all. */
    readonly without: { readonly href: string; readonly label: string } | null;
    readonly cancelHref: string;
  } | null;
  readonly follows: readonly string[];
  /** The numbers that submitting the form confirms, without the sheets that the page has ticked. */
  readonly confirmed: { readonly sheets: number; readonly answers: number; readonly counted: number };
}

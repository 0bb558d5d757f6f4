import type { SheetState } from "@/lib/domain/checking/state";

interface Choice {
  readonly id: "department" | "role" | "state";
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Several sheets of a cycle before they are withdrawn: chosen by a filter, with what withdrawing them removes. */
export interface WithdrawingManyView {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly cycleHref: string;
  readonly progressHref: string;
  readonly action: string;
  readonly filters: readonly Choice[];
  /** Sheets that the filter shows and that were left out one by one. */
  readonly except: readonly string[];
  readonly sheets: readonly {
    readonly id: string;
    readonly respondents: string;
    readonly role: string;
    readonly place: string;
    readonly state: SheetState;
    readonly answered: string;
    /** Why it cannot be withdrawn with the others; null if it can. */
    readonly obstacle: string | null;
  }[];
  /** 「点検票147枚を取り下げます。…」, or that the filter shows none. */
  readonly title: string;
  /** The rest of them, if they are too many. */
  readonly moreText: string | null;
  /** What stands in the way and what to do; empty if nothing does. */
  readonly obstacles: readonly string[];
  /** The same selection without the sheets in the way; null if none is. */
  readonly withoutThem: { readonly href: string; readonly label: string } | null;
  readonly cancelHref: string;
  readonly follows: readonly string[];
  /** The numbers that submitting the form confirms. */
  readonly confirmed: { readonly sheets: number; readonly answers: number; readonly counted: number };
  readonly button: string;
}

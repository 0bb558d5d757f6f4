import type { AnswerStatus, SheetState } from "@/lib/domain/checking/state";
import type { GuidelineKind } from "@/lib/domain/guideline/edition";
import type { AnswerCountsView, FilterFieldView, RateView } from "@/lib/features/results/figures/view";
import type { pagerView } from "@/lib/validation/paging";

/** A place whose sheets are not shown one by one: those of 取扱者, and those that the reader may not see. */
export interface PlaceCountsView {
  readonly key: string;
  readonly department: string;
  readonly who: string;
  readonly counts: readonly { readonly status: AnswerStatus; readonly text: string; readonly href: string | null }[];
}

export interface ItemAnswerView {
  readonly key: string;
  readonly place: string;
  readonly department: string;
  readonly href: string;
  readonly status: AnswerStatus | null;
  /** Whether it is 該当なし without the reason it needs, and so counts as unanswered. */
  readonly lacksReason: boolean;
  readonly previous: AnswerStatus | null;
  /** Null if the answer counts. */
  readonly state: SheetState | null;
  readonly byText: string;
  readonly notes: readonly string[];
  readonly evidence: string | null;
}

/** One item of a cycle, with everything that the reader may see of it. */
export interface ItemPageView {
  readonly status: "shown";
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  readonly kind: GuidelineKind;
  readonly code: string;
  readonly heading: string;
  readonly tierWord: string;
  readonly note: string;
  readonly paragraphs: readonly string[];
  readonly guidelineHref: string;
  readonly figureText: string;
  readonly places: readonly PlaceCountsView[];
  /** Null where all places fit on one page. */
  readonly placesPager: ReturnType<typeof pagerView> | null;
  readonly filter: {
    readonly action: string;
    readonly fields: readonly FilterFieldView[];
    readonly kept: readonly { readonly name: string; readonly value: string }[];
  };
  readonly narrowedText: string | null;
  readonly allHref: string;
  /** Which answers are listed, and how those of 取扱者 are. */
  readonly answersNote: string;
  readonly answers: readonly ItemAnswerView[];
  /** Said where there are none. */
  readonly noAnswers: string;
  readonly pager: ReturnType<typeof pagerView>;
  readonly history: readonly {
    readonly key: string;
    readonly title: string;
    readonly href: string;
    /** Null where the reader does not see the answers of the place. */
    readonly answersHref: string | null;
    readonly sheetsText: string;
    readonly rate: RateView;
    readonly counts: AnswerCountsView;
  }[];
  readonly rateWord: string;
  readonly references: readonly string[];
  readonly referencesTitle: string;
  readonly crosswalk: readonly { readonly key: string; readonly label: string; readonly href: string; readonly note: string }[];
}

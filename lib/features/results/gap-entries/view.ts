import type { AnswerCountsView } from "@/lib/features/results/figures/view";

export interface GapEntryView {
  readonly id: string;
  readonly anchor: string;
  readonly code: string;
  readonly heading: string;
  readonly answer: "notImplemented" | "partial";
  readonly tierWord: string;
  readonly rules: readonly string[];
  readonly paragraphs: readonly string[];
  readonly actors: string;
  readonly answeredBy: string;
  readonly counts: AnswerCountsView;
  /** 「実施割合 75.0%（責務のある 4枚のうち 3枚）」 */
  readonly ratioText: string;
  readonly lastText: string | null;
  /** Who has the gap, a bounded number of places. */
  readonly places: readonly GapPlaceView[];
  /** 「ほか12対象」, with a link to all of them. */
  readonly morePlaces: string | null;
  readonly itemHref: string;
  /** Remarks of places without the gap. */
  readonly remarks: readonly { readonly key: string; readonly by: string; readonly text: string }[];
  readonly closedBy: readonly { readonly id: string; readonly text: string }[];
  /** Numbers of the annex. */
  readonly cites: readonly number[];
  readonly referencesTitle: string;
  /** Whether it takes more than a part of a printed page, so that it may be cut between its rows. */
  readonly long: boolean;
}

/** A place with a gap. */
export interface GapPlaceView {
  readonly key: string;
  readonly department: string;
  /** 「システム管理者　BHS」 */
  readonly who: string;
  /** Answers that are a gap; `text` is 「5人」 where several people answer, else empty. */
  readonly answers: readonly { readonly status: "notImplemented" | "partial"; readonly text: string }[];
  /** The sheet, or the answers of the place; null where the reader may see neither. */
  readonly href: string | null;
  readonly remarks: readonly string[];
  /** 「ほか3件」; null if all are shown. */
  readonly moreRemarks: string | null;
}

import { searchedWords } from "@/lib/domain/shared/text";
import { type PageQuery, pageOf } from "@/lib/validation/paging";
import { asIdentifier, isIdentifier } from "@/lib/validation/plain-text";
import { isStorable } from "@/lib/validation/storable";

/** Operators of a list on one page. */
const ROWS = 50;
const LONGEST_WORDS = 100;

/** A page of the operators that can be called, found by name, and those ticked so far. */
export interface CallingAsked {
  readonly words: string;
  readonly page: PageQuery;
  readonly chosen: readonly string[];
}

/** The name of the ticks in the form that plans a survey, and in the one that adds to it. */
export type TickName = "operatorIds" | "addOperatorIds";

/** What the form says that the page is rendered with; the first page of all without one. */
export function callingAsked(sent: Readonly<Record<string, readonly string[]>> | null, ticks: TickName): CallingAsked {
  const words = searchedWords(sent?.["q"]?.[0] ?? "").slice(0, LONGEST_WORDS);
  return {
    words: isStorable(words) ? words : "",
    page: { ...pageOf(sent?.["find"]?.[0] ?? sent?.["shown"]?.[0]), perPage: ROWS },
    chosen: [...new Set((sent?.[ticks] ?? []).filter(isIdentifier).map(asIdentifier))],
  };
}

import type { Edition, Term } from "@/lib/domain/guideline/edition";
import { oncePer } from "@/lib/domain/shared/memo";
import type { GuideTermView, TextMarkView } from "@/lib/features/sheets/cards/view";
import { targetHref } from "@/lib/labels/guideline-addresses";

/**
 * Definitions and glossary terms of an edition, the longest first, so that the longer of two that overlap is found. A heading
 * of the glossary without a text of its own (「その他」) explains nothing.
 */
const termsOf = oncePer(({ definitions, glossary }: Edition): readonly Term[] =>
  [...definitions, ...glossary].filter(({ term, paragraphs }) => term.length > 1 && paragraphs.length > 0).sort((a, b) => b.term.length - a.term.length),
);

/** 「個人情報データベース」 is another word than 「データベース」; what only points or counts, 「当該」「各種」, makes none. */
const INSIDE_A_WORD = /[\p{Script=Han}\p{Script=Katakana}ー]$/u;
const POINTING = /(?:当該|各種|各|全)$/u;

/** Where the word first stands in the text by itself; -1 where it does not. */
function placeOf(word: string, text: string): number {
  let at = text.indexOf(word);
  while (at >= 0) {
    const before = text.slice(0, at);
    if (!INSIDE_A_WORD.test(before) || POINTING.test(before)) return at;
    at = text.indexOf(word, at + 1);
  }
  return at;
}

interface FoundTerm {
  readonly from: number;
  readonly to: number;
  readonly term: Term;
}

function foundTerms(content: Edition, text: string): FoundTerm[] {
  const taken: FoundTerm[] = [];
  for (const term of termsOf(content)) {
    const from = placeOf(term.term, text);
    const to = from + term.term.length;
    if (from >= 0 && !taken.some((one) => from < one.to && to > one.from)) taken.push({ from, to, term });
  }
  return taken.sort((a, b) => a.from - b.from);
}

/** Terms that the text names, in order of appearance; a term inside a longer one is not counted. */
export const termsIn = (content: Edition, text: string): Term[] => foundTerms(content, text).map(({ term }) => term);

/** Where the words of a text lead: its printed references to the reader, its terms to the guide on the same page. */
export function marksIn(content: Edition, ownerIds: readonly string[], text: string): TextMarkView[] {
  const references = content.links
    .filter((link) => ownerIds.includes(link.from) && text.includes(link.text))
    .map(
      (link): TextMarkView => ({
        text: link.text,
        href: targetHref(link.target),
        kind: "reference",
      }),
    );
  // A mark is found again by its words, so words that stand inside another word before would mark that one.
  const terms = foundTerms(content, text)
    .filter(({ from, term }) => text.indexOf(term.term) === from)
    .map(({ term }): TextMarkView => ({ text: term.term, href: `#term-${term.id}`, kind: "term" }));
  const at = (mark: TextMarkView): number => text.indexOf(mark.text);
  const overlaps = (one: TextMarkView, other: TextMarkView): boolean => at(one) < at(other) + other.text.length && at(other) < at(one) + one.text.length;
  return [...references, ...terms.filter((term) => !references.some((reference) => overlaps(term, reference)))].sort((a, b) => at(a) - at(b));
}

export const termView = (term: Term): GuideTermView => ({
  id: term.id,
  term: term.term,
  code: term.code,
  text: term.paragraphs.map(({ text }) => text).join("\n"),
});

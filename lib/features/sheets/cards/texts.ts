import type { Edition, Term } from "@/lib/domain/guideline/edition";
import { oncePer } from "@/lib/domain/shared/memo";
import type { GuideTermView, TextMarkView } from "@/lib/features/sheets/cards/view";
import { targetHref } from "@/lib/labels/guideline-addresses";

/**
 * Definitions and glossary terms of an edition, longest first, so that the longer of two overlapping terms is found. A
 * glossary heading without its own text (「その他」) is left out, because it explains nothing.
 */
const termsOf = oncePer(({ definitions, glossary }: Edition): readonly Term[] =>
  [...definitions, ...glossary].filter(({ term, paragraphs }) => term.length > 1 && paragraphs.length > 0).sort((a, b) => b.term.length - a.term.length),
);

/** 「個人情報データベース」 is another word than 「データベース」; pointing and counting prefixes such as 「当該」「各種」 make no new word. */
const INSIDE_A_WORD = /[\p{Script=Han}\p{Script=Katakana}ー]$/u;
const POINTING = /(?:当該|各種|各|全)$/u;

/** The first position of the word by itself in the text; -1 if there is none. */
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
  const terms: FoundTerm[] = [];
  for (const term of termsOf(content)) {
    const from = placeOf(term.term, text);
    const to = from + term.term.length;
    if (from >= 0 && !terms.some((one) => from < one.to && to > one.from)) terms.push({ from, to, term });
  }
  return terms.sort((a, b) => a.from - b.from);
}

/** Terms in the text, in order of appearance, without terms inside longer ones. */
export const termsIn = (content: Edition, text: string): Term[] => foundTerms(content, text).map(({ term }) => term);

/** The links of a text: its printed references lead to the reader, its terms to the guide on the same page. */
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
  // A mark is found by its words, so a term that occurs earlier inside another word would mark that one.
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

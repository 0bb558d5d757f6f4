import type { Edition, Term } from "@/lib/domain/guideline/edition";
import type { GuideTermView, TextMarkView } from "@/lib/features/checklist/view";
import { targetHref } from "@/lib/features/guidelines/addresses";

const edition = new WeakMap<Edition, readonly Term[]>();

/** Definitions and glossary terms of an edition, the longest first, so that the longer of two that overlap is found. */
function termsOf(content: Edition): readonly Term[] {
  const known = edition.get(content);
  if (known) return known;
  const terms = [...content.definitions, ...content.glossary].filter(({ term }) => term.length > 1).sort((a, b) => b.term.length - a.term.length);
  edition.set(content, terms);
  return terms;
}

/** Terms that the text names, in order of appearance; a term inside a longer one is not counted. */
export function termsIn(content: Edition, text: string): Term[] {
  const taken: { from: number; to: number; term: Term }[] = [];
  for (const term of termsOf(content)) {
    const from = text.indexOf(term.term);
    if (from < 0 || taken.some((one) => from < one.to && from + term.term.length > one.from)) continue;
    taken.push({ from, to: from + term.term.length, term });
  }
  return taken.sort((a, b) => a.from - b.from).map(({ term }) => term);
}

/** Where the words of a text lead: its printed references to the reader, its terms to the guide on the same page. */
export function marksIn(content: Edition, ownerIds: readonly string[], text: string): TextMarkView[] {
  const references = content.links
    .filter((link) => ownerIds.includes(link.from) && text.includes(link.text))
    .map((link): TextMarkView => ({
      text: link.text,
      href: targetHref(link.target),
      kind: "reference",
    }));
  const terms = termsIn(content, text).map((term): TextMarkView => ({ text: term.term, href: `#term-${term.id}`, kind: "term" }));
  const at = (mark: TextMarkView): number => text.indexOf(mark.text);
  const overlaps = (one: TextMarkView, other: TextMarkView): boolean =>
    at(one) < at(other) + other.text.length && at(other) < at(one) + one.text.length;
  return [...references, ...terms.filter((term) => !references.some((reference) => overlaps(term, reference)))].sort((a, b) => at(a) - at(b));
}

export const termView = (term: Term): GuideTermView => ({
  id: term.id,
  term: term.term,
  code: term.code,
  text: term.paragraphs.map(({ text }) => text).join("\n"),
});

import { spanOf } from "@/lib/content/line-ranges";
import type { Edition, Item, LineRange, Paragraph, Term } from "@/lib/domain/guideline/edition";

/** A part of a published edition, split into what is fixed and what an errata revision may change (docs/design.md 2). */
export interface PublishedEntry {
  /** Unique in the edition, and the same in every revision. */
  readonly name: string;
  /** Whether the entry is permanent; only links and notes may appear and disappear. */
  readonly member: boolean;
  /** Ids, numbers, tier, actors, phase, parents, which never change. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Changes only with a reason on these lines of the source. */
  readonly printed: unknown;
  readonly lines: LineRange;
}

const NOTHING = {} as const;
const printedOf = (paragraphs: readonly Paragraph[]) => paragraphs.map(({ text, list, lines }) => [text, list, lines]);
const span = (lines: LineRange, paragraphs: readonly Paragraph[]): LineRange => spanOf([lines, ...paragraphs.map((paragraph) => paragraph.lines)]);
const member = (name: string, fixed: PublishedEntry["fixed"], printed: unknown, lines: LineRange): PublishedEntry => ({
  name,
  member: true,
  fixed,
  printed,
  lines,
});

/** The whole content of an edition except its head and its crosswalks, in printed order. */
export function publishedEntries(edition: Edition): PublishedEntry[] {
  return [
    ...edition.sections.map(({ id, code, printedCode, parent, phase, phaseEditorial, situation, heading, guidance, lines }) => {
      const paragraphs = guidance.flatMap((part) => part.paragraphs);
      const printed = [heading, lines, guidance.map((part) => [part.kind, printedOf(part.paragraphs)])];
      return member(id, { code, printedCode, parent, phase, phaseEditorial, situation }, printed, span(lines, paragraphs));
    }),
    ...itemEntries(edition.items),
    ...edition.roles.map(({ id, code, heading, paragraphs, lines }) => member(id, { code }, [heading, lines, printedOf(paragraphs)], span(lines, paragraphs))),
    ...edition.readings.map(({ actor, answeredBy }) => member(`読替え ${actor}`, { answeredBy }, NOTHING, { from: 0, to: 0 })),
    ...[...edition.definitions, ...edition.glossary].map(termEntry),
    ...apparatusEntries(edition),
  ];
}

function itemEntries(items: readonly Item[]): PublishedEntry[] {
  const measures = new Map(items.map((item) => [item.id, item]));
  return items.flatMap((item) => {
    const { id, kind, tier, phase, situation, section, code, parent, illustrates, actors, answeredBy, paragraphs, heading, lines } = item;
    const paragraphActors = paragraphs.map((paragraph) => paragraph.actors);
    const fixed = { kind, tier, phase, situation, section, code, parent, illustrates, actors, answeredBy, paragraphActors };
    const entry = member(id, fixed, [heading, item.text, lines, printedOf(paragraphs)], lines);
    if (illustrates === null) return [entry];
    // The lead and the group heading of an example are printed between its measure and the example.
    const between = spanOf([lines, measures.get(illustrates)?.lines ?? lines]);
    return [entry, member(`${id} の前書きと小見出し`, NOTHING, [item.lead, item.group], between)];
  });
}

const termEntry = ({ id, code, parent, term, paragraphs, lines }: Term): PublishedEntry =>
  member(id, { code, parent }, [term, lines, printedOf(paragraphs)], span(lines, paragraphs));

function apparatusEntries(edition: Edition): PublishedEntry[] {
  const { references, referencesIntroduction, links, footnotes, corrections } = edition;
  const places = placesOf(edition);
  return [
    ...referencesIntroduction.map(({ text, lines }, index) => member(`参考文献の前文 ${index + 1}`, NOTHING, [text, lines], lines)),
    ...references.map(({ section, continuation, printed, citedFrom, documents, lines }, index) =>
      member(`参考文献の表の ${index + 1}行目`, { section, continuation }, [printed, citedFrom, documents, lines], lines),
    ),
    ...footnotes.map(({ id, mark, text, markLine, lines }) => member(id, { mark }, [text, markLine, lines], spanOf([lines, { from: markLine, to: markLine }]))),
    ...links.map(
      ({ from, text, target }): PublishedEntry => ({
        ...{ name: `リンク ${from}「${text}」`, member: false, fixed: NOTHING, printed: target },
        lines: places.get(from) ?? { from: 0, to: 0 },
      }),
    ),
    ...corrections.map(
      ({ line, kind, found, corrected, reason }): PublishedEntry => ({
        ...{ name: `正誤 ${line}行「${found}」`, member: false, fixed: NOTHING, printed: [kind, corrected, reason] },
        lines: { from: line, to: line },
      }),
    ),
  ];
}

/** Lines of every entry that a link may start from. */
function placesOf({ sections, items, roles, definitions, glossary }: Edition): ReadonlyMap<string, LineRange> {
  return new Map([
    ...sections.map(({ id, lines, guidance }): [string, LineRange] => [
      id,
      span(
        lines,
        guidance.flatMap(({ paragraphs }) => paragraphs),
      ),
    ]),
    ...items.map(({ id, lines }): [string, LineRange] => [id, lines]),
    ...[...roles, ...definitions, ...glossary].map(({ id, lines, paragraphs }): [string, LineRange] => [id, span(lines, paragraphs)]),
  ]);
}

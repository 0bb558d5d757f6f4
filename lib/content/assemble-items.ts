import { spanOf } from "@/lib/content/line-ranges";
import type { ChildExampleEntry, DutyParagraphEntry, ExampleSetEntry, MeasureEntry, SectionEntry } from "@/lib/content/schema";
import type { ActorReading, AnsweringRole, Item, Paragraph, Section } from "@/lib/domain/guideline/edition";

type Unordered = Omit<Item, "order">;
type Inherited = Pick<Item, "actors" | "answeredBy">;

/** 対策項目 and 具体例 of an edition in printed order. The files must have passed `verify.ts`. */
export function assembleItems(sections: readonly { readonly section: Section; readonly entry: SectionEntry }[], readings: readonly ActorReading[]): Item[] {
  const roleOf = new Map(readings.map(({ actor, answeredBy }) => [actor, answeredBy]));
  const rolesOf = (actors: readonly string[]): AnsweringRole[] => unique(actors.flatMap((actor) => roleOf.get(actor) ?? []));
  const items = sections.flatMap(({ section, entry }) => entry.measures.flatMap((measure) => measureItems(section, measure, rolesOf)));
  // The sort is stable: entries that begin on the same line keep the order of the files.
  return items.sort((one, other) => one.lines.from - other.lines.from).map((item, order): Item => ({ ...item, order }));
}

function measureItems(section: Section, entry: MeasureEntry, rolesOf: (actors: readonly string[]) => AnsweringRole[]): Unordered[] {
  const paragraphs = entry.paragraphs.map(dutyParagraph);
  const actors = unique(paragraphs.flatMap((paragraph) => paragraph.actors));
  const measure: Unordered = {
    id: `${section.id}:${entry.id}`,
    kind: "measure",
    tier: entry.tier,
    phase: section.phase,
    situation: section.situation,
    section: section.id,
    code: entry.code,
    heading: entry.heading,
    parent: null,
    illustrates: null,
    group: null,
    lead: null,
    paragraphs,
    text: paragraphs.map(({ text }) => text).join("\n"),
    actors,
    answeredBy: actors.length > 0 ? rolesOf(actors) : (entry.answeredBy ?? []),
    lines: spanOf([...(entry.headingLines ?? []), ...paragraphs.map(({ lines }) => lines)]),
  };

  const exampleItem = (set: ExampleSetEntry, example: ChildExampleEntry, above: Unordered | null): Unordered => {
    const inherited = above ?? { actors: [], answeredBy: measure.answeredBy };
    const { actors, answeredBy } = obligedBy(example.actors, inherited, rolesOf);
    const lines = spanOf(example.lines);
    return {
      ...measure,
      id: `${measure.id}:${example.id}`,
      kind: "example",
      // 具体例 are never required (docs/design.md 2).
      tier: "reference",
      code: example.code,
      heading: "",
      parent: above?.id ?? null,
      illustrates: measure.id,
      group: set.group === undefined ? null : [set.group.code, set.group.heading].filter((part) => part !== "").join(" "),
      lead: set.lead?.text ?? null,
      paragraphs: [{ text: example.text, lines, actors, list: above !== null }],
      text: example.text,
      actors,
      answeredBy,
      lines,
    };
  };
  const examples = entry.exampleSets.flatMap((set) =>
    set.examples.flatMap((example) => {
      const above = exampleItem(set, example, null);
      return [above, ...example.children.map((child) => exampleItem(set, child, above))];
    }),
  );
  return [measure, ...examples];
}

/** A sub-bullet completes the sentence above it, so that sentence's actor carries over; otherwise the measure's roles answer. */
function obligedBy(printed: readonly string[], inherited: Inherited, rolesOf: (actors: readonly string[]) => AnsweringRole[]): Inherited {
  return printed.length > 0 ? { actors: unique(printed), answeredBy: rolesOf(printed) } : inherited;
}

function dutyParagraph({ text, lines, actors, list }: DutyParagraphEntry): Paragraph {
  return { text, lines: spanOf(lines), actors, list };
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

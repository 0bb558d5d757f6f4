import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import type { Located } from "@/lib/content/locate-entries";
import { locateSections } from "@/lib/content/locate-entries";
import type { MeasureEntry, SectionEntry } from "@/lib/content/schema";
import type { LineRange } from "@/lib/domain/guideline/edition";

type Report = (path: FieldPath, message: string) => Finding;

/** An entry of a list, and a way to report findings on its fields. */
interface Placed {
  /** Ends in the entry's number in its list; absent for ids without numbers. */
  readonly id?: string;
  readonly lines: readonly LineRange[];
  readonly at: Report;
}

/** Checks that the entries of a list are in printed order: lines and numbers ascend together, so that no id gets the neighbour's text. */
export function verifyOrder(files: EditionFiles): Finding[] {
  const { roles, definitions, glossary, references, footnotes } = files;
  const sections = locateSections(files);
  return [
    ...rising(sections.map(({ entry: { lines }, at }) => ({ lines, at }))),
    ...sections.flatMap(inSection),
    ...rising(listed(roles.value.roles, roles.findingAt, ["roles"])),
    ...(definitions === null ? [] : rising(listed(definitions.value.definitions, definitions.findingAt, ["definitions"]))),
    ...(glossary === null ? [] : rising(listed(glossary.value.glossary, glossary.findingAt, ["glossary"]))),
    ...(references === null ? [] : rising(listed(references.value.rows, references.findingAt, ["rows"]))),
    ...(footnotes === null ? [] : rising(listed(footnotes.value.footnotes, footnotes.findingAt, ["footnotes"]))),
  ];
}

function inSection({ entry, at }: Located<SectionEntry>): Finding[] {
  const measures = entry.measures.map((measure, index) => ({ measure, at: below(at, ["measures", index]) }));
  return [
    ...rising(measures.map(({ measure, at: ofMeasure }) => ({ id: measure.id, lines: linesOf(measure), at: ofMeasure }))),
    ...entry.guidance.flatMap(({ paragraphs }, part) => rising(listed(paragraphs, at, ["guidance", part, "paragraphs"]))),
    ...measures.flatMap(({ measure, at: ofMeasure }) => inMeasure(measure, ofMeasure)),
  ];
}

const linesOf = ({ headingLines = [], paragraphs }: MeasureEntry): LineRange[] => [...headingLines, ...paragraphs.flatMap(({ lines }) => lines)];

function inMeasure({ paragraphs, exampleSets }: MeasureEntry, at: Report): Finding[] {
  const examples = exampleSets.flatMap((set, setIndex) =>
    set.examples.map(({ id, lines, children }, index) => ({ id, lines, children, at: below(at, ["exampleSets", setIndex, "examples", index]) })),
  );
  return [
    ...rising(listed(paragraphs, at, ["paragraphs"])),
    ...rising(examples),
    ...examples.flatMap(({ children, at: ofExample }) =>
      rising(children.map(({ id, lines }, index) => ({ id, lines, at: below(ofExample, ["children", index]) }))),
    ),
  ];
}

const below =
  (at: Report, steps: FieldPath): Report =>
  (path, message) =>
    at([...steps, ...path], message);

/** Entries without numbered ids. */
const listed = (entries: readonly { readonly lines: readonly LineRange[] }[], at: Report, list: FieldPath): Placed[] =>
  entries.map(({ lines }, index) => ({ lines, at: below(at, [...list, index]) }));

function rising(entries: readonly Placed[]): Finding[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    if (before === undefined) return [];
    const [line, lineBefore] = [firstLine(entry), firstLine(before)];
    const counts = entry.id === undefined || before.id === undefined || numberOf(before.id) < numberOf(entry.id);
    return [
      ...(counts ? [] : [entry.at(["id"], `id は前の「${before.id ?? ""}」より大きい番号にしてください`)]),
      ...(lineBefore <= line ? [] : [entry.at(["lines"], `原文の ${line} 行は、前に書かれた項目の ${lineBefore} 行より前です。印刷された順に書いてください`)]),
    ];
  });
}

const firstLine = ({ lines }: Placed): number => Math.min(...lines.map(({ from }) => from));

/** The last number of `3`, `e3` and `e1.3`. */
const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 0);

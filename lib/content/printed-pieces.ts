import type { EditionFiles } from "@/lib/content/edition-files";
import type { FieldPath, Finding } from "@/lib/content/finding";
import type { ChildExampleEntry, MeasureEntry, ParagraphEntry, SectionEntry } from "@/lib/content/schema";
import type { LineRange } from "@/lib/domain/guideline/edition";

/** Text that must be in the source, and its place in the content. */
export interface PrintedPiece {
  /** Alternative printed forms: of Ⅱ.6(1)ア(イ) only the last part is printed, (イ). */
  readonly texts: readonly string[];
  readonly lines: readonly LineRange[];
  readonly findingAt: (message: string) => Finding;
}

type Piece = readonly [path: FieldPath, lines: readonly LineRange[], ...texts: string[]];

/** Every printed text of an edition, for both directions of the check against the source. */
export function printedPiecesOf(files: EditionFiles): PrintedPiece[] {
  const sections = files.sections.flatMap((file) =>
    placed(
      file.findingAt,
      file.value.sections.flatMap((section, index): Piece[] => {
        const path = ["sections", index];
        return [
          heading([...path, "heading"], section.lines, section.printedCode, section.heading),
          ...section.guidance.flatMap((part, at) => paragraphs([...path, "guidance", at], part.paragraphs)),
          ...section.measures.flatMap((measure, at) => measurePieces([...path, "measures", at], measure, section)),
        ];
      }),
    ),
  );
  const { roles, definitions, glossary, footnotes, references } = files;
  return [
    ...sections,
    ...placed(
      roles.findingAt,
      titled(
        "roles",
        roles.value.roles.map((role) => ({ ...role, term: role.heading })),
      ),
    ),
    ...(definitions === null ? [] : placed(definitions.findingAt, titled("definitions", definitions.value.definitions))),
    ...(glossary === null ? [] : placed(glossary.findingAt, titled("glossary", glossary.value.glossary))),
    ...(footnotes === null
      ? []
      : placed(
          footnotes.findingAt,
          footnotes.value.footnotes.map(({ lines, text }, at): Piece => [["footnotes", at, "text"], lines, text]),
        )),
    ...(references === null
      ? []
      : placed(references.findingAt, [
          ...paragraphs(["introduction"], references.value.introduction, []),
          ...references.value.rows.flatMap((row, at): Piece[] => [
            [["rows", at, "printed"], row.lines, row.printed],
            [["rows", at, "citedFrom"], row.lines, row.citedFrom],
            ...row.documents.map((text, item): Piece => [["rows", at, "documents", item], row.lines, text]),
          ]),
        ])),
  ];
}

function placed(findingAt: (path: FieldPath, message: string) => Finding, pieces: readonly Piece[]): PrintedPiece[] {
  return pieces.filter(([, , text]) => text !== "").map(([path, lines, ...texts]) => ({ texts, lines, findingAt: (message) => findingAt(path, message) }));
}

function heading(path: FieldPath, lines: readonly LineRange[], code: string, text: string): Piece {
  const lastPart = /(\([^()]*\)|[ア-ン])$/.exec(code)?.[0] ?? code;
  return [path, lines, code + text, lastPart + text];
}

function paragraphs(path: FieldPath, entries: readonly ParagraphEntry[], key: FieldPath = ["paragraphs"]): Piece[] {
  return entries.map(({ lines, text }, at): Piece => [[...path, ...key, at, "text"], lines, text]);
}

interface TitledEntry {
  readonly code: string;
  readonly term: string;
  readonly lines: readonly LineRange[];
  readonly paragraphs: readonly ParagraphEntry[];
}

function titled(key: string, entries: readonly TitledEntry[]): Piece[] {
  return entries.flatMap((entry, at) => [heading([key, at], entry.lines, entry.code, entry.term), ...paragraphs([key, at], entry.paragraphs)]);
}

function measurePieces(path: FieldPath, measure: MeasureEntry, section: SectionEntry): Piece[] {
  return [
    ...(measure.headingLines === undefined || isHeadingOf(measure, section)
      ? []
      : [heading([...path, "headingLines"], measure.headingLines, measure.code, measure.heading)]),
    ...paragraphs(path, measure.paragraphs),
    ...measure.exampleSets.flatMap(({ lead, group, examples }, set): Piece[] => {
      const setPath = [...path, "exampleSets", set];
      return [
        ...(lead === undefined || sameText(lead, measure.exampleSets[set - 1]?.lead)
          ? []
          : [[[...setPath, "lead", "text"], lead.lines, lead.text] satisfies Piece]),
        ...(group === undefined ? [] : [heading([...setPath, "group"], group.lines, group.code, group.heading)]),
        ...examples.flatMap((example, at) => [
          examplePiece([...setPath, "examples", at], example),
          ...example.children.map((child, index) => examplePiece([...setPath, "examples", at, "children", index], child)),
        ]),
      ];
    }),
  ];
}

const examplePiece = (path: FieldPath, { lines, code, text }: ChildExampleEntry): Piece => [[...path, "text"], lines, code + text];

/** A section whose only item is the section itself, Ⅱ.6(2)オ, has one printed heading for both. */
const isHeadingOf = ({ code, heading: text, headingLines }: MeasureEntry, section: SectionEntry): boolean =>
  code === section.code && text === section.heading && headingLines?.[0]?.from === section.lines[0]?.from;

type PrintedText = Pick<ParagraphEntry, "lines" | "text">;

/** The lead of several groups is printed once, above the first. */
const sameText = ({ lines, text }: PrintedText, other: PrintedText | undefined): boolean => text === other?.text && lines[0]?.from === other.lines[0]?.from;

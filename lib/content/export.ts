import { formatLineRange } from "@/lib/content/line-ranges";
import type { Correction, Crosswalk, CrosswalkEntry, Edition, Guidance, Item, LineRange, Paragraph, Phase, Situation } from "@/lib/domain/guideline/edition";

interface Source {
  /** Path from the root of the repository. */
  readonly file: string;
  /** `416` or `416-420`. */
  readonly lines: string;
}

interface ExportedTerm {
  readonly id: string;
  readonly code: string;
  readonly parent: string | null;
  readonly term: string;
  readonly text: string;
  readonly source: Source;
}

/** The output of `portal content export EDITION` (docs/design.md 10). */
export interface EditionExport {
  readonly edition: string;
  readonly sections: readonly {
    readonly id: string;
    readonly code: string;
    readonly heading: string;
    readonly parent: string | null;
    readonly phase: Phase;
    readonly phaseEditorial: boolean;
    readonly situation: Situation | null;
    readonly guidance: readonly { readonly kind: Guidance["kind"]; readonly text: string }[];
    readonly source: Source;
  }[];
  readonly items: readonly (Pick<
    Item,
    | "id"
    | "code"
    | "kind"
    | "tier"
    | "phase"
    | "situation"
    | "section"
    | "parent"
    | "illustrates"
    | "group"
    | "lead"
    | "heading"
    | "text"
    | "actors"
    | "answeredBy"
  > & { readonly source: Source })[];
  readonly references: readonly {
    readonly printed: string;
    readonly section: string;
    readonly citedFrom: string;
    readonly documents: readonly string[];
    readonly continuation: boolean;
    readonly source: Source;
  }[];
  readonly glossary: readonly ExportedTerm[];
  readonly definitions: readonly ExportedTerm[];
  readonly roles: readonly {
    readonly id: string;
    readonly code: string;
    readonly heading: string;
    readonly text: string;
    readonly source: Source;
  }[];
  /** One entry per item of the 指針; `sections` are full ids of the edition `to`. */
  readonly crosswalk: readonly (Pick<Crosswalk, "from" | "to"> & CrosswalkEntry)[];
  /** Sections of the edition `to` with measures that no item of the 指針 asks for. */
  readonly beyond: readonly { readonly from: string; readonly to: string; readonly section: string; readonly reason: string }[];
  readonly corrections: readonly Correction[];
  readonly footnotes: readonly {
    readonly id: string;
    readonly mark: number;
    readonly text: string;
    /** The line of the mark in the source text. */
    readonly markLine: number;
    readonly source: Source;
  }[];
}

/** The edition as plain JSON. `section` is the printed number everywhere; every entry has its place in the source. */
export function exportEdition(edition: Edition): EditionExport {
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  const source = (lines: LineRange): Source => ({ file: edition.source.file, lines: formatLineRange(lines) });
  const term = ({ id, code, parent, term: word, paragraphs, lines }: Edition["glossary"][number]): ExportedTerm => ({
    id,
    code,
    parent,
    term: word,
    text: textOf(paragraphs),
    source: source(lines),
  });
  return {
    edition: edition.id,
    sections: edition.sections.map((section) => ({
      id: section.id,
      code: section.code,
      heading: section.heading,
      parent: section.parent,
      phase: section.phase,
      phaseEditorial: section.phaseEditorial,
      situation: section.situation,
      guidance: section.guidance.map(({ kind, paragraphs }) => ({ kind, text: textOf(paragraphs) })),
      source: source(section.lines),
    })),
    items: edition.items.map((item) => ({
      id: item.id,
      code: item.code,
      kind: item.kind,
      tier: item.tier,
      phase: item.phase,
      situation: item.situation,
      section: codes.get(item.section) ?? item.section,
      parent: item.parent,
      illustrates: item.illustrates,
      group: item.group,
      lead: item.lead,
      heading: item.heading,
      text: item.text,
      actors: item.actors,
      answeredBy: item.answeredBy,
      source: source(item.lines),
    })),
    references: edition.references.map(({ lines, section, ...row }) => ({
      ...row,
      section: codes.get(section) ?? section,
      source: source(lines),
    })),
    glossary: edition.glossary.map(term),
    definitions: edition.definitions.map(term),
    roles: edition.roles.map(({ paragraphs, lines, ...duty }) => ({
      ...duty,
      text: textOf(paragraphs),
      source: source(lines),
    })),
    crosswalk: edition.crosswalks.flatMap(({ from, to, entries }) => entries.map((entry) => ({ from, to, ...entry }))),
    beyond: edition.crosswalks.flatMap(({ from, to, beyond }) => beyond.map((entry) => ({ from, to, ...entry }))),
    corrections: edition.corrections,
    footnotes: edition.footnotes.map(({ id, mark, text, markLine, lines }) => ({ id, mark, text, markLine, source: source(lines) })),
  };
}

const textOf = (paragraphs: readonly Paragraph[]) => paragraphs.map(({ text }) => text).join("\n");

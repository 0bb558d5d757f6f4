import { assembleItems } from "@/lib/content/assemble-items";
import type { ContentFiles } from "@/lib/content/content-files";
import type { EditionFiles } from "@/lib/content/edition-files";
import { spanOf } from "@/lib/content/line-ranges";
import type { CorrectionEntry, CrosswalkFileValue, ParagraphEntry, SectionEntry } from "@/lib/content/schema";
import type { Correction, Crosswalk, Edition, Paragraph, RoleDuty, Section, Term } from "@/lib/domain/guideline/edition";

/** The domain editions of files that have passed `verify.ts`. Every id becomes a full one, `kuko-2:…`. */
export function assembleEditions({ editions, crosswalks }: ContentFiles): Edition[] {
  const assembled = crosswalks.map(({ value }) => assembleCrosswalk(value));
  return editions.map((files) =>
    assembleEdition(
      files,
      assembled.filter(({ from, to }) => [from, to].includes(files.guideline.value.id)),
    ),
  );
}

function assembleEdition(files: EditionFiles, crosswalks: readonly Crosswalk[]): Edition {
  const guideline = files.guideline.value;
  const fullId = (id: string) => `${guideline.id}:${id}`;
  const sections = files.sections
    .flatMap((file) => file.value.sections)
    .map((entry) => ({ entry, section: assembleSection(entry, fullId) }))
    .sort((one, other) => one.section.lines.from - other.section.lines.from);
  const term = (entry: TermEntry): Term => ({
    id: fullId(entry.id),
    code: entry.code,
    parent: entry.parent === null ? null : fullId(entry.parent),
    term: entry.term,
    paragraphs: entry.paragraphs.map(paragraph),
    lines: spanOf(entry.lines),
  });
  return {
    id: guideline.id,
    guideline: guideline.guideline,
    kind: guideline.kind,
    title: guideline.title,
    editionLabel: guideline.editionLabel,
    publisher: guideline.publisher,
    publishedOn: guideline.publishedOn,
    old: guideline.old,
    revision: guideline.revision,
    note: guideline.note ?? null,
    source: { file: `${files.folder}/${guideline.source.file}`, sha256: guideline.source.sha256 },
    sections: sections.map(({ section }) => section),
    items: assembleItems(sections, files.roles.value.readings),
    roles: files.roles.value.roles.map(
      (role): RoleDuty => ({
        ...role,
        id: fullId(role.id),
        lines: spanOf(role.lines),
        paragraphs: role.paragraphs.map(paragraph),
      }),
    ),
    readings: files.roles.value.readings,
    definitions: (files.definitions?.value.definitions ?? []).map((entry) => term({ ...entry, parent: null })),
    glossary: (files.glossary?.value.glossary ?? []).map(term),
    referencesIntroduction: (files.references?.value.introduction ?? []).map(paragraph),
    references: (files.references?.value.rows ?? []).map((row) => ({
      ...row,
      section: fullId(row.section),
      lines: spanOf(row.lines),
    })),
    links: (files.links?.value.links ?? []).map(({ from, text, target }) => ({
      from,
      text,
      target: { kind: target.kind, id: target.id === null ? guideline.id : fullId(target.id) },
    })),
    footnotes: (files.footnotes?.value.footnotes ?? []).map((footnote) => ({
      ...footnote,
      id: fullId(footnote.id),
      lines: spanOf(footnote.lines),
    })),
    corrections: (files.corrections?.value.corrections ?? []).map(correction),
    crosswalks,
  };
}

interface TermEntry {
  readonly id: string;
  readonly code: string;
  readonly parent: string | null;
  readonly term: string;
  readonly paragraphs: readonly ParagraphEntry[];
  readonly lines: ParagraphEntry["lines"];
}

function assembleSection(entry: SectionEntry, fullId: (id: string) => string): Section {
  return {
    id: fullId(entry.id),
    code: entry.code,
    printedCode: entry.printedCode,
    heading: entry.heading,
    parent: entry.parent === null ? null : fullId(entry.parent),
    phase: entry.phase,
    phaseEditorial: entry.phaseEditorial,
    situation: entry.situation,
    guidance: entry.guidance.map(({ kind, paragraphs }) => ({ kind, paragraphs: paragraphs.map(paragraph) })),
    lines: spanOf(entry.lines),
  };
}

function paragraph({ text, lines, list }: ParagraphEntry): Paragraph {
  return { text, lines: spanOf(lines), actors: [], list };
}

function correction(entry: CorrectionEntry): Correction {
  return { ...entry, corrected: entry.kind === "correction" ? entry.corrected : null };
}

function assembleCrosswalk({ from, to, entries, beyond }: CrosswalkFileValue): Crosswalk {
  const fullId = (section: string) => `${to}:${section}`;
  return {
    from,
    to,
    entries: entries.map((entry) => ({ ...entry, sections: entry.sections.map(fullId) })),
    beyond: beyond.map(({ section, reason }) => ({ section: fullId(section), reason })),
  };
}

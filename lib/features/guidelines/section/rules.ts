import type { Edition, Section } from "@/lib/domain/guideline/edition";

/** The last line that the edition's last section reaches; beyond it stand other chapters, which no section holds. */
function endOfSections({ sections, items }: Edition): number {
  return Math.max(
    ...sections.map(({ lines }) => lines.to),
    ...sections.flatMap(({ guidance }) => guidance.flatMap(({ paragraphs }) => paragraphs.map(({ lines }) => lines.to))),
    ...items.map(({ lines }) => lines.to),
  );
}

/** Which lines of the source belong to a section: from its heading to the next one's, or to the end of the last section. */
export function ownLines(edition: Edition, section: Section): (line: number) => boolean {
  const following = edition.sections[edition.sections.indexOf(section) + 1];
  const end = following === undefined ? endOfSections(edition) + 1 : following.lines.from;
  return (line) => section.lines.from <= line && line < end;
}

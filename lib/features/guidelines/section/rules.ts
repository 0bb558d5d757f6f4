import type { Edition, Section } from "@/lib/domain/guideline/edition";

/** The last line of the edition's last section; other chapters follow, which belong to no section. */
function endOfSections({ sections, items }: Edition): number {
  return Math.max(
    ...sections.map(({ lines }) => lines.to),
    ...sections.flatMap(({ guidance }) => guidance.flatMap(({ paragraphs }) => paragraphs.map(({ lines }) => lines.to))),
    ...items.map(({ lines }) => lines.to),
  );
}

/** Whether a line of the source belongs to a section: from its heading to the next one's, or to the end of the last section. */
export function ownLines(edition: Edition, section: Section): (line: number) => boolean {
  const following = edition.sections[edition.sections.indexOf(section) + 1];
  const end = following === undefined ? endOfSections(edition) + 1 : following.lines.from;
  return (line) => section.lines.from <= line && line < end;
}

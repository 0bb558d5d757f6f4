import type { Edition, Item, Section } from "@/lib/domain/guideline/edition";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { localId } from "@/lib/labels/guideline-addresses";

/** The measure with which an item is shown: an example's, even if the sheet does not ask that itself (docs/design.md 3). */
export function measureOf({ items }: Pick<EditionIndex, "items">, itemId: string): Item | undefined {
  const item = items.get(itemId);
  return item && (item.illustrates === null ? item : items.get(item.illustrates));
}

/** Sections printed as (a), (b) … are groups on the page of the section above them. */
const isGroup = ({ printedCode }: Section): boolean => /^\([a-z]\)$/.test(printedCode);

/** The section whose page shows an item of this section. */
export function pageSectionOf(index: EditionIndex, sectionId: string): Section {
  const section = index.sections.get(sectionId);
  if (!section) throw new Error(`unknown section ${sectionId}`);
  const parent = section.parent === null ? undefined : index.sections.get(section.parent);
  return isGroup(section) && parent ? parent : section;
}

export const sectionHref = (sheetId: string, sectionId: string): string => `/checks/${sheetId}/${localId(sectionId)}`;

/** Sections from the top of the document down to this one, itself last. */
export function sectionPath(index: EditionIndex, section: Section): Section[] {
  const parent = section.parent === null ? undefined : index.sections.get(section.parent);
  return parent ? [...sectionPath(index, parent), section] : [section];
}

/** Sections shown on one page: the page's own, then its groups, in printed order. */
export const sectionsOnPage = (edition: Edition, index: EditionIndex, page: Section): Section[] =>
  edition.sections.filter(({ id }) => pageSectionOf(index, id).id === page.id);

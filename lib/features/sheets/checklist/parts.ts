import { PHASES, type Section } from "@/lib/domain/guideline/edition";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { type ItemRemarkView, isAnswered, itemAnchor, type ProgressView, type TreePhaseView, type TreeSectionView } from "@/lib/features/sheets/cards/view";
import type { SheetItemRow, SheetRemark } from "@/lib/features/sheets/record/queries";
import { pageSectionOf, sectionHref, sectionPath } from "@/lib/features/sheets/sections/rules";
import { itemTitle } from "@/lib/labels/item-title";
import { PHASE_WORDS } from "@/lib/labels/words";

/** A page of the sheet: a section and its measures on the sheet. */
export interface SheetPage {
  readonly section: Section;
  readonly rows: readonly SheetItemRow[];
}

const counts = (row: SheetItemRow): boolean => isAnswered({ status: row.status, reason: row.reason ?? "" });

export const progressOf = (rows: readonly SheetItemRow[]): ProgressView => ({
  answered: rows.filter(counts).length,
  total: rows.length,
});

/** The pages of a sheet in printed order; sections without a measure of the sheet have no page. */
export function sheetPages(index: EditionIndex, rows: readonly SheetItemRow[]): SheetPage[] {
  const pages = new Map<string, { section: Section; rows: SheetItemRow[] }>();
  for (const row of rows) {
    const item = index.items.get(row.itemId);
    if (row.kind !== "measure" || !item) continue;
    const section = pageSectionOf(index, item.section);
    const page = pages.get(section.id) ?? { section, rows: [] };
    page.rows.push(row);
    pages.set(section.id, page);
  }
  return [...pages.values()];
}

/** Groups pages by their section at this depth of the tree, or by their own section if it is higher. */
function branches(index: EditionIndex, pages: readonly SheetPage[], depth: number): Map<Section, SheetPage[]> {
  const found = new Map<Section, SheetPage[]>();
  for (const page of pages) {
    const path = sectionPath(index, page.section);
    const section = path[Math.min(depth, path.length - 1)] ?? page.section;
    found.set(section, [...(found.get(section) ?? []), page]);
  }
  return found;
}

function sectionViews(index: EditionIndex, sheetId: string, current: Section, pages: readonly SheetPage[], depth: number): TreeSectionView[] {
  const currentPath = new Set(sectionPath(index, current).map(({ id }) => id));
  return [...branches(index, pages, depth)].map(([section, below]) => {
    const own = below.find((page) => page.section.id === section.id);
    const deeper = below.filter((page) => page.section.id !== section.id);
    return {
      code: section.code,
      heading: section.heading,
      href: own ? sectionHref(sheetId, section.id) : null,
      place: section.id === current.id ? "page" : currentPath.has(section.id) ? "ancestor" : "elsewhere",
      sections: deeper.length > 0 ? sectionViews(index, sheetId, current, deeper, depth + 1) : [],
      ...progressOf(below.flatMap(({ rows }) => rows)),
    };
  });
}

/** The PDCA tree at the left: phases with the sheet's sections, and the progress of each. */
export function treeViews(index: EditionIndex, sheetId: string, pages: readonly SheetPage[], current: Section): TreePhaseView[] {
  const depth = index.edition.kind === "measures" ? 2 : 1;
  return PHASES.map((phase) => {
    const within = pages.filter(({ section }) => section.phase === phase);
    return {
      phase,
      label: PHASE_WORDS[phase],
      editorial: within.some(({ section }) => section.phaseEditorial),
      current: current.phase === phase,
      sections: sectionViews(index, sheetId, current, within, depth),
      ...progressOf(within.flatMap(({ rows }) => rows)),
    };
  });
}

/** The remarks in printed order, each with the page of its measure. */
export function itemRemarkViews(index: EditionIndex, sheetId: string, pages: readonly SheetPage[], remarks: readonly SheetRemark[]): ItemRemarkView[] {
  const measureOf = ({ itemId }: SheetRemark): string => index.items.get(itemId)?.illustrates ?? itemId;
  return pages.flatMap(({ section, rows }) =>
    rows.flatMap(({ itemId }) => {
      const { code, heading } = itemTitle(index, itemId);
      return remarks
        .filter((remark) => measureOf(remark) === itemId)
        .map(({ id, responses }) => ({
          ...{ remarkId: id, itemId, label: `${code} ${heading}`, done: responses.at(-1)?.done ?? false },
          href: `${sectionHref(sheetId, section.id)}#${itemAnchor(itemId)}`,
        }));
    }),
  );
}

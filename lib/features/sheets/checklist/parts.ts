import { isAsked } from "@/lib/domain/checking/progress";
import { PHASES, type Section } from "@/lib/domain/guideline/edition";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { type CardSource, cardView, elsewhereView } from "@/lib/features/sheets/cards/parts";
import {
  type ChecklistSectionView,
  type ItemRemarkView,
  isAnswered,
  itemAnchor,
  type ProgressView,
  type TreePhaseView,
  type TreeSectionView,
} from "@/lib/features/sheets/cards/view";
import type { SheetItemRow, SheetRemark } from "@/lib/features/sheets/record/queries";
import type { SheetRecord } from "@/lib/features/sheets/record/record";
import { measureOf, pageSectionOf, sectionHref, sectionPath, sectionsOnPage } from "@/lib/features/sheets/sections/rules";
import { itemTitle } from "@/lib/labels/item-title";
import { PHASE_WORDS } from "@/lib/labels/words";

/** A page of the sheet: a section, and what of it the sheet asks. */
export interface SheetPage {
  readonly section: Section;
  /** The measures. */
  readonly rows: readonly SheetItemRow[];
  /** The examples, of its own measures and of those that others answer. */
  readonly examples: readonly SheetItemRow[];
}

const counts = (row: SheetItemRow): boolean => isAnswered({ status: row.status, reason: row.reason ?? "" });

export const progressOf = (rows: readonly SheetItemRow[]): ProgressView => ({
  answered: rows.filter(counts).length,
  total: rows.length,
});

/** The pages of a sheet in printed order; sections of which the sheet asks nothing have no page. */
export function sheetPages(index: EditionIndex, rows: readonly SheetItemRow[]): SheetPage[] {
  const pages = new Map<string, { section: Section; rows: SheetItemRow[]; examples: SheetItemRow[] }>();
  for (const row of rows) {
    const measure = measureOf(index, row.itemId);
    if (!measure) continue;
    const section = pageSectionOf(index, measure.section);
    const page = pages.get(section.id) ?? { section, rows: [], examples: [] };
    page[row.kind === "measure" ? "rows" : "examples"].push(row);
    pages.set(section.id, page);
  }
  return [...pages.values()];
}

/** The measures of a page by section, with the examples below them: the sheet's own, and those that others answer. */
export function groupViews(source: CardSource, index: EditionIndex, page: Section): ChecklistSectionView["groups"] {
  return sectionsOnPage(index.edition, index, page)
    .map((section) => {
      const measures = index.edition.items.filter((item) => item.kind === "measure" && item.section === section.id);
      return {
        code: section.code,
        heading: section.id === page.id ? null : section.heading,
        entries: measures.map((item) => {
          const row = source.rows.get(item.id);
          return row
            ? ({ kind: "card", card: cardView(source, section, item, row) } as const)
            : ({ kind: "elsewhere", item: elsewhereView(source, section, item) } as const);
        }),
      };
    })
    .filter(({ entries }) => entries.length > 0);
}

/** The examples that the sheet asks now: none below a measure that is 該当なし. */
export function askedExamples(rows: readonly SheetItemRow[], index: EditionIndex): SheetItemRow[] {
  const answers = new Map(rows.map((row) => [row.itemId, row]));
  return rows.filter(({ itemId, kind }) => kind === "example" && isAsked({ kind, illustrates: index.items.get(itemId)?.illustrates ?? null }, answers));
}

/** The first page after `current`, then from the top, that still has something unanswered: a measure, or an example where the round asks them. */
export function nextUnansweredHref(
  { id, exampleMode }: Pick<SheetRecord, "id" | "exampleMode">,
  index: EditionIndex,
  pages: readonly SheetPage[],
  current: number,
): string | null {
  const round = [...pages.slice(current + 1), ...pages.slice(0, Math.max(current, 0))];
  for (const { section, rows, examples } of round) {
    const asked = exampleMode === "asked" ? askedExamples([...rows, ...examples], index) : [];
    const row = [...rows, ...asked].find((one) => !counts(one));
    if (row) return `${sectionHref(id, section.id)}#${itemAnchor(row.itemId)}`;
  }
  return null;
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
      examples: progressOf(below.flatMap(({ examples }) => examples)),
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
      examples: progressOf(within.flatMap(({ examples }) => examples)),
    };
  });
}

/** The remarks that stand in printed order, each with the place of its measure. */
export function itemRemarkViews(index: EditionIndex, sheetId: string, pages: readonly SheetPage[], remarks: readonly SheetRemark[]): ItemRemarkView[] {
  const shownWith = (itemId: string): string => measureOf(index, itemId)?.id ?? itemId;
  return pages.flatMap(({ section, rows, examples }) =>
    [...new Set([...rows, ...examples].map(({ itemId }) => shownWith(itemId)))].flatMap((itemId) => {
      const { code, heading } = itemTitle(index, itemId);
      return remarks
        .filter((remark) => remark.withdrawn === null && shownWith(remark.itemId) === itemId)
        .map(({ id, responses }) => ({
          ...{ remarkId: id, itemId, label: `${code} ${heading}`, done: responses.at(-1)?.done ?? false },
          href: `${sectionHref(sheetId, section.id)}#${itemAnchor(itemId)}`,
        }));
    }),
  );
}

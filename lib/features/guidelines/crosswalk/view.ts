import type { Crosswalk, CrosswalkCoverage, Edition, Section } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { type EditionHead, editionHead } from "@/lib/features/guidelines/text/view";
import { itemHref, localId, sectionHref } from "@/lib/labels/guideline-addresses";
import { tierName } from "@/lib/labels/score-words";

export const COVERAGE_WORDS = { covered: "対応", partial: "一部対応", none: "対応なし" } as const satisfies Record<CrosswalkCoverage, string>;

export interface CrosswalkLink {
  readonly code: string;
  readonly heading: string;
  readonly href: string;
}
export interface CrosswalkRow {
  readonly id: string;
  readonly code: string;
  readonly heading: string;
  readonly href: string;
  readonly tier: string;
  readonly coverage: CrosswalkCoverage;
  readonly coverageText: string;
  readonly reason: string;
  readonly sections: readonly CrosswalkLink[];
}
export interface CrosswalkGroup {
  readonly heading: string;
  readonly rows: readonly CrosswalkRow[];
}
/** The reverse direction: a section and the items that it covers. */
export interface BackwardRow extends CrosswalkLink {
  readonly items: readonly (CrosswalkLink & { readonly coverageText: string })[];
  /** The section above that covers the items, if this one is not mapped itself. */
  readonly through: CrosswalkLink | null;
  /** Why its measures go beyond the 指針. */
  readonly beyond: string | null;
}
export interface CrosswalkView {
  readonly head: EditionHead;
  readonly title: string;
  readonly summary: string;
  readonly forward: readonly CrosswalkGroup[];
  readonly backward: readonly BackwardRow[];
}

const sectionLink = (edition: Edition | undefined, id: string): CrosswalkLink => {
  const section = edition?.sections.find((one) => one.id === id);
  return { code: section?.code ?? localId(id), heading: section?.heading ?? "", href: sectionHref(id) };
};

/** The items of the 指針 in printed order under their sections, with the sections that cover them. */
export function forwardGroups(crosswalk: Crosswalk, from: Edition, to: Edition | undefined): CrosswalkGroup[] {
  const entries = new Map(crosswalk.entries.map((entry) => [entry.item, entry]));
  const rows = from.items.flatMap((item) => {
    const entry = entries.get(item.id);
    if (!entry) return [];
    const row: CrosswalkRow = {
      id: item.id,
      code: item.code,
      heading: item.heading,
      href: itemHref(item),
      tier: tierName(from.kind, item),
      coverage: entry.coverage,
      coverageText: COVERAGE_WORDS[entry.coverage],
      reason: entry.reason,
      sections: entry.sections.map((id) => sectionLink(to, id)),
    };
    return [{ section: item.section, row }];
  });
  return [...grouped(rows, ({ section }) => section)].map(([section, inside]) => ({
    heading: sectionLink(from, section).heading,
    rows: inside.map(({ row }) => row),
  }));
}

/** 「要検討事項 22件：対応 14・一部対応 8・対応なし 0。参考事項 2件：…」 */
export function coverageSummary(groups: readonly CrosswalkGroup[]): string {
  const rows = groups.flatMap((group) => group.rows);
  const sentence = (tier: string, inside: readonly CrosswalkRow[]): string => {
    const counts = (["covered", "partial", "none"] as const).map(
      (coverage) => `${COVERAGE_WORDS[coverage]} ${inside.filter((row) => row.coverage === coverage).length}`,
    );
    return `${tier} ${inside.length}件：${counts.join("・")}。`;
  };
  return [...grouped(rows, ({ tier }) => tier)].map(([tier, inside]) => sentence(tier, inside)).join("");
}

/** Every mapped section, and every other one with measures: with the items that the section above covers, or why it goes beyond. */
function backwardRows(crosswalk: Crosswalk, from: Edition, to: Edition): BackwardRow[] {
  const printed = new Map(from.items.map((item) => [item.id, item]));
  const sections = new Map(to.sections.map((section) => [section.id, section]));
  const measured = new Set(to.items.filter(({ kind }) => kind === "measure").map(({ section }) => section));
  const reasons = new Map(crosswalk.beyond.map(({ section, reason }) => [section, reason]));
  const itemsOf = (id: string): BackwardRow["items"] =>
    crosswalk.entries.flatMap(({ item, coverage, sections: targets }) => {
      const found = targets.includes(id) ? printed.get(item) : undefined;
      return found ? [{ code: found.code, heading: found.heading, href: itemHref(found), coverageText: COVERAGE_WORDS[coverage] }] : [];
    });
  const mappedAbove = ({ parent }: Section): Section | null => {
    const above = parent === null ? undefined : sections.get(parent);
    return above === undefined || itemsOf(above.id).length > 0 ? (above ?? null) : mappedAbove(above);
  };
  return to.sections.flatMap((section): BackwardRow[] => {
    const row = { ...sectionLink(to, section.id), through: null, beyond: null };
    const items = itemsOf(section.id);
    if (items.length > 0) return [{ ...row, items }];
    if (!measured.has(section.id)) return [];
    const above = mappedAbove(section);
    return [
      above === null ? { ...row, items, beyond: reasons.get(section.id) ?? null } : { ...row, items: itemsOf(above.id), through: sectionLink(to, above.id) },
    ];
  });
}

const named = ({ title, editionLabel }: Edition): string => `${title} ${editionLabel}`;

/** The crosswalks of an edition, both directions; `editions` holds the others by id. */
export function crosswalkViews(edition: Edition, editions: ReadonlyMap<string, Edition>): CrosswalkView[] {
  return edition.crosswalks.flatMap((crosswalk) => {
    const [from, to] = [editions.get(crosswalk.from), editions.get(crosswalk.to)];
    if (!from || !to) return [];
    const forward = forwardGroups(crosswalk, from, to);
    return [
      {
        head: editionHead(edition, "crosswalk"),
        title: `${named(from)} と ${named(to)}`,
        summary: `${coverageSummary(forward)}対応の判断は本ポータルの編集によります。`,
        forward,
        backward: backwardRows(crosswalk, from, to),
      },
    ];
  });
}

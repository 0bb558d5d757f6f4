import { NO_DEPARTMENT, NO_SYSTEM } from "@/lib/domain/gap/filter";
import { ANSWERING_ROLES, PHASES, type Section, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { ScoreGrouping, Scores } from "@/lib/domain/scoring/measure";
import { sectionDepths } from "@/lib/domain/scoring/section-depth";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { absenceOfGroup, absenceOfItems, rateView, sheetsText } from "@/lib/features/results/figures/parts";
import type { ScoreRowView, ScoreTableView } from "@/lib/features/results/figures/view";
import type { Behind, PlaceQuery } from "@/lib/labels/item-addresses";
import { KIND_WORDS, phaseWord } from "@/lib/labels/score-words";
import { PHASE_WORDS, ROLE_WORDS, WHOLE_OPERATOR, WITHOUT_SYSTEM } from "@/lib/labels/words";

type RateName = "implementationRate" | "attainmentRate";

interface Tables {
  readonly index: EditionIndex;
  readonly tier: Tier;
  readonly now: Scores;
  readonly last: Scores | null;
  /** Departments and systems by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly to: Behind;
  /** Whether sections are summarised, for an overview. */
  readonly summed?: boolean;
}

const FIRST_COLUMN = { role: "役割", department: "部署", system: "重要システム", phase: "観点", section: "節" } as const satisfies Record<
  ScoreGrouping,
  string
>;

/** How deep the summed-up table goes: 3.1.2.1, and no deeper. */
const SUMMED_DEPTH = 3;

/** Sections with items of the tier, in printed order: the sections that hold the items or, summed up, their ancestors on the third level. */
function sectionRows({ index, tier, now, last, to, summed = false }: Tables): Map<Section["phase"], ScoreRowView[]> {
  const within = bySectionLine(index.edition, now.items);
  const before = last === null ? null : bySectionLine(index.edition, last.items);
  const depths = sectionDepths(index.edition);
  const rows = new Map<Section["phase"], ScoreRowView[]>();
  for (const section of index.edition.sections) {
    const items = within.get(section.id) ?? [];
    const ofTier = items.filter((item) => item.tier === tier);
    const own = ofTier.some((item) => item.section === section.id);
    const depth = depths.get(section.id) ?? 0;
    const shown = summed ? ofTier.length > 0 && (depth === SUMMED_DEPTH || (depth < SUMMED_DEPTH && own)) : own;
    if (!shown) continue;
    const rate = (name: RateName) =>
      rateView(
        { rate: now.bySection[section.id]?.[tier][name] ?? null, absence: absenceOfItems(items, tier) },
        last === null ? null : { rate: last.bySection[section.id]?.[tier][name] ?? null, absence: absenceOfItems(before?.get(section.id) ?? [], tier) },
      );
    const row: ScoreRowView = {
      ...{ key: section.id, code: section.code, label: section.heading, sheets: null, href: to.items({ tier, section: section.id }), sheetsHref: null },
      ...{ items: now.bySection[section.id]?.[tier].itemsWithDuty ?? 0, rate: rate("implementationRate"), attainment: rate("attainmentRate") },
    };
    rows.set(section.phase, [...(rows.get(section.phase) ?? []), row]);
  }
  return rows;
}

const NO_PLACE = { role: "", department: WHOLE_OPERATOR.row, system: WITHOUT_SYSTEM, phase: "", section: "" } as const;

function labelOf(by: ScoreGrouping, key: string | null, names: ReadonlyMap<string, string>): string {
  if (key === null) return NO_PLACE[by];
  if (by === "role") return ROLE_WORDS[key as keyof typeof ROLE_WORDS] ?? key;
  if (by === "phase") return PHASE_WORDS[key as keyof typeof PHASE_WORDS] ?? key;
  return names.get(key) ?? "名前のない部署";
}

/** Sheets without a department or system first, then in the database's order of the names. */
const inOrder = (groups: Scores["groups"], names: ReadonlyMap<string, string>): Scores["groups"] => {
  const ranks = new Map([...names.keys()].map((key, rank) => [key, rank]));
  const rankOf = ({ key }: Scores["groups"][number]): number => (key === null ? -1 : (ranks.get(key) ?? ranks.size));
  return groups.toSorted((a, b) => rankOf(a) - rankOf(b));
};

/** What stands behind a group. A phase has the sheets of the roles that are asked in it, which are a place only if they are all. */
function behindGroup(by: ScoreGrouping, { key, grasp }: Scores["groups"][number], { tier, now, to }: Tables): Pick<ScoreRowView, "href" | "sheetsHref"> {
  const at = (place: PlaceQuery) => ({ href: to.items({ tier, ...place }), sheetsHref: to.handedOut(place) });
  if (by === "role") return at({ role: ANSWERING_ROLES.find((one) => one === key) });
  if (by === "department") return at({ department: key ?? NO_DEPARTMENT });
  if (by === "system") return at({ system: key ?? NO_SYSTEM });
  const whole = grasp.handedOut === now.grasp.handedOut;
  return { href: to.items({ tier, phase: PHASES.find((phase) => phase === key) }), sheetsHref: whole ? to.handedOut({}) : null };
}

function groupRows(by: ScoreGrouping, tables: Tables): ScoreRowView[] {
  const { tier, now, last, names } = tables;
  const before = new Map(last?.groups.map((group) => [group.key, group]));
  const ordered = by === "department" || by === "system" ? inOrder(now.groups, names) : now.groups;
  return ordered.map((group) => {
    const { key, grasp, tiers } = group;
    const previous = before.get(key);
    const rate = (name: RateName) =>
      rateView(
        { rate: tiers[tier][name], absence: absenceOfGroup(grasp, tiers[tier]) },
        previous === undefined ? null : { rate: previous.tiers[tier][name], absence: absenceOfGroup(previous.grasp, previous.tiers[tier]) },
      );
    return {
      ...{ key: key ?? "none", code: "", label: labelOf(by, key, names), items: tiers[tier].itemsWithDuty, sheets: sheetsText(grasp) },
      ...behindGroup(by, group, tables),
      ...{ rate: rate("implementationRate"), attainment: rate("attainmentRate") },
    };
  });
}

/** The scores in one grouping as a table with bars; sections are grouped by phase. */
export function scoreTable(by: ScoreGrouping, tables: Tables): ScoreTableView {
  const words = KIND_WORDS[tables.now.kind];
  const caption = `項目数は責務が生じた${words.tiers[tables.tier]}。棒が今回、縦線が前回。率は %、差はポイント。提出 ${sheetsText(tables.now.grasp)}による。`;
  const shared = { caption, firstColumn: FIRST_COLUMN[by], rateWord: words.rate, kind: tables.now.kind };
  if (by !== "section") return { ...shared, groups: [{ label: null, rows: groupRows(by, tables) }] };
  const rows = sectionRows(tables);
  return { ...shared, groups: PHASES.flatMap((phase) => (rows.has(phase) ? [{ label: phaseWord(phase, tables.now.kind), rows: rows.get(phase) ?? [] }] : [])) };
}

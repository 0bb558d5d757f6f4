import { PHASES, type Section, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { ScoreGrouping, Scores } from "@/lib/domain/scoring/measure";
import type { EditionIndex } from "@/lib/features/guidelines/data";
import { absenceOfGroup, absenceOfItems, rateView, sheetsText } from "@/lib/features/scores/figures";
import { KIND_WORDS } from "@/lib/features/scores/score-words";
import type { ScoreRowView, ScoreTableView } from "@/lib/features/scores/view";
import { PHASE_WORDS, ROLE_WORDS } from "@/lib/features/words";

type RateName = "implementationRate" | "attainmentRate";

interface Tables {
  readonly index: EditionIndex;
  readonly tier: Tier;
  readonly now: Scores;
  readonly last: Scores | null;
  /** Departments and systems by id. */
  readonly names: ReadonlyMap<string, string>;
}

const FIRST_COLUMN = { role: "役割", department: "部署", system: "重要システム", phase: "観点", section: "節" } as const satisfies Record<ScoreGrouping, string>;

/** Sections that have items in this tier, or whose sections below have, in printed order. */
function sectionRows({ index, tier, now, last }: Tables): Map<Section["phase"], ScoreRowView[]> {
  const within = bySectionLine(index.edition, now.items);
  const before = last === null ? null : bySectionLine(index.edition, last.items);
  const rows = new Map<Section["phase"], ScoreRowView[]>();
  for (const section of index.edition.sections) {
    const items = within.get(section.id) ?? [];
    const own = items.some((item) => item.section === section.id && item.tier === tier);
    if (!own) continue;
    const rate = (name: RateName) =>
      rateView(
        { rate: now.bySection[section.id]?.[tier][name] ?? null, absence: absenceOfItems(items, tier) },
        last === null ? null : { rate: last.bySection[section.id]?.[tier][name] ?? null, absence: absenceOfItems(before?.get(section.id) ?? [], tier) },
      );
    const row: ScoreRowView = {
      ...{ key: section.id, code: section.code, label: section.heading, sheets: null },
      ...{ items: now.bySection[section.id]?.[tier].itemsWithDuty ?? 0, rate: rate("implementationRate"), attainment: rate("attainmentRate") },
    };
    rows.set(section.phase, [...(rows.get(section.phase) ?? []), row]);
  }
  return rows;
}

const NO_PLACE = { role: "", department: "全社（部署によらない点検票）", system: "重要システムによらない点検票", phase: "", section: "" } as const;

function labelOf(by: ScoreGrouping, key: string | null, names: ReadonlyMap<string, string>): string {
  if (key === null) return NO_PLACE[by];
  if (by === "role") return ROLE_WORDS[key as keyof typeof ROLE_WORDS] ?? key;
  if (by === "phase") return PHASE_WORDS[key as keyof typeof PHASE_WORDS] ?? key;
  return names.get(key) ?? "名前のない部署";
}

function groupRows(by: ScoreGrouping, { tier, now, last, names }: Tables): ScoreRowView[] {
  const before = new Map(last?.groups.map((group) => [group.key, group]));
  return now.groups.map(({ key, grasp, tiers }) => {
    const previous = before.get(key);
    const rate = (name: RateName) =>
      rateView(
        { rate: tiers[tier][name], absence: absenceOfGroup(grasp, tiers[tier]) },
        previous === undefined ? null : { rate: previous.tiers[tier][name], absence: absenceOfGroup(previous.grasp, previous.tiers[tier]) },
      );
    return {
      ...{ key: key ?? "none", code: "", label: labelOf(by, key, names), items: tiers[tier].itemsWithDuty, sheets: sheetsText(grasp) },
      ...{ rate: rate("implementationRate"), attainment: rate("attainmentRate") },
    };
  });
}

/** The scores by one thing as a table with bars; sections stand under their phase. */
export function scoreTable(by: ScoreGrouping, tables: Tables): ScoreTableView {
  const words = KIND_WORDS[tables.now.kind];
  const caption = `項目数は責務が生じた${words.tiers[tables.tier]}。棒が今回、縦線が前回。率は %、差はポイント。提出 ${sheetsText(tables.now.grasp)}による。`;
  const shared = { caption, firstColumn: FIRST_COLUMN[by], rateWord: words.rate };
  if (by !== "section") return { ...shared, groups: [{ label: null, rows: groupRows(by, tables) }] };
  const rows = sectionRows(tables);
  return { ...shared, groups: PHASES.flatMap((phase) => (rows.has(phase) ? [{ label: PHASE_WORDS[phase], rows: rows.get(phase) ?? [] }] : [])) };
}

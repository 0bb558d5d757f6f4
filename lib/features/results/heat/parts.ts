import { NO_DEPARTMENT } from "@/lib/domain/gap/filter";
import { PHASES, type Section, type Tier } from "@/lib/domain/guideline/edition";
import { bySectionLine } from "@/lib/domain/scoring/count";
import type { Scores } from "@/lib/domain/scoring/measure";
import type { Counted } from "@/lib/domain/scoring/score";
import { groupingSections } from "@/lib/domain/scoring/section-depth";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { absenceOfItems, rateFigure } from "@/lib/features/results/figures/parts";
import type { HeatView } from "@/lib/features/results/figures/view";
import { scoresOfCounts } from "@/lib/features/results/scores/queries";
import type { Behind } from "@/lib/labels/item-addresses";
import { phaseWord } from "@/lib/labels/score-words";
import { WHOLE_OPERATOR } from "@/lib/labels/words";

interface Row {
  readonly department: string | null;
  readonly label: string;
}

function rowOf(index: EditionIndex, columns: readonly Section[], tier: Tier, scores: Scores, { label, department }: Row, to: Behind): HeatView["rows"][number] {
  const within = bySectionLine(index.edition, scores.items);
  return {
    label,
    href: to.handedOut({ department: department ?? NO_DEPARTMENT }),
    grasp: `${scores.grasp.counted}/${scores.grasp.handedOut}`,
    cells: columns.map(({ id }) => ({
      figure: rateFigure(scores.bySection[id]?.[tier].implementationRate ?? null, absenceOfItems(within.get(id) ?? [], tier)),
      href: to.items({ tier, section: id, department: department ?? NO_DEPARTMENT }),
    })),
  };
}

/** 部署 × 節: the counts of each department scored separately, only for sections with items of the tier. */
export function heatView(
  index: EditionIndex,
  contentHash: string,
  counted: Counted,
  tier: Tier,
  names: ReadonlyMap<string, string>,
  to: Behind,
): HeatView | null {
  const departments = [...new Set(counted.sheets.map(({ department }) => department))];
  const scored = departments.map((department) => ({
    department,
    label: department === null ? WHOLE_OPERATOR.row : (names.get(department) ?? ""),
    scores: scoresOfCounts(
      index,
      contentHash,
      {
        tallies: counted.tallies.filter((tally) => tally.department === department),
        sheets: counted.sheets.filter((sheet) => sheet.department === department),
      },
      undefined,
    ),
  }));
  const asked = new Set(counted.tallies.map(({ item }) => item));
  const inEdition = bySectionLine(index.edition, index.edition.items);
  const columns = groupingSections(index.edition).filter(({ id }) => inEdition.get(id)?.some((item) => item.tier === tier && asked.has(item.id)));
  if (columns.length === 0 || scored.length < 2) return null;
  const groups = PHASES.flatMap((phase) => {
    const mine = columns.filter((column) => column.phase === phase);
    return mine.length === 0
      ? []
      : [
          {
            label: phaseWord(phase, index.edition.kind),
            columns: mine.map(({ id, code, heading }) => ({ code, label: heading.replaceAll(/[「」]|の観点/g, ""), href: to.items({ tier, section: id }) })),
          },
        ];
  });
  const ordered = PHASES.flatMap((phase) => columns.filter((column) => column.phase === phase));
  const ranks = new Map([...names.keys()].map((department, rank) => [department, rank]));
  const rankOf = (department: string | null): number => (department === null ? -1 : (ranks.get(department) ?? ranks.size));
  const rows = scored.toSorted((a, b) => rankOf(a.department) - rankOf(b.department)).map(({ scores, ...row }) => rowOf(index, ordered, tier, scores, row, to));
  return { groups, rows };
}

import type { GapReport } from "@/lib/domain/gap/report";
import type { Phase, Tier } from "@/lib/domain/guideline/edition";
import { absenceOfItems, rateCell } from "@/lib/features/results/figures/parts";
import { KIND_WORDS } from "@/lib/labels/score-words";

type Rate = "implementationRate" | "attainmentRate" | "selfCheckRate" | "fulfilment";

/** The scope of the cycle's sheets: places and items. */
export function scopeText({ scope, edition }: GapReport["cover"]): string {
  const { departments, systems, allMeasures } = scope;
  const places = departments === 0 && systems === 0 ? "全社（部署・重要システムには分けない）" : `${departments}部署、${systems}重要システム`;
  return `${places}、${allMeasures ? "すべて" : "選んだもの"}の${KIND_WORDS[edition.kind].tiers.required}`;
}

/** A rate of the report in per cent, of a phase or (null) of all, or the word for its absence; null if there is no last cycle. */
export function reportRate({ tiers, byPhase, items }: GapReport, phase: Phase | null, tier: Tier, when: "now" | "previous", of: Rate): string | null {
  const [over, figures] = [items[when], (phase === null ? tiers : byPhase[phase])[when]];
  if (over === null || figures === null) return null;
  return rateCell(figures[tier][of], absenceOfItems(phase === null ? over : over.filter((item) => item.phase === phase), tier));
}

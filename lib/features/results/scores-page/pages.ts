import "server-only";
import { z } from "zod";
import { hasFigures } from "@/lib/domain/checking/cycle";
import { TIERS, type Tier } from "@/lib/domain/guideline/edition";
import { SCORE_GROUPINGS, type ScoreGrouping } from "@/lib/domain/scoring/measure";
import { granted } from "@/lib/domain/shared/result";
import { type PlannedView, plannedView } from "@/lib/features/cycles/planned-page/view";
import { cycle } from "@/lib/features/cycles/record/record";
import { askedWithin, departmentTabs, inDepartment, narrowed, ofDepartment, switchedDepartment } from "@/lib/features/results/department/queries";
import type { ScoresPageView } from "@/lib/features/results/figures/view";
import { numbersView } from "@/lib/features/results/numbers/parts";
import { scoreTable } from "@/lib/features/results/score-table/parts";
import { readScores } from "@/lib/features/results/scores/queries";
import { readScoresPage } from "@/lib/features/results/scores-page/queries";
import { cycleHref, periodText } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { sentence } from "@/lib/labels/own-direction";
import { KIND_WORDS } from "@/lib/labels/score-words";
import { tiersNote } from "@/lib/labels/tiers-note";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { reading } from "@/lib/server/use-cases/use-case";
import type { AddressQuery } from "@/lib/validation/address";

const GROUPING_WORDS = { section: "節", phase: "観点", role: "役割", department: "部署", system: "重要システム" } as const satisfies Record<
  ScoreGrouping,
  string
>;
const TABS = ["section", "phase", "role", "department", "system"] as const satisfies readonly ScoreGrouping[];

const isPlace = (by: ScoreGrouping): by is "department" | "system" => by === "department" || by === "system";

/** The tier that a page shows first. */
export const tierShown = z.enum(TIERS).default("required");
const shownScores = z.object({ by: z.enum(SCORE_GROUPINGS).default("section"), tier: tierShown });

const readScoresOf = reading({
  of: readScores,
  on: cycle.seen,
  input: ofDepartment.extend({ by: z.enum(SCORE_GROUPINGS), tier: z.enum(TIERS) }),
  narrows: narrowed,
  run: async ({ transaction, subject, input: { department, by, tier } }) =>
    granted({ cycle: subject, facts: hasFigures(subject.state) ? await readScoresPage(transaction, subject, by, tier, department) : null }),
});

/** The scores of a cycle by section, phase, role, department or critical system, with those of the last cycle. */
export async function loadScores(cycleId: string, query: AddressQuery): Promise<(ScoresPageView & UnusedView) | PlannedView> {
  const visitor = await requireVisitor();
  const own = switchedDepartment(visitor, "scores.read", query);
  const { parts, unused } = askedWithin(own, shownScores, query);
  const { by, tier } = parts;
  const { cycle: shown, facts } = valueOrPage(await readScoresOf(visitor, { cycleId, department: own.id, by, tier }, new Date()));
  if (facts === null) return plannedView(visitor, shown, "採点", "点検票が配られ、提出されると、節、観点、役割、部署、重要システムごとの数値がここに出ます。");
  const { index, scores, last, names, heat, places } = facts;
  const words = KIND_WORDS[index.edition.kind];
  const to = behind(cycleId, own.id);
  const place = (to: { by?: ScoreGrouping; tier?: Tier }): string =>
    `${cycleHref(cycleId, "scores")}?${new URLSearchParams({ by: to.by ?? by, tier: to.tier ?? tier }).toString()}`;
  const href = (to: { by?: ScoreGrouping; tier?: Tier }): string => inDepartment(own, place(to));
  return {
    status: "shown",
    unused: unusedText(unused),
    title: "採点",
    cycleTitle: shown.title,
    note: `${periodText(shown.periodFrom, shown.periodTo)}　${index.edition.title} ${index.edition.editionLabel}（提出済みの点検票だけを集計）${last === null ? "" : sentence`　前回は${last.cycle.title}`}`,
    tiers: TIERS.map((name) => ({ label: words.tiers[name], href: href({ tier: name }), current: name === tier })),
    groupings: TABS.filter((name) => name === by || !isPlace(name) || places[name]).map((name) => ({
      label: GROUPING_WORDS[name],
      href: href({ by: name }),
      current: name === by,
    })),
    departments: departmentTabs(own, names, place({})),
    departmentText: own.id === null ? null : sentence`${names.get(own.id) ?? ""}だけの数値です。`,
    tierNote: tiersNote(index.edition),
    tier,
    numbers: numbersView(tier, scores, last?.scores ?? null, to),
    table: scoreTable(by, { index, tier, now: scores, last: last?.scores ?? null, names, to }),
    heat,
    backHref: inDepartment(own, cycleHref(cycleId)),
  };
}

import "server-only";
import { editionOf } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { isFinished } from "@/lib/features/dashboard/choice/rules";
import { numbersView } from "@/lib/features/results/numbers/parts";
import { previousScores, scoresOfCycle } from "@/lib/features/results/scores/queries";
import type { FirstFiguresView } from "@/lib/features/tasks/my-tasks/view";
import { cycleHref, periodText } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { sentence } from "@/lib/labels/own-direction";
import { tiersNote } from "@/lib/labels/tiers-note";
import type { Transaction } from "@/lib/server/database/client";

/**
 * The newest round that was decided: of a guideline that asks what is done, if there is one, because 実施率 is the main figure
 * (docs/design.md 4); else of one that asks what is provided for. `cycles`: newest first.
 */
export async function readDecided(transaction: Transaction, cycles: readonly CycleRecord[]): Promise<CycleRecord | null> {
  const decided = cycles.filter(isFinished);
  for (const cycle of decided) if ((await editionOf(transaction, cycle)).edition.kind === "measures") return cycle;
  return decided[0] ?? null;
}

/** The main figures of a decided round, as the dashboard shows them. */
export async function readFirstFigures(transaction: Transaction, cycle: CycleRecord): Promise<FirstFiguresView> {
  const { edition } = await editionOf(transaction, cycle);
  const now = await scoresOfCycle(transaction, cycle);
  const last = await previousScores(transaction, cycle);
  return {
    title: sentence`${cycle.title}の結果`,
    note: `${edition.title} ${edition.editionLabel}　${periodText(cycle.periodFrom, cycle.periodTo)}`,
    keyFigures: numbersView("required", now, last?.scores ?? null, behind(cycle.id, null)).keyFigures,
    tiersNote: tiersNote(edition),
    href: cycleHref(cycle.id, "scores"),
    button: "採点を開く",
  };
}

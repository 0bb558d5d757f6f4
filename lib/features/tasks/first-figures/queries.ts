import "server-only";
import { editionOf } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { numbersView } from "@/lib/features/results/numbers/parts";
import { previousScores, scoresOfCycle } from "@/lib/features/results/scores/queries";
import type { FirstFiguresView } from "@/lib/features/tasks/my-tasks/view";
import { cycleHref, periodText } from "@/lib/labels/cycle-texts";
import { behind } from "@/lib/labels/item-addresses";
import { tiersNote } from "@/lib/labels/tiers-note";
import type { Transaction } from "@/lib/server/database/client";

/** The main figures of a decided round, as the dashboard shows them. */
export async function readFirstFigures(transaction: Transaction, cycle: CycleRecord): Promise<FirstFiguresView> {
  const { edition } = await editionOf(transaction, cycle);
  const now = await scoresOfCycle(transaction, cycle);
  const last = await previousScores(transaction, cycle);
  return {
    title: `${cycle.title}の結果`,
    note: `${edition.title} ${edition.editionLabel}　${periodText(cycle.periodFrom, cycle.periodTo)}`,
    keyFigures: numbersView("required", now, last?.scores ?? null, behind(cycle.id, null)).keyFigures,
    tiersNote: tiersNote(edition),
    href: cycleHref(cycle.id, "scores"),
    button: "採点を開く",
  };
}

import "server-only";
import type { Tier } from "@/lib/domain/guideline/edition";
import type { ScoreGrouping } from "@/lib/domain/scoring/measure";
import { editionOf, readPlaceNames } from "@/lib/features/cycles/record/queries";
import type { CycleRecord } from "@/lib/features/cycles/record/record";
import { readCounts, readPlaces } from "@/lib/features/results/counts/queries";
import { heatView } from "@/lib/features/results/heat/parts";
import { previousScores, scoresOfCycle } from "@/lib/features/results/scores/queries";
import { behind } from "@/lib/labels/item-addresses";
import type { Transaction } from "@/lib/server/database/client";

/** The data of a cycle's scores page, for one department or (null) the whole operator. */
export async function readScoresPage(transaction: Transaction, cycle: CycleRecord, by: ScoreGrouping, tier: Tier, department: string | null) {
  const index = await editionOf(transaction, cycle);
  const names = await readPlaceNames(transaction);
  const apart = by === "department" ? await readCounts(transaction, cycle.id, { department: true, system: false }, department) : null;
  return {
    ...{ index, names },
    scores: await scoresOfCycle(transaction, cycle, by, department),
    last: await previousScores(transaction, cycle, by, department),
    heat: apart === null ? null : heatView(index, cycle.contentHash, apart, tier, names, behind(cycle.id, department)),
    places: await readPlaces(transaction, cycle.id),
  };
}

import "server-only";
import { createHash } from "node:crypto";
import type { ScoreGrouping, Scores } from "@/lib/domain/scoring/measure";
import { type Counted, scoreCycle } from "@/lib/domain/scoring/score";
import { Memo } from "@/lib/domain/shared/memo";
import { type CycleRecord, previousCycleOf, readCycle } from "@/lib/features/cycles/record/record";
import { type EditionIndex, loadEdition } from "@/lib/features/guidelines/editions/queries";
import { apartFor, readCounts } from "@/lib/features/results/counts/queries";
import type { Transaction } from "@/lib/server/database/client";
import { ofProcess } from "@/lib/server/process/of-process";

const KEPT = 200;
/** Scores by their input, so that a process computes the same counts once. Counts are always read. */
const known = ofProcess("scores of counts", () => new Memo<string, Scores>(KEPT));

/** The scores of counts, computed once for the same counts. */
export function scoresOfCounts({ edition }: EditionIndex, contentHash: string, counted: Counted, by: ScoreGrouping | undefined): Scores {
  const key = createHash("sha1")
    .update(JSON.stringify([contentHash, by ?? "", counted.tallies, counted.sheets]))
    .digest("base64");
  return known().of(key, () => scoreCycle(edition, counted.tallies, counted.sheets, by));
}

/** The edition of a cycle. A missing one would be a bug, because cycles refer to it. */
export async function editionOf(transaction: Transaction, { editionId, contentHash }: Pick<CycleRecord, "editionId" | "contentHash">): Promise<EditionIndex> {
  const index = await loadEdition(transaction, editionId, contentHash);
  if (!index) throw new Error(`edition ${editionId} of a cycle is missing`);
  return index;
}

/** The present scores of a cycle, of one department if given. */
export async function scoresOfCycle(transaction: Transaction, cycle: CycleRecord, by?: ScoreGrouping, departmentId: string | null = null): Promise<Scores> {
  const index = await editionOf(transaction, cycle);
  const counted = await readCounts(transaction, cycle.id, apartFor(by), departmentId);
  return scoresOfCounts(index, cycle.contentHash, counted, by);
}

/** The last cycle of the same edition with its scores; null if there is none. */
export async function previousScores(
  transaction: Transaction,
  cycle: CycleRecord,
  by?: ScoreGrouping,
  departmentId: string | null = null,
): Promise<{ readonly cycle: CycleRecord; readonly scores: Scores } | null> {
  const id = await previousCycleOf(transaction, cycle);
  const previous = id === null ? null : await readCycle(transaction, id, "none");
  return previous === null ? null : { cycle: previous, scores: await scoresOfCycle(transaction, previous, by, departmentId) };
}

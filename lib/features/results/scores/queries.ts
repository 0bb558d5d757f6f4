import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { ScoreGrouping, Scores } from "@/lib/domain/scoring/measure";
import { type Counted, scoreCycle, scoresJson } from "@/lib/domain/scoring/score";
import { Memo } from "@/lib/domain/shared/memo";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle, readEarlierCycles } from "@/lib/features/cycles/record/record";
import { inState } from "@/lib/features/cycles/record/schema";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { apartFor, readCounts } from "@/lib/features/results/counts/queries";
import { impliedDepartment } from "@/lib/features/results/department/queries";
import { scoresAnswer, scoresQuery, TAG } from "@/lib/features/results/figures/schema";
import type { Transaction } from "@/lib/server/database/client";
import { ofProcess } from "@/lib/server/process/of-process";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, query } from "@/lib/server/use-cases/use-case";

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

/** The present scores of a cycle, of one department if given. */
export async function scoresOfCycle(transaction: Transaction, cycle: CycleRecord, by?: ScoreGrouping, departmentId: string | null = null): Promise<Scores> {
  const index = await editionOf(transaction, cycle);
  const counted = await readCounts(transaction, cycle.id, apartFor(by), departmentId);
  return scoresOfCounts(index, cycle.contentHash, counted, by);
}

export interface ScoredCycle {
  readonly cycle: CycleRecord;
  readonly scores: Scores;
}

/** The last `limit` cycles of the same edition before this one (`readEarlierCycles`) with their scores, newest first. */
export async function earlierScores(
  transaction: Transaction,
  cycle: CycleRecord,
  limit: number,
  by?: ScoreGrouping,
  departmentId: string | null = null,
): Promise<ScoredCycle[]> {
  const found: ScoredCycle[] = [];
  for (const earlier of await readEarlierCycles(transaction, cycle, limit)) {
    found.push({ cycle: earlier, scores: await scoresOfCycle(transaction, earlier, by, departmentId) });
  }
  return found;
}

/** 前回: the last of them; null if there is none. */
export async function previousScores(
  transaction: Transaction,
  cycle: CycleRecord,
  by?: ScoreGrouping,
  departmentId: string | null = null,
): Promise<ScoredCycle | null> {
  const [last] = await earlierScores(transaction, cycle, 1, by, departmentId);
  return last ?? null;
}

/** A cancelled cycle has no figures. */
export const CANCELLED = refusal("wrong_state", "取りやめた回には、数値も報告書もありません。", { current: { state: "cancelled" as const } });

/** The department that is asked for; a manager's own one without saying it. */
const departmentOf = ({ department }: z.output<typeof scoresQuery>, visitor: Visitor): string | null => department ?? impliedDepartment(visitor, "scores.read");

/** Scores as JSON; a manager's are those of the own department. Sections are named by their printed number. */
export const readScores = query({
  name: "scores.read",
  takesOut: "always",
  api: get("/cycles/{cycleId}/scores", "getScores", TAG, "採点（役割・部署・重要システム・観点・節ごとにも）"),
  on: cycle.seen,
  input: scoresQuery,
  output: scoresAnswer,
  refuses: ["wrong_state"],
  current: { wrong_state: inState },
  narrows: (input, { visitor }) => ({ departmentId: departmentOf(input, visitor) }),
  async run({ transaction, subject, input, visitor }) {
    if (subject.state === "cancelled") return refused(CANCELLED);
    const { by } = input;
    const { sections } = await editionOf(transaction, subject);
    const codeOf = (id: string): string => sections.get(id)?.code ?? id;
    const json = scoresJson(await scoresOfCycle(transaction, subject, by, departmentOf(input, visitor)), codeOf);
    if (by !== "section" || !json.groups) return granted(json);
    return granted({ ...json, groups: json.groups.map((group) => ({ ...group, key: group.key === null ? null : codeOf(group.key) })) });
  },
});

import "server-only";
import { type GapReport, gapReport } from "@/lib/domain/gap/report";
import { type ScoresJson, scoresJson } from "@/lib/domain/scoring/score";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { type CycleRecord, permittedCycle } from "@/lib/features/cycles/record/record";
import type { EditionIndex } from "@/lib/features/guidelines/editions/queries";
import { impliedDepartment } from "@/lib/features/results/department/queries";
import type { ScoresQuery } from "@/lib/features/results/figures/schema";
import { readGapFacts } from "@/lib/features/results/gap-facts/queries";
import { editionOf, scoresOfCycle } from "@/lib/features/results/scores/queries";
import { look } from "@/lib/server/audit/change";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

const CANCELLED = refusal("wrong_state", "取りやめた回には、数値も報告書もありません。", { current: { state: "cancelled" } });

interface ReadScores extends Omit<ScoresQuery, "department"> {
  readonly department?: string | null | undefined;
}

/** Scores as JSON; a manager's are those of the own department. Sections are named by their printed number. */
export const readScores = (
  visitor: Visitor,
  cycleId: string,
  { by, department = impliedDepartment(visitor, "scores.read") }: ReadScores,
  now: Date,
): Promise<Result<ScoresJson, Refusal>> =>
  look(visitor, { action: "scores.read", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "scores.read", "none", department);
    if (!found.ok) return found;
    if (found.value.state === "cancelled") return refused(CANCELLED);
    const { sections } = await editionOf(transaction, found.value);
    const codeOf = (id: string): string => sections.get(id)?.code ?? id;
    const json = scoresJson(await scoresOfCycle(transaction, found.value, by, department), codeOf);
    if (by !== "section" || !json.groups) return granted(json);
    return granted({ ...json, groups: json.groups.map((group) => ({ ...group, key: group.key === null ? null : codeOf(group.key) })) });
  });

/** A gap report with its edition and the names of what its findings point at. */
export interface NamedGapReport {
  readonly report: GapReport;
  /** Names of departments and people by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly index: EditionIndex;
}

/** The gap report of a cycle. */
export async function gapReportOf(transaction: Transaction, cycle: CycleRecord, now: Date): Promise<NamedGapReport> {
  const facts = await readGapFacts(transaction, cycle, now);
  const names = new Map([...facts.departments, ...facts.people].map(({ id, name }) => [id, name]));
  return { report: gapReport(facts), names, index: await editionOf(transaction, cycle) };
}

/** The gap report of a cycle that was opened. */
export const readGapReport = (visitor: Visitor, cycleId: string, now: Date): Promise<Result<NamedGapReport, Refusal>> =>
  look(visitor, { action: "gapReport.read", target: `cycle/${cycleId}` }, now, async (transaction) => {
    const found = await permittedCycle(transaction, visitor, cycleId, "gapReport.read");
    if (!found.ok) return found;
    if (found.value.state === "planned") return refused(refusal("wrong_state", "点検票を配ると、要改善事項報告書を作れます。"));
    if (found.value.state === "cancelled") return refused(CANCELLED);
    return granted(await gapReportOf(transaction, found.value, now));
  });

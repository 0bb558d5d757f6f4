import "server-only";
import { z } from "zod";
import { decide } from "@/lib/domain/access/permission";
import { NOT_FOUND, type Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { sheetsToCome } from "@/lib/features/cycles/hand-out/queries";
import { type CycleRecord, readCycle } from "@/lib/features/cycles/record/record";
import { operatorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { listPeople } from "@/lib/features/organisation/people/queries";
import { sheetSummary } from "@/lib/features/sheets/record/queries";
import { sheet as anySheet, reviewTargets, type SheetRecord } from "@/lib/features/sheets/record/record";
import type { SheetSummary } from "@/lib/features/sheets/record/schema";
import { countWritten } from "@/lib/features/sheets/transitions/commands";
import { sheetsToWithdraw } from "@/lib/features/sheets/withdrawing/queries";
import { assignSheet, fixedRespondents } from "@/lib/features/staffing/assignment/commands";
import { kept, NONE_TO_COME, NOT_OPEN } from "@/lib/features/staffing/assignment/texts";
import type { CandidateView } from "@/lib/features/staffing/assignment/view";
import { whyNotText } from "@/lib/features/staffing/record/texts";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Asking, reading } from "@/lib/server/use-cases/use-case";

/** The number of candidates offered beside the present respondents; a search finds the others. */
const OFFERED = 30;

export interface Assignment {
  /** Why the respondents cannot change; null if they can. */
  readonly fixed: string | null;
  /** Why the sheet cannot be withdrawn, or handed out again once it is; null if it can. */
  readonly kept: string | null;
  readonly summary: SheetSummary;
  /** Number of answers on the sheet. */
  readonly answers: number;
  readonly candidates: CandidateView[];
  /** People whom the search finds, how many of them are offered, and everybody who could answer. */
  readonly found: number;
  readonly offered: number;
  readonly everybody: number;
}

/** Why the withdrawn sheet cannot be handed out again, by the rules of handing out later; null if it can. */
async function notAgain(transaction: Transaction, { id, operatorId, editionId, cycleId }: SheetRecord): Promise<string | null> {
  const cycle = await readCycle(transaction, cycleId, "none");
  if (cycle?.state !== "open") return NOT_OPEN;
  const unfit = await operatorBindingRefusal(transaction, operatorId, editionId);
  if (unfit) return whyNotText(unfit);
  const missing = await sheetsToCome(transaction, cycle, { sheetIds: [id] });
  if (!missing.ok) return whyNotText(missing.refusal);
  return missing.value.sheets.length === 0 ? NONE_TO_COME : null;
}

/** Why the sheet cannot be withdrawn, by the rules of withdrawing; null if it can. */
async function notWithdrawn(transaction: Transaction, asking: Asking, { id, operatorId, cycleId, cycleState, guideline }: SheetRecord): Promise<string | null> {
  return kept(cycleState, await sheetsToWithdraw(transaction, asking, { operatorId, id: cycleId }, [id]), guideline);
}

/** A sheet, without its answers, with its respondents, those selected so far, and the people found by name, address or staff number. */
export const readAssignment = reading({
  of: assignSheet,
  takesOut: "always",
  entry: listPeople,
  on: anySheet.judged,
  input: z.object({ search: z.string(), selected: z.array(z.string()).nullable() }),
  async run({ transaction, subject: sheet, input: { search, selected }, visitor, now }): Promise<Result<Assignment, Refusal>> {
    const summary = await sheetSummary(transaction, sheet.id);
    if (!summary) return refused(NOT_FOUND);
    const ticked = selected ?? [...sheet.respondentIds];
    const always = [...new Set([...sheet.respondentIds, ...ticked])];
    const rows = await transaction.$queryRaw<(CandidateView & { found: number; fits: boolean })[]>`
      SELECT p.id, p.name, d.name AS "departmentName", p.id = ANY(${ticked}::uuid[]) AS chosen, f.fits, (count(*) FILTER (WHERE f.fits) OVER ())::int AS found
      FROM person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
      CROSS JOIN LATERAL (SELECT CASE ${search} WHEN '' THEN p.department_id IS NOT DISTINCT FROM coalesce(${sheet.departmentId}::uuid, p.department_id)
        ELSE ${containsWords(Prisma.sql`p.search_fold`, search)} END AS fits) f
      WHERE p.operator_id = portal_operator() AND p.left_at IS NULL AND (p.id = ANY(${always}::uuid[]) OR f.fits)
      ORDER BY p.id = ANY(${always}::uuid[]) DESC, d.name, p.staff_number NULLS LAST, p.name, p.id LIMIT ${OFFERED + always.length}`;
    const candidates = rows.map(({ found: _found, fits: _fits, ...candidate }) => candidate);
    const everybody = await transaction.person.count({ where: { operatorId: sheet.operatorId, leftAt: null } });
    return granted({
      fixed: fixedRespondents(sheet)?.detail ?? null,
      kept: sheet.state === "withdrawn" ? await notAgain(transaction, sheet) : await notWithdrawn(transaction, { visitor, now }, sheet),
      summary,
      answers: await countWritten(transaction, sheet),
      candidates,
      found: rows[0]?.found ?? 0,
      offered: rows.filter(({ fits }) => fits).length,
      everybody,
    });
  },
});

/** The sheets among these whose respondents the visitor may change: as a deputy, none in which the visitor has had a part. */
export async function assignableAmong(
  transaction: Transaction,
  { actor }: Visitor,
  { operatorId, state }: Pick<CycleRecord, "operatorId" | "state">,
  sheets: readonly { readonly id: string }[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const general = decide(actor, "sheet.assign", { operatorId });
  if ((state !== "open" && state !== "reviewing") || !general.ok) return new Set();
  const ids = sheets.map(({ id }) => id);
  // Only a deputy is asked about each: a holder of the post changes all.
  if (general.value.kind !== "deputy") return new Set(ids);
  const targets = await reviewTargets(transaction, operatorId, ids, now);
  return new Set(ids.filter((id) => decide(actor, "sheet.assign", targets.get(id) ?? {}).ok));
}

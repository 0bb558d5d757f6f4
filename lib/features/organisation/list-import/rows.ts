import "server-only";
import type { z } from "zod";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import { DISK_FULL } from "@/lib/domain/shared/outage";
import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import { refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { LIST_BYTES, placeOf } from "@/lib/features/organisation/list-file/csv";
import { countOf, type ListPlan, SHOWN_DOUBTS, shownRows } from "@/lib/features/organisation/list-import/rules";
import { countOpenings } from "@/lib/features/organisation/list-roles/rows";
import type { importInput, ListOutcome } from "@/lib/features/organisation/record/schema";
import { sentence } from "@/lib/labels/own-direction";
import type { Part } from "@/lib/server/audit/audited-transaction";
import { databaseDiskFull, type Transaction } from "@/lib/server/database/client";
import type { Context } from "@/lib/server/use-cases/use-case";

const SHOWN = 200;

/** What was written: an audit entry for each object, and the number of sheets that moved with it. */
export interface Written {
  readonly parts: readonly Part[];
  readonly movedSheets: number;
}

/** A list that was carried out. */
export interface CarriedOut {
  readonly outcome: ListOutcome;
  readonly parts: readonly Part[];
}

/** The outcome of a list, given what it does beside its rows. */
function outcomeOf(plan: ListPlan, ignored: readonly string[], effects: Pick<ListOutcome, "passwordsEnd" | "linksEnd" | "movedSheets">): ListOutcome {
  return {
    applied: true,
    hash: sha256(canonicalJson({ plan, effects })),
    ignoredColumns: [...ignored],
    doubts: plan.doubts.slice(0, SHOWN_DOUBTS).map((doubt) => ({ line: doubt.line, place: placeOf(doubt), message: doubt.message })),
    moreDoubts: Math.max(0, plan.doubts.length - SHOWN_DOUBTS),
    added: countOf(plan, "added"),
    renamed: countOf(plan, "renamed"),
    changed: countOf(plan, "changed"),
    unchanged: countOf(plan, "unchanged"),
    notListed: plan.notListed,
    rolesGiven: plan.gifts.length,
    ...effects,
    rows: shownRows(plan.rows, plan.doubts, SHOWN).map((row) => ({ ...row, cells: [...row.cells] })),
  };
}

/** Carries out a list whose plan has no problems, and counts what it does. All or nothing: a refusal ends the transaction. */
export async function carryOut<Code extends RefusalCode>(
  transaction: Transaction,
  operatorId: string,
  plan: ListPlan,
  ignored: readonly string[],
  write: () => Promise<Result<Written, Refusal<Code, undefined>>>,
): Promise<Result<CarriedOut, Refusal<Code, undefined>>> {
  const before = await countOpenings(transaction, operatorId, plan.gifts);
  const written = await write();
  if (!written.ok) return written;
  const after = await countOpenings(transaction, operatorId, plan.gifts);
  const { parts, movedSheets } = written.value;
  const effects = { passwordsEnd: before.passwords - after.passwords, linksEnd: before.links - after.links, movedSheets };
  return granted({ outcome: outcomeOf(plan, ignored, effects), parts });
}

/**
 * Carries a list out and takes it back, so that its preview says exactly what the import does (ADR 0050). What throws ends the
 * whole transaction. What is taken back was still written, so it is refused while the disk counts as full.
 */
export async function tryOut<Code extends RefusalCode>(
  transaction: Transaction,
  carry: () => Promise<Result<CarriedOut, Refusal<Code, undefined>>>,
): Promise<Result<ListOutcome, Refusal<Code | typeof DISK_FULL.code, undefined>>> {
  if (databaseDiskFull()) return refused(DISK_FULL);
  await transaction.$executeRaw`SAVEPOINT tried_out`;
  const carried = await carry();
  await transaction.$executeRaw`ROLLBACK TO SAVEPOINT tried_out`;
  return carried.ok ? granted({ ...carried.value.outcome, applied: false }) : carried;
}

const changedMeanwhile = (name: string) =>
  refusal(
    "confirmation_required",
    sentence`確かめた後に、${name}か登録が変わりました。もう一度ファイルを選んで、変わるところを確かめてください。何も取り込んでいません。`,
  );

/** A file of the request, as every list is sent. */
export const LIST_UPLOAD = { contentTypes: ["text/csv"], limit: LIST_BYTES };

/** What the use cases of lists work with. */
export interface Bringing
  extends Pick<Context<{ readonly operatorId: string }, z.output<typeof importInput>>, "transaction" | "visitor" | "subject" | "now" | "file"> {
  readonly input: z.output<typeof importInput>;
}

/**
 * Imports what was previewed: refused if the list does something else now than under the hash that was sent. Writes what the list
 * does into its audit entry, and an entry for each object. `name` is that of the kind of list.
 */
export async function importPreviewed<Code extends RefusalCode>(
  { input, file, addDetail, each }: Bringing & Pick<Context<unknown, unknown>, "addDetail" | "each">,
  name: string,
  bring: () => Promise<Result<CarriedOut, Refusal<Code, undefined>>>,
): Promise<Result<ListOutcome, Refusal<Code | "confirmation_required", undefined>>> {
  addDetail({ bytes: String(file.byteLength) });
  const carried = await bring();
  if (!carried.ok) return carried;
  const { outcome, parts } = carried.value;
  if (input.hash !== undefined && input.hash !== outcome.hash) return refused(changedMeanwhile(name));
  const { added, renamed, changed, rolesGiven, movedSheets } = outcome;
  addDetail({ added, renamed, changed, given: rolesGiven, movedSheets });
  each(parts);
  return granted(outcome);
}

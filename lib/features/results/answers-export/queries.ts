import "server-only";
import { countedStatus } from "@/lib/domain/checking/answer";
import { type GivenAnswer, isAsked } from "@/lib/domain/checking/progress";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import type { Item } from "@/lib/domain/guideline/edition";
import { editionOf } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, cycle } from "@/lib/features/cycles/record/record";
import { answersFile, type ExportedAnswers, TAG } from "@/lib/features/results/figures/schema";
import type { Transaction } from "@/lib/server/database/client";
import { streamed } from "@/lib/server/use-cases/streamed";
import { get, query } from "@/lib/server/use-cases/use-case";

/** Sheets per batch: a few milliseconds of work, so that nobody has to wait for an export. */
const BATCH = 50;

type Sheet = ExportedAnswers["sheets"][number];
type Head = Omit<Sheet, "items" | "answers">;

/** Answers by item; the reason only if it counts. */
type Given = Readonly<Record<string, GivenAnswer>>;

const readItems = (transaction: Transaction, cycleId: string): Promise<{ role: string; ids: string[] }[]> =>
  transaction.$queryRaw<{ role: string; ids: string[] }[]>`
    SELECT role, array_agg(item_id ORDER BY position) AS ids FROM cycle_item
    WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid GROUP BY role`;

/** Opens a cursor over the sheets that are not withdrawn, for reading batches. */
const openHeads = (transaction: Transaction, cycleId: string): Promise<number> =>
  transaction.$executeRaw`
    DECLARE exported NO SCROLL CURSOR FOR
    SELECT id, role, department_id AS department, system_id AS system, counts AS "handedIn" FROM sheet
    WHERE operator_id = portal_operator() AND cycle_id = ${cycleId}::uuid AND state <> 'withdrawn'
    ORDER BY role, department_id, system_id, id`;

async function readGiven(transaction: Transaction, sheetIds: readonly string[]): Promise<ReadonlyMap<string, Given>> {
  const rows = await transaction.$queryRaw<{ id: string; given: Given }[]>`
    SELECT sheet_id AS id, jsonb_object_agg(item_id, jsonb_build_object('status', status, 'reason', left(reason, 1))) AS given FROM answer
    WHERE operator_id = portal_operator() AND sheet_id = ANY(${sheetIds}::uuid[]) AND status IS NOT NULL GROUP BY sheet_id`;
  return new Map(rows.map(({ id, given }) => [id, given]));
}

/** The answers of a sheet that count, or would count once it is handed in (docs/design.md 3 and 9). */
function counting(asked: readonly Item[], given: Given): Record<string, AnswerStatus> {
  const answers = new Map(Object.entries(given));
  return Object.fromEntries(
    asked.flatMap((item) => {
      const { status, reason } = answers.get(item.id) ?? { status: null, reason: null };
      const counted = isAsked(item, answers) ? countedStatus(item.kind, status, reason) : null;
      return counted === null ? [] : [[item.id, counted]];
    }),
  );
}

/** The file in pieces of text, one batch of sheets each. */
async function* answersFileOf(transaction: Transaction, cycle: CycleRecord): AsyncGenerator<string> {
  const { items } = await editionOf(transaction, cycle);
  const itemsOf = new Map((await readItems(transaction, cycle.id)).map(({ role, ids }) => [role, ids]));
  const askedOf = new Map([...itemsOf].map(([role, ids]) => [role, ids.flatMap((id) => items.get(id) ?? [])]));
  yield `{"edition":${JSON.stringify(cycle.editionId)},"sheets":[`;
  await openHeads(transaction, cycle.id);
  for (let separator = ""; ; separator = ",") {
    const heads = await transaction.$queryRawUnsafe<Head[]>(`FETCH ${String(BATCH)} FROM exported`);
    if (heads.length === 0) break;
    const given = await readGiven(
      transaction,
      heads.map(({ id }) => id),
    );
    const sheets = heads.map(
      (head): Sheet => ({ ...head, items: itemsOf.get(head.role) ?? [], answers: counting(askedOf.get(head.role) ?? [], given.get(head.id) ?? {}) }),
    );
    yield separator + sheets.map((sheet) => JSON.stringify(sheet)).join(",");
  }
  yield "]}";
}

/**
 * `answers.json` of a cycle (docs/design.md 9): every sheet that is not withdrawn, with its items and the answers that count
 * or would count. `portal score` reads it. Contains no names of people. Written while it is read, at most two at once.
 */
export const exportAnswers = query({
  name: "answers.export",
  takesOut: "always",
  api: get("/cycles/{cycleId}/answers.json", "exportAnswers", TAG, "回答の書き出し（portal score が読む形）"),
  on: cycle.seen,
  output: answersFile,
  refuses: ["busy"],
  run: ({ transaction: deciding, subject, visitor: { scope } }) =>
    Promise.resolve(streamed(deciding, scope, (transaction) => answersFileOf(transaction, subject))),
});

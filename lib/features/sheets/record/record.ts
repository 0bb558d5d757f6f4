import "server-only";
import { decide, type Target } from "@/lib/domain/access/permission";
import { DEPARTMENT_REVIEWERS, isReviewer, REVIEWED_REVIEWERS, type ReviewedSheet } from "@/lib/domain/access/review";
import { OWN_CONDUCT } from "@/lib/domain/checking/posts";
import type { AppointmentRole, CycleState, ExampleMode, SheetState } from "@/lib/domain/checking/state";
import type { AnsweringRole, GuidelineKind } from "@/lib/domain/guideline/edition";
import { grouped } from "@/lib/domain/shared/grouped";
import { answerParams, sheetParams } from "@/lib/features/sheets/record/schema";
import { reviewingSeats } from "@/lib/features/sheets/seats/queries";
import { inForce } from "@/lib/features/sheets/seats/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { type RowLocks, rowLocks } from "@/lib/server/database/lock";
import { none } from "@/lib/server/use-cases/operation";
import type { Asking, On } from "@/lib/server/use-cases/use-case";
import { isIdentifier } from "@/lib/validation/plain-text";

/** A sheet with the data of its cycle that decisions need. */
export interface SheetRecord {
  readonly operatorId: string;
  readonly id: string;
  readonly cycleId: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly personId: string | null;
  readonly state: SheetState;
  readonly measures: number;
  readonly answered: number;
  readonly cycleState: CycleState;
  readonly exampleMode: ExampleMode;
  readonly editionId: string;
  /** The kind of the edition, without which no answer of the sheet has a word. */
  readonly guideline: GuidelineKind;
  /** The content hash of the cycle's revision. */
  readonly contentHash: string;
  readonly respondentIds: string[];
  readonly handedInBy: string | null;
  readonly returnedReason: string | null;
}

/** `change`: locks against changes of the cycle's state and of the sheet. `alone`: against changes of any sheet of the cycle. */
export type SheetLock = "none" | "change" | "alone";

const LOCKS = {
  none: {},
  change: { cycle: "share", sheet: "change" },
  alone: { cycle: "exclusive", sheet: "change" },
} as const satisfies Record<SheetLock, RowLocks>;

const respondentsOf = async (transaction: Transaction, operatorId: string, sheetId: string): Promise<string[]> =>
  (
    await transaction.$queryRaw<{ personId: string }[]>`
    SELECT person_id AS "personId" FROM sheet_respondent WHERE operator_id = ${operatorId}::uuid AND sheet_id = ${sheetId}::uuid`
  ).map(({ personId }) => personId);

/** Like `readSheet`, but in one statement: after waiting for the lock, it still sees the earlier respondents. */
export async function readSheetRow(transaction: Transaction, sheetId: string, lock: SheetLock): Promise<SheetRecord | null> {
  if (!isIdentifier(sheetId)) return null;
  const [sheet] = await transaction.$queryRaw<SheetRecord[]>`
    SELECT s.operator_id AS "operatorId", s.id, s.cycle_id AS "cycleId", s.role, s.department_id AS "departmentId",
      s.system_id AS "systemId", s.person_id AS "personId", s.state, s.measures, s.answered, s.handed_in_by AS "handedInBy",
      s.returned_reason AS "returnedReason", c.state AS "cycleState", c.example_mode AS "exampleMode", c.edition_id AS "editionId",
      (SELECT e.kind FROM edition e WHERE e.id = c.edition_id) AS guideline,
      (SELECT v.content_hash FROM edition_revision v WHERE v.edition_id = c.edition_id AND v.revision = c.edition_revision) AS "contentHash",
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id) AS "respondentIds"
    FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    WHERE s.operator_id = portal_operator() AND s.id = ${sheetId}::uuid
    ${rowLocks(LOCKS[lock])}`;
  return sheet ?? null;
}

/**
 * The sheet with this id in the scope's operator; null if there is none. It locks the cycle and then the sheet, in the lock
 * order of docs/design.md 9, and reads the respondents after the lock.
 */
export async function readSheet(transaction: Transaction, sheetId: string, lock: SheetLock): Promise<SheetRecord | null> {
  const sheet = await readSheetRow(transaction, sheetId, lock);
  if (!sheet || lock === "none") return sheet;
  return { ...sheet, respondentIds: await respondentsOf(transaction, sheet.operatorId, sheet.id) };
}

/** Whether the visitor answers the sheet, alone or with others. */
export const isRespondent = ({ respondentIds }: Pick<SheetRecord, "respondentIds">, { visitor: { actor } }: Asking): boolean =>
  respondentIds.includes(actor.personId);

/** The sheet in the form of the permission rules. */
export const sheetTarget = (sheet: Pick<SheetRecord, "operatorId" | "departmentId" | "systemId" | "role" | "respondentIds">): Target => ({
  operatorId: sheet.operatorId,
  departmentId: sheet.departmentId,
  systemId: sheet.systemId,
  role: sheet.role,
  respondentIds: sheet.respondentIds,
});

interface ReviewFacts {
  readonly id: string;
  readonly cycleId: string;
  readonly role: AnsweringRole;
  readonly departmentId: string | null;
  readonly systemId: string | null;
  readonly respondentIds: string[];
  readonly involvedIds: string[];
  readonly deputyIds: string[];
  readonly respondentHolds: AppointmentRole[];
}

/** Who ever had a part in the sheet `s`: who answered it, handed it in or answered a remark, whatever they are to it today. */
const TOOK_PART = Prisma.sql`ARRAY(
  SELECT h.answered_by FROM answer_history h WHERE h.operator_id = s.operator_id AND h.sheet_id = s.id AND h.answered_by IS NOT NULL
  UNION SELECT unnest(s.ever_handed_in_by)
  UNION SELECT e.by FROM item_remark m JOIN item_remark_response e ON e.operator_id = m.operator_id AND e.remark_id = m.id
    WHERE m.operator_id = s.operator_id AND m.sheet_id = s.id)`;

/** The facts that acceptance depends on: who took part in sheets, the deputies of their posts, and what else their respondents hold. */
const reviewFacts = (transaction: Transaction, which: Prisma.Sql, now: Date): Promise<ReviewFacts[]> =>
  transaction.$queryRaw<ReviewFacts[]>`
    SELECT s.id, s.cycle_id AS "cycleId", s.role, s.department_id AS "departmentId", s.system_id AS "systemId",
      ARRAY(SELECT r.person_id FROM sheet_respondent r WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id) AS "respondentIds",
      ${TOOK_PART} AS "involvedIds",
      ARRAY(SELECT DISTINCT q.person_id FROM deputy q WHERE q.operator_id = s.operator_id AND ${inForce(now)}
        AND portal_answers_as(q.role, q.department_id, q.system_id, s.role, s.department_id, s.system_id)) AS "deputyIds",
      ARRAY(SELECT DISTINCT a.role FROM sheet_respondent r JOIN appointment a ON a.operator_id = r.operator_id AND a.person_id = r.person_id
        WHERE r.operator_id = s.operator_id AND r.sheet_id = s.id AND (a.role <> ALL(${[...DEPARTMENT_REVIEWERS]}) OR a.department_id = s.department_id)) AS "respondentHolds"
    FROM sheet s JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    WHERE s.operator_id = portal_operator() AND ${which}`;

export interface ReviewTarget extends Target {
  readonly cycleId: string;
}

type SheetToReview = ReviewedSheet & { readonly cycleId: string };

/** These sheets in the form of the review rules, each with who reviews it from which post today. */
async function withSeats(transaction: Transaction, operatorId: string, facts: readonly ReviewFacts[], now: Date): Promise<Map<string, SheetToReview>> {
  const seats = facts.length === 0 ? [] : await reviewingSeats(transaction, [...new Set(facts.flatMap((one) => one.departmentId ?? []))], now);
  const everywhere = seats.filter((seat) => seat.departmentId === null);
  const inDepartment = grouped(seats, (seat) => seat.departmentId);
  return new Map(
    facts.map(({ id, ...one }) => {
      const managing = one.departmentId === null ? [] : (inDepartment.get(one.departmentId) ?? []);
      return [id, { operatorId, ...one, seats: [...managing, ...everywhere] }];
    }),
  );
}

/** The sheet in the form of the review rules. */
export async function reviewTarget(transaction: Transaction, { operatorId, id }: Pick<SheetRecord, "operatorId" | "id">, now: Date): Promise<Target> {
  const facts = await reviewFacts(transaction, Prisma.sql`s.id = ${id}::uuid`, now);
  return (await withSeats(transaction, operatorId, facts, now)).get(id) ?? {};
}

/** The sheet in the form of the read rule; what the review rules need is read only if it decides. */
export async function readingTarget(transaction: Transaction, { visitor: { actor }, now }: Asking, sheet: SheetRecord): Promise<Target> {
  const target = sheetTarget(sheet);
  return decide(actor, "sheet.read", target).ok || !isReviewer(actor) ? target : reviewTarget(transaction, sheet, now);
}

/** Several sheets in the form of the review rules, by id. */
export const reviewTargets = async (
  transaction: Transaction,
  operatorId: string,
  sheetIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, ReviewedSheet>> =>
  withSeats(transaction, operatorId, await reviewFacts(transaction, Prisma.sql`s.id = ANY(${[...sheetIds]}::uuid[])`, now), now);

/**
 * The handed-in sheets of running cycles in the form of the review rules, by id: those of the departments, those that no
 * department's 責任者 reviews, and those that may fall to the next because a 責任者 takes part or is missing. The rules leave all
 * others to their department's 責任者.
 */
export async function waitingTargets(
  transaction: Transaction,
  operatorId: string,
  departments: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, ReviewTarget>> {
  const facts = await reviewFacts(
    transaction,
    Prisma.sql`s.state = 'handedIn' AND c.state IN ('open', 'reviewing') AND (
      s.department_id IS NULL OR s.department_id = ANY(${[...departments]}::uuid[]) OR s.role <> ${OWN_CONDUCT}
      OR NOT EXISTS (SELECT 1 FROM appointment m WHERE m.operator_id = s.operator_id AND m.role = ANY(${[...DEPARTMENT_REVIEWERS]}) AND m.department_id = s.department_id)
      OR s.id IN (SELECT r.sheet_id FROM sheet_respondent r JOIN appointment a ON a.operator_id = r.operator_id AND a.person_id = r.person_id
        WHERE r.operator_id = portal_operator() AND a.role = ANY(${[...REVIEWED_REVIEWERS]})))`,
    now,
  );
  return withSeats(transaction, operatorId, facts, now);
}

type OnSheet<Found> = On<typeof sheetParams, Found>;

const sheetPlace = (sheetId: string): string => `sheet/${sheetId}`;

const sheetBy = (lock: SheetLock): OnSheet<SheetRecord> => ({
  params: sheetParams,
  place: ({ sheetId }) => sheetPlace(sheetId),
  find: (transaction, { sheetId }) => readSheet(transaction, sheetId, lock),
  target: sheetTarget,
});

/** A sheet with further data for the permission rule. */
export interface JudgedSheet extends SheetRecord {
  readonly judged: Target;
}

const judgedBy = (lock: SheetLock, judge: (transaction: Transaction, sheet: SheetRecord, asking: Asking) => Promise<Target>): OnSheet<JudgedSheet> => ({
  params: sheetParams,
  place: ({ sheetId }) => sheetPlace(sheetId),
  async find(transaction, { sheetId }, asking) {
    const sheet = await readSheet(transaction, sheetId, lock);
    return sheet && { ...sheet, judged: await judge(transaction, sheet, asking) };
  },
  target: ({ judged }) => judged,
});

/** For who decides about the sheet, and does not only answer it: with everybody who has a part in it, and who reviews it. */
const decidedBy = (lock: SheetLock): OnSheet<JudgedSheet> => judgedBy(lock, (transaction, found, { now }) => reviewTarget(transaction, found, now));

/**
 * A sheet of the own operator, as the subject of use cases. `seen`, `locked` (for a change): for who answers it. `read`: with the
 * data of the read rule. `judged`, `reviewed` (locked for a change), `alone` (also against changes of the cycle's other sheets): with
 * the data of the review rules.
 */
export const sheet = {
  ...{ seen: sheetBy("none"), locked: sheetBy("change") },
  ...{ judged: decidedBy("none"), reviewed: decidedBy("change"), alone: decidedBy("alone") },
  read: judgedBy("none", (transaction, found, asking) => readingTarget(transaction, asking, found)),
} as const;

/** Locks these sheets for a change, and their cycles, always in the same order: cycle by cycle, and in each by the id of the sheet. */
const lockSheetsInOrder = (transaction: Transaction, sheetIds: readonly string[]): Promise<unknown> =>
  transaction.$executeRaw`
    SELECT 1 FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    WHERE s.operator_id = portal_operator() AND s.id = ANY(${sheetIds.filter(isIdentifier)}::uuid[])
    ORDER BY c.id, s.id ${rowLocks(LOCKS.change)}`;

/** Several sheets at once, with the data of the review rules, which must allow all of them. */
export const reviewedSheets: On<typeof none, readonly JudgedSheet[], { readonly sheetIds: readonly string[] }> = {
  params: none,
  place: () => "sheets",
  namedInInput: true,
  async find(transaction, _params, asking, { sheetIds }) {
    const sheets: JudgedSheet[] = [];
    await lockSheetsInOrder(transaction, sheetIds);
    for (const sheetId of [...new Set(sheetIds)].sort()) {
      const found = await sheet.reviewed.find(transaction, { sheetId }, asking, {});
      if (!found) return null;
      sheets.push(found);
    }
    return sheets;
  },
  target: (sheets) => sheets.map(({ judged }) => judged),
};

/** One item of a sheet, found with the sheet. */
const itemOf = <Found extends SheetRecord>(on: OnSheet<Found>): On<typeof answerParams, Found & { readonly itemId: string }> => ({
  params: answerParams,
  place: ({ sheetId, itemId }) => `${sheetPlace(sheetId)}/${itemId}`,
  async find(transaction, { itemId, ...params }, asking, input) {
    const found = await on.find(transaction, params, asking, input);
    return found && { ...found, itemId };
  },
  target: (found, asking) => on.target(found, asking),
});

/** An item of a sheet of the own operator, as the subject of use cases. */
export const sheetItem = { locked: itemOf(sheet.locked), reviewed: itemOf(sheet.reviewed), read: itemOf(sheet.read) } as const;

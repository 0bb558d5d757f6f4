import "server-only";
import { mayAtOwn } from "@/lib/domain/access/permission";
import { isOwnConduct, OPERATOR_ROLES, placeOfPost } from "@/lib/domain/checking/posts";
import { granted } from "@/lib/domain/shared/result";
import { sheetsToCome } from "@/lib/features/cycles/hand-out/queries";
import { withdrawnBeforeLeaving } from "@/lib/features/cycles/hand-out/sql";
import { readPlaceNames } from "@/lib/features/cycles/record/queries";
import { type CycleRecord, readCycles } from "@/lib/features/cycles/record/record";
import { operatorBindingRefusal } from "@/lib/features/guidelines/binding/queries";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { UNANSWERABLE } from "@/lib/features/sheets/unanswerable/sql";
import { type Staffing, staffing } from "@/lib/features/staffing/record/schema";
import { whyNotText } from "@/lib/features/staffing/record/texts";
import { lastChanges, untilNextChange } from "@/lib/server/audit/last-changes";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, ofOwnOperator, query } from "@/lib/server/use-cases/use-case";

const LISTED = 500;
/** More open rounds than an operator has at once. */
const OPEN_CYCLES = 50;

type PostWithoutSheet = Staffing["postsWithoutSheet"][number];

/**
 * In SQL, as `missing`: present people without a 取扱者 sheet of these cycles that have any. The people of departments for which the CISO
 * left out something that 取扱者 are asked get none (`asTheirRolesAsk`). Whose last sheet was withdrawn is left out, because somebody
 * decided so, unless it was for leaving: then the person is back. Both sides are grouped as they are, because a plan
 * that looks up each person and round takes minutes where the tables have no statistics yet.
 */
const missingOf = (cycleIds: readonly string[]) => Prisma.sql`
  WITH asking AS MATERIALIZED (
    SELECT c.id, c.title, c.due_on FROM cycle c WHERE c.operator_id = portal_operator() AND c.id = ANY(${[...cycleIds]}::uuid[])
      AND EXISTS (SELECT 1 FROM cycle_item i WHERE i.operator_id = c.operator_id AND i.cycle_id = c.id AND i.role = 'handler')),
  decided AS MATERIALIZED (
    SELECT DISTINCT l.cycle_id, d.id AS department_id
    FROM cycle_left_out l JOIN department d ON d.operator_id = l.operator_id AND d.id::text = split_part(l.scope, '/', 2)
    WHERE l.operator_id = portal_operator() AND l.cycle_id = ANY(${[...cycleIds]}::uuid[])
      AND l.vacant_place IS NULL AND split_part(l.scope, '/', 1) IN ('', 'handler') AND split_part(l.scope, '/', 3) = ''
      AND EXISTS (SELECT 1 FROM cycle_item i WHERE i.operator_id = l.operator_id AND i.cycle_id = l.cycle_id AND i.item_id = l.item_id AND i.role = 'handler')),
  missing AS MATERIALIZED (
    SELECT cycle_id, person_id, min(title) AS title, min(due_on) AS due_on, min(name) AS name, min(staff_number) AS staff_number, min(department) AS department
    FROM (
      SELECT c.id AS cycle_id, p.id AS person_id, c.title, c.due_on, p.name, p.staff_number, d.name AS department, false AS has
      FROM asking c CROSS JOIN person p JOIN department d ON d.operator_id = p.operator_id AND d.id = p.department_id
      WHERE p.operator_id = portal_operator() AND p.left_at IS NULL AND (c.id, p.department_id) NOT IN (SELECT cycle_id, department_id FROM decided)
      UNION ALL
      SELECT s.cycle_id, s.person_id, NULL, NULL, NULL, NULL, NULL, true FROM sheet s
      WHERE s.operator_id = portal_operator() AND s.cycle_id = ANY(${[...cycleIds]}::uuid[]) AND s.role = 'handler'
        AND s.withdrawn_because IS DISTINCT FROM 'left' AND s.id NOT IN (${withdrawnBeforeLeaving(cycleIds)})) e
    GROUP BY cycle_id, person_id HAVING NOT bool_or(has))`;

async function readWithoutSheet(transaction: Transaction, cycles: readonly CycleRecord[]) {
  if (cycles.length === 0) return { total: 0, people: [] };
  const rows = await transaction.$queryRaw<(Staffing["withoutSheet"][number] & { total: number })[]>`
    ${missingOf(cycles.map(({ id }) => id))}
    SELECT cycle_id AS "cycleId", title AS "cycleTitle", person_id AS "personId", name AS "personName", department AS "departmentName",
      (SELECT count(DISTINCT person_id)::int FROM missing) AS total
    FROM missing ORDER BY due_on, cycle_id, department, staff_number NULLS LAST, name, person_id LIMIT ${LISTED}`;
  return { total: rows[0]?.total ?? 0, people: rows.map(({ total: _total, ...one }) => one) };
}

/** An open cycle with the posts without a sheet. `whyNot`: why nothing can be handed out there; null where it can. */
interface ToCome {
  readonly cycle: CycleRecord;
  readonly posts: readonly PostWithoutSheet[];
  /** How much of what was left out because these posts were vacant their sheets ask. */
  readonly askedAgain: number;
  readonly whyNot: string | null;
}

/** Why nothing of this cycle can be handed out any more, whatever is missing; null if it can. */
const readUnfit = (transaction: Transaction, { operatorId, editionId }: CycleRecord) => operatorBindingRefusal(transaction, operatorId, editionId);
type Unfit = Awaited<ReturnType<typeof readUnfit>>;

/** Posts without a sheet in an open cycle, by the rule that hands sheets out later, and what that would be refused for. */
async function readToCome(transaction: Transaction, cycle: CycleRecord, names: ReadonlyMap<string, string>, unfit: Unfit): Promise<ToCome> {
  const missing = await sheetsToCome(transaction, cycle, {}, "posts");
  if (!missing.ok) return { cycle, posts: [], askedAgain: 0, whyNot: whyNotText(unfit ?? missing.refusal) };
  const posts = missing.value.sheets.flatMap(({ role, departmentId: within, systemId }) => {
    if (isOwnConduct(role)) return [];
    const departmentId = systemId === null ? within : null;
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
    const place = { departmentId, departmentName: nameOf(departmentId), systemId, systemName: nameOf(systemId) };
    return [{ cycleId: cycle.id, cycleTitle: cycle.title, role, ...place }];
  });
  return { cycle, posts, askedAgain: missing.value.takenIn.length, whyNot: unfit === null ? null : whyNotText(unfit) };
}

/** As in `ToCome`, `posts` counted, beside the people without a sheet. */
export interface CountedToCome extends Pick<ToCome, "askedAgain" | "whyNot"> {
  readonly people: number;
  readonly posts: number;
}

const toComeKept = untilNextChange<CountedToCome>("sheets to come", 200);

/** How many sheets of people and of posts this open cycle has yet to hand out. */
export async function countToCome(transaction: Transaction, cycle: CycleRecord, now: Date): Promise<CountedToCome> {
  // Which editions bind is decided by the platform, whose changes are not the operator's.
  const unfit = await readUnfit(transaction, cycle);
  return toComeKept([await lastChanges(transaction), cycle, unfit?.code], now, async () => {
    const { total: people } = await readWithoutSheet(transaction, [cycle]);
    const { posts, askedAgain, whyNot } = await readToCome(transaction, cycle, new Map(), unfit);
    return { people, posts: posts.length, askedAgain, whyNot };
  });
}

const WHOLE = OPERATOR_ROLES.filter((role) => placeOfPost(role) === "operator");

/** Posts of departments and systems in use, and of the operator, that nobody holds. */
const readVacantPosts = (transaction: Transaction) =>
  transaction.$queryRaw<Staffing["vacantPosts"]>`
    SELECT v.role, v.department_id AS "departmentId", v.department AS "departmentName", v.system_id AS "systemId", v.system AS "systemName" FROM (
      SELECT r.role, NULL::uuid AS department_id, NULL AS department, NULL::uuid AS system_id, NULL AS system, r.place FROM unnest(${[...WHOLE]}::text[]) WITH ORDINALITY AS r(role, place)
      UNION ALL SELECT 'securityManager', d.id, d.name, NULL, NULL, 100 FROM department d WHERE d.operator_id = portal_operator() AND d.retired_at IS NULL
      UNION ALL SELECT 'systemAdministrator', NULL, NULL, y.id, y.name, 101 FROM critical_system y WHERE y.operator_id = portal_operator() AND y.retired_at IS NULL) v
    WHERE NOT EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = portal_operator() AND a.role = v.role
      AND a.department_id IS NOT DISTINCT FROM v.department_id AND a.system_id IS NOT DISTINCT FROM v.system_id)
    ORDER BY v.place, v.department, v.system`;

const readUnanswerable = (transaction: Transaction) =>
  transaction.$queryRaw<Staffing["unanswerable"]>`
    SELECT c.id AS "cycleId", c.title AS "cycleTitle", count(*)::int AS sheets
    FROM cycle c JOIN sheet s ON s.operator_id = c.operator_id AND s.cycle_id = c.id
    WHERE c.operator_id = portal_operator() AND c.state IN ('open', 'reviewing') AND ${Prisma.raw(UNANSWERABLE)}
    GROUP BY c.id, c.title, c.due_on ORDER BY c.due_on, c.id`;

async function readOpen(transaction: Transaction): Promise<ToCome[]> {
  const names = await readPlaceNames(transaction);
  const open: ToCome[] = [];
  for (const cycle of await readCycles(transaction, "open", OPEN_CYCLES, 0)) {
    open.push(await readToCome(transaction, cycle, names, await readUnfit(transaction, cycle)));
  }
  return open;
}

const listed = async (transaction: Transaction, of: readonly ToCome[]) => {
  const { total, people } = await readWithoutSheet(
    transaction,
    of.map(({ cycle }) => cycle),
  );
  return { total, withoutSheet: people, postsWithoutSheet: of.flatMap(({ posts }) => posts) };
};

/** What is missing and can be seen to: without the sheets of rounds that can hand out none. */
async function readAll(transaction: Transaction, open: readonly ToCome[]): Promise<Staffing> {
  const { total, withoutSheet, postsWithoutSheet } = await listed(
    transaction,
    open.filter(({ whyNot }) => whyNot === null),
  );
  const vacantPosts = await readVacantPosts(transaction);
  const unanswerable = await readUnanswerable(transaction);
  const [handovers] = await transaction.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM planned_handover WHERE operator_id = portal_operator() AND state = 'toConfirm'`;
  const [password] = await transaction.$queryRaw<{ people: number }[]>`SELECT portal_without_password()::int AS people`;
  return {
    counts: {
      withoutSheet: total,
      postsWithoutSheet: postsWithoutSheet.length,
      withoutPassword: password?.people ?? 0,
      vacantPosts: vacantPosts.length,
      unanswerable: unanswerable.reduce((sum, { sheets }) => sum + sheets, 0),
      handoversToConfirm: handovers?.waiting ?? 0,
    },
    ...{ withoutSheet, postsWithoutSheet, vacantPosts, unanswerable },
  };
}

/** What is missing, and apart from it the sheets that no round can hand out, with the reason of each round. */
export async function readWithReasons(transaction: Transaction) {
  const open = await readOpen(transaction);
  const prevented = open.filter(({ whyNot }) => whyNot !== null);
  return {
    ...{ staffing: await readAll(transaction, open), prevented: await listed(transaction, prevented) },
    reasons: new Map(prevented.map(({ cycle, whyNot }) => [cycle.id, whyNot])),
  };
}

const countsKept = untilNextChange<Staffing["counts"]>("staffing counts", 200);

/**
 * The numbers of what is missing, for the first page of those who see to it; null for everybody else. Only the lists behind them,
 * which have names, leave an entry of their own. `changes`: `lastChanges`.
 */
export async function staffingCounts(transaction: Transaction, visitor: Visitor, changes: string, now: Date): Promise<Staffing["counts"] | null> {
  if (!mayAtOwn(visitor.actor, "people.manage")) return null;
  return countsKept([changes], now, async () => (await readAll(transaction, await readOpen(transaction))).counts);
}

/**
 * Who has no sheet and who no password, which posts have no sheet, which posts are vacant, which sheets nobody can answer, and how many handovers have to be
 * confirmed again (docs/design.md 6).
 */
export const readStaffing = query({
  name: "people.staffing",
  may: "people.read",
  api: get("/staffing", "readStaffing", PEOPLE_TAG, "点検票やパスワードのない人、点検票のない役職、空席の役職、回答する人がいない点検票"),
  on: ofOwnOperator("people"),
  takesOut: "always",
  output: staffing,
  async run({ transaction }) {
    return granted(await readAll(transaction, await readOpen(transaction)));
  },
});

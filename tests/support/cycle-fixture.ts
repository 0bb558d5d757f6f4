import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import type { AnsweringRole } from "@/lib/domain/guideline/edition";
import { dayFromNow } from "@/tests/support/days";
import { insert, type OperatorRole, type World } from "@/tests/support/world";

/** The sheets of a fixture, by their respondent. */
export const FIXTURE_SHEETS = {
  handler: { role: "handler", department: 0, system: null, person: "handler" },
  system: { role: "systemAdministrator", department: 0, system: 0, person: "systemAdministrator" },
  manager: { role: "securityManager", department: 0, system: null, person: "manager" },
  ciso: { role: "ciso", department: null, system: null, person: "ciso" },
  executive: { role: "executive", department: null, system: null, person: "executive" },
  committee: { role: "securityCommittee", department: null, system: null, person: "committee" },
  auditor: { role: "auditor", department: null, system: null, person: "auditor" },
} as const satisfies Record<string, { role: AnsweringRole; department: 0 | null; system: 0 | null; person: OperatorRole }>;
export type FixtureSheet = keyof typeof FIXTURE_SHEETS;

export interface CycleFixture {
  readonly cycleId: string;
  readonly sheets: Readonly<Record<FixtureSheet, string>>;
  /** Measures on the sheet, in printed order. */
  readonly items: Readonly<Record<FixtureSheet, readonly string[]>>;
}

interface Wanted {
  readonly state?: CycleState;
  /** State of every sheet. */
  readonly sheets?: SheetState;
  readonly edition?: string;
  /** Number of measures per role, with their examples; the whole edition would make thousands of rows. */
  readonly measures?: number;
  /** Also hands out the examples of measures that another role answers, as `handOut` does. */
  readonly othersExamples?: boolean;
}

const COUNTED: readonly SheetState[] = ["handedIn", "accepted"];

interface Asked {
  readonly role: string;
  readonly item_id: string;
  readonly kind: string;
  readonly position: number;
  readonly illustrates: string | null;
}
const kept = new Map<string, Promise<Asked[]>>();

/** The roles that answer the items of an edition, in printed order. */
async function answeredBy(client: pg.ClientBase, edition: string): Promise<Asked[]> {
  const { rows } = await client.query<Asked>(
    `SELECT r.role, i.id AS item_id, i.kind, i.position, i.illustrates
     FROM edition_revision e, jsonb_array_elements(e.content -> 'items') AS c(item), jsonb_array_elements_text(c.item -> 'answeredBy') AS r(role), edition_item i
     WHERE e.edition_id = $1 AND e.revision = 1 AND i.edition_id = e.edition_id AND i.id = c.item ->> 'id' ORDER BY i.position`,
    [edition],
  );
  return rows;
}

/** Assigns items to each role: the first measures of the edition and their examples. */
async function askItems(
  client: pg.ClientBase,
  operatorId: string,
  cycleId: string,
  edition: string,
  wanted: Required<Pick<Wanted, "measures" | "othersExamples">>,
) {
  const all = await (kept.get(edition) ?? kept.set(edition, answeredBy(client, edition)).get(edition)!);
  const roles = [...new Set(all.map(({ role }) => role))];
  const measures = roles.flatMap((role) => all.filter((one) => one.role === role && one.kind === "measure").slice(0, wanted.measures));
  const examples = all.filter(({ role, illustrates }) => measures.some((one) => one.item_id === illustrates && (wanted.othersExamples || one.role === role)));
  const rows = [...measures, ...examples];
  await insert(
    client,
    "cycle_item",
    rows.map(({ illustrates: _example, ...row }) => ({ ...row, operator_id: operatorId, cycle_id: cycleId })),
  );
}

/**
 * What the tallies must equal after any history: the counted sheets' answers, counted one by one; answers to examples of a
 * measure that is 該当なし on the sheet are set aside.
 */
export const RECOUNT = `
  SELECT operator_id, cycle_id, scope, item_id, count(*) FILTER (WHERE counts)::int AS asked,
    count(*) FILTER (WHERE counts AND status = 'implemented')::int AS implemented,
    count(*) FILTER (WHERE counts AND status = 'partial')::int AS partial,
    count(*) FILTER (WHERE counts AND status = 'notImplemented')::int AS not_implemented,
    count(*) FILTER (WHERE counts AND status = 'notApplicable')::int AS not_applicable,
    count(*) FILTER (WHERE counts AND status = 'implemented' AND evidence IS NULL)::int AS unevidenced
  FROM (
    SELECT s.operator_id, s.cycle_id, s.role || '/' || coalesce(s.department_id::text, '') || '/' || coalesce(s.system_id::text, '') AS scope,
      i.item_id, s.state IN ('handedIn', 'accepted') AS counts, CASE WHEN m.status IS DISTINCT FROM 'notApplicable' THEN a.status END AS status, a.evidence
    FROM sheet s
    JOIN cycle c ON c.operator_id = s.operator_id AND c.id = s.cycle_id
    JOIN cycle_item i ON i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role
    LEFT JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.item_id = i.item_id
    LEFT JOIN edition_item e ON e.edition_id = c.edition_id AND e.id = i.item_id
    LEFT JOIN answer m ON m.operator_id = s.operator_id AND m.sheet_id = s.id AND m.item_id = e.illustrates
    WHERE s.operator_id = $1) given
  GROUP BY 1, 2, 3, 4`;

/** Tallies of one operator that differ from a recount; a tally without a sheet must be zero. */
export async function wrongTallies(client: pg.ClientBase, operatorId: string): Promise<unknown[]> {
  const { rows } = await client.query(
    `WITH counted AS (${RECOUNT})
     SELECT coalesce(c.scope, t.scope) AS scope, coalesce(c.item_id, t.item_id) AS item, to_jsonb(c) AS counted, to_jsonb(t) AS kept
     FROM counted c FULL JOIN (SELECT * FROM tally_item WHERE operator_id = $1) t USING (operator_id, cycle_id, scope, item_id)
     WHERE (coalesce(c.asked, 0), coalesce(c.implemented, 0), coalesce(c.partial, 0), coalesce(c.not_implemented, 0), coalesce(c.not_applicable, 0), coalesce(c.unevidenced, 0))
       IS DISTINCT FROM (coalesce(t.asked, 0), coalesce(t.implemented, 0), coalesce(t.partial, 0), coalesce(t.not_implemented, 0), coalesce(t.not_applicable, 0), coalesce(t.unevidenced, 0))`,
    [operatorId],
  );
  return rows;
}

/** The cycles of the operator that equal a new one of the fixture's period and edition, whose number has to be confirmed. */
export async function equalCyclesOf(client: pg.ClientBase, { operatorId }: World, before: "planning" | "handingOut"): Promise<number> {
  const states = ["open", "reviewing", "approved", "submitted", ...(before === "planning" ? ["planned"] : [])];
  const { rows } = await client.query<{ number: number }>(
    "SELECT count(*)::int AS number FROM cycle WHERE operator_id = $1 AND edition_id = 'kuko-2' AND state = ANY($2)",
    [operatorId, states],
  );
  return rows[0]?.number ?? 0;
}

async function makeSheets(client: pg.ClientBase, world: World, cycleId: string, state: SheetState): Promise<Record<FixtureSheet, string>> {
  const { operatorId } = world;
  const now = new Date().toISOString();
  const ids: Partial<Record<FixtureSheet, string>> = {};
  for (const [key, { role, department, system, person }] of Object.entries(FIXTURE_SHEETS)) {
    const id = randomUUID();
    const { personId } = world.people[person];
    ids[key as FixtureSheet] = id;
    await insert(client, "sheet", [
      {
        ...{ operator_id: operatorId, id, cycle_id: cycleId, role, state, measures: 0, answered: 0 },
        department_id: department === null ? null : world.departments[department],
        system_id: system === null ? null : world.systems[system],
        person_id: role === "handler" ? personId : null,
        ...(COUNTED.includes(state) || state === "returned" ? { handed_in_at: now, handed_in_by: personId } : {}),
        ...(state === "returned" ? { returned_reason: "根拠を足してください。" } : {}),
      },
    ]);
    await insert(client, "sheet_respondent", [{ operator_id: operatorId, sheet_id: id, person_id: personId }]);
  }
  return ids as Record<FixtureSheet, string>;
}

/** Answers every measure of every sheet, 実施 and 未実施 alternately, the first with a remark. */
async function answerAll(client: pg.ClientBase, operatorId: string, cycleId: string): Promise<void> {
  for (const table of ["answer", "answer_history"]) {
    await client.query(
      `INSERT INTO ${table} (operator_id, sheet_id, item_id, status, remark, version, answered_by, answered_at)
       SELECT s.operator_id, s.id, i.item_id, CASE WHEN row_number() OVER w % 2 = 1 THEN 'implemented' ELSE 'notImplemented' END,
         CASE WHEN row_number() OVER w = 1 THEN '点検の備考' END, 1, r.person_id, now()
       FROM sheet s JOIN cycle_item i USING (operator_id, cycle_id, role) JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id
       WHERE s.operator_id = $1 AND s.cycle_id = $2 AND i.kind = 'measure' WINDOW w AS (PARTITION BY s.id ORDER BY i.position)`,
      [operatorId, cycleId],
    );
  }
  await client.query("UPDATE sheet SET answered = measures WHERE operator_id = $1 AND cycle_id = $2", [operatorId, cycleId]);
}

/** A cycle of the operator with one sheet of each kind, all answered unless they are not started. */
export async function makeCycle(
  client: pg.ClientBase,
  world: World,
  { state = "open", sheets = "inProgress", edition = "kuko-2", measures = 3, othersExamples = false }: Wanted = {},
): Promise<CycleFixture> {
  const { operatorId, people } = world;
  const cycleId = randomUUID();
  const now = new Date().toISOString();
  const reached = (...states: CycleState[]) => (states.includes(state) ? now : null);
  await insert(client, "cycle", [
    {
      ...{
        operator_id: operatorId,
        id: cycleId,
        edition_id: edition,
        title: `点検 ${cycleId.slice(0, 6)}`,
        state,
        example_mode: "optional",
        edition_revision: reached("open", "reviewing", "approved", "submitted") && 1,
      },
      ...{ period_from: dayFromNow(-120), period_to: dayFromNow(60), due_on: dayFromNow(30), created_at: now, created_by: people.ciso.personId },
      opened_at: reached("open", "reviewing", "approved", "submitted"),
      reviewing_at: reached("reviewing", "approved", "submitted"),
      approved_at: reached("approved", "submitted"),
      cancelled_at: reached("cancelled"),
      cancelled_reason: state === "cancelled" ? "二重に計画したため" : null,
      approved_by: reached("approved", "submitted") === null ? null : people.ciso.personId,
    },
  ]);
  if (state === "planned") {
    const none = Object.fromEntries(Object.keys(FIXTURE_SHEETS).map((key) => [key, randomUUID()])) as Record<FixtureSheet, string>;
    return { cycleId, sheets: none, items: {} as CycleFixture["items"] };
  }
  await askItems(client, operatorId, cycleId, edition, { measures, othersExamples });
  const ids = await makeSheets(client, world, cycleId, sheets);
  await client.query(
    `UPDATE sheet s SET measures = (SELECT count(*) FROM cycle_item i WHERE i.operator_id = s.operator_id AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.kind = 'measure')
     WHERE operator_id = $1 AND cycle_id = $2`,
    [operatorId, cycleId],
  );
  if (sheets !== "notStarted") await answerAll(client, operatorId, cycleId);
  await client.query(
    `INSERT INTO tally (operator_id, cycle_id, scope, role, department_id, system_id, asked, implemented, partial, not_implemented, not_applicable,
       unevidenced)
     SELECT c.operator_id, c.cycle_id, c.scope, i.role, NULLIF(split_part(c.scope, '/', 2), '')::uuid, NULLIF(split_part(c.scope, '/', 3), '')::uuid,
       array_agg(c.asked ORDER BY i.position), array_agg(c.implemented ORDER BY i.position), array_agg(c.partial ORDER BY i.position),
       array_agg(c.not_implemented ORDER BY i.position), array_agg(c.not_applicable ORDER BY i.position), array_agg(c.unevidenced ORDER BY i.position)
     FROM (${RECOUNT}) c
     JOIN cycle_item i ON i.operator_id = c.operator_id AND i.cycle_id = c.cycle_id AND i.role = split_part(c.scope, '/', 1) AND i.item_id = c.item_id
     WHERE c.cycle_id = $2 GROUP BY 1, 2, 3, 4`,
    [operatorId, cycleId],
  );
  const { rows } = await client.query<{ role: string; items: string[] }>(
    "SELECT role, array_agg(item_id ORDER BY position) AS items FROM cycle_item WHERE operator_id = $1 AND cycle_id = $2 AND kind = 'measure' GROUP BY role",
    [operatorId, cycleId],
  );
  const asked = new Map(rows.map(({ role, items }) => [role, items]));
  const items = Object.fromEntries(Object.entries(FIXTURE_SHEETS).map(([key, { role }]) => [key, asked.get(role) ?? []])) as unknown;
  return { cycleId, sheets: ids, items: items as CycleFixture["items"] };
}

/** Adds a sheet of the operator's second critical system beside that of the first, so that it can be withdrawn. */
export async function sheetOfSecondSystem(client: pg.ClientBase, { systems }: World, first: string): Promise<string> {
  const second = randomUUID();
  await client.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, state, measures, answered)
     SELECT operator_id, $2, cycle_id, role, department_id, $3, 'notStarted', measures, 0 FROM sheet WHERE id = $1`,
    [first, second, systems[1]],
  );
  return second;
}

/** Adds a sheet of another person beside that of the first, with the same answers and not handed in. */
export async function sheetOfPerson(client: pg.ClientBase, { people }: World, first: string, person: OperatorRole): Promise<string> {
  const second = randomUUID();
  const { personId } = people[person];
  await client.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, person_id, state, measures, answered)
     SELECT operator_id, $2, cycle_id, role, department_id, $3, 'inProgress', measures, answered FROM sheet WHERE id = $1`,
    [first, second, personId],
  );
  await client.query("INSERT INTO sheet_respondent (operator_id, sheet_id, person_id) SELECT operator_id, id, person_id FROM sheet WHERE id = $1", [second]);
  await client.query(
    `INSERT INTO answer (operator_id, sheet_id, item_id, status, reason, version, answered_by, answered_at)
     SELECT operator_id, $2, item_id, status, reason, version, $3, answered_at FROM answer WHERE sheet_id = $1`,
    [first, second, personId],
  );
  return second;
}

/** A survey of the sector with the operators called; open by default. */
export async function makeSurvey(
  client: pg.ClientBase,
  sectorId: string,
  operatorIds: readonly string[],
  state: "planned" | "open" | "closed" = "open",
): Promise<string> {
  const id = randomUUID();
  await insert(client, "survey", [
    {
      ...{ id, sector_id: sectorId, edition_id: "kuko-2", title: `調査 ${id.slice(0, 6)}`, fiscal_year: 2026, state },
      ...{ opens_on: dayFromNow(-60), closes_on: dayFromNow(60), created_at: new Date().toISOString() },
    },
  ]);
  await insert(
    client,
    "survey_call",
    operatorIds.map((operatorId) => ({ operator_id: operatorId, survey_id: id, sector_id: sectorId })),
  );
  return id;
}

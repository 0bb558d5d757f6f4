import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import type { Role } from "@/tests/http/expected-permissions";
import { type CycleFixture, FIXTURE_SHEETS, type FixtureSheet, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { insert, makeOutsider, type OperatorRole, type World } from "@/tests/support/world";

/** The objects that a request is about, and the caller. */
export interface Ground {
  readonly owner: pg.Client;
  readonly world: World;
  readonly asker: Role;
  /** Account of a role of this world; the ministry's is of the world's sector. */
  accountOf(role: Role): string;
}

export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}
/** Prepares the state that the request needs, and returns the request. */
export type Build = (ground: Ground) => Promise<Sent>;

export const sheetRequest =
  (cycle: CycleState, sheets: SheetState, more: (fixture: CycleFixture, sheet: FixtureSheet, ground: Ground) => Sent) =>
  (sheet: FixtureSheet): Build =>
  async (ground) => {
    const fixture = await makeCycle(ground.owner, ground.world, { state: cycle, sheets });
    const { params, ...rest } = more(fixture, sheet, ground);
    return { ...rest, params: { sheetId: fixture.sheets[sheet], ...params } };
  };

/** A sheet that was just returned, with nothing changed since. */
export const justReturned =
  (sheet: FixtureSheet): Build =>
  async (ground) => {
    const { sheets } = await makeCycle(ground.owner, ground.world, { state: "open", sheets: "returned" });
    await ground.owner.query(
      `UPDATE sheet s SET return_undo = jsonb_build_object('state', 'handedIn', 'versions', (SELECT count(*) FROM answer_history h WHERE h.sheet_id = s.id))
       WHERE s.id = $1`,
      [sheets[sheet]],
    );
    return { params: { sheetId: sheets[sheet] }, json: {} };
  };

export const perSheet = (build: (sheet: FixtureSheet) => Build, only: readonly FixtureSheet[] = Object.keys(FIXTURE_SHEETS) as FixtureSheet[]) =>
  Object.fromEntries(only.map((sheet) => [sheet, build(sheet)]));

/** A sheet with a reviewer's remark on its first item. */
export const remarked =
  (state: SheetState, json: object) =>
  (sheet: FixtureSheet): Build =>
  async ({ owner, world }) => {
    const { sheets, items } = await makeCycle(owner, world, { state: "open", sheets: state });
    const remarkId = randomUUID();
    await owner.query(
      "INSERT INTO item_remark (operator_id, id, sheet_id, item_id, text, by, at) VALUES ($1, $2, $3, $4, '根拠を付けてください。', $5, now())",
      [world.operatorId, remarkId, sheets[sheet], items[sheet][0], world.people.manager.personId],
    );
    return { params: { sheetId: sheets[sheet], remarkId }, json };
  };

export const cycleRequest =
  (state: CycleState, sheets: SheetState, more: (ground: Ground, fixture: CycleFixture) => Sent | Promise<Sent> = () => ({})): Build =>
  async (ground) => {
    const fixture = await makeCycle(ground.owner, ground.world, { state, sheets });
    const { params, ...sent } = await more(ground, fixture);
    return { params: { ...params, cycleId: fixture.cycleId }, ...sent };
  };

export const fixed =
  (sent: Sent = {}): Build =>
  () =>
    Promise.resolve(sent);

export const answered = { status: "partial", remark: "確認中", version: 1 } as const;

/** A link made on the command line for one of the operator's people. */
export async function announcedLink({ owner, world }: Ground): Promise<Sent> {
  const linkId = randomUUID();
  const account = world.people.handler.accountId;
  await owner.query(
    "UPDATE access_token SET revoked_at = now(), ended_because = 'replaced' WHERE account_id = $1 AND purpose = 'invitation' AND revoked_at IS NULL",
    [account],
  );
  const [created_at, expires_at] = [new Date().toISOString(), "2099-01-01T00:00:00Z"];
  await insert(owner, "access_token", [
    {
      id: linkId,
      account_id: account,
      name: "再設定",
      purpose: "invitation",
      hash: randomUUID(),
      created_at,
      expires_at,
      made_as: "commandLine",
      made_how: "commandLine",
    },
  ]);
  return { params: { linkId } };
}

export async function ownToken({ owner, accountOf, asker }: Ground, of: Role = asker): Promise<Sent> {
  const id = randomUUID();
  const at = new Date().toISOString();
  const account = accountOf(of);
  await insert(owner, "access_token", [
    { id, account_id: account, name: "連携", purpose: "api", hash: randomUUID(), created_at: at, expires_at: "2099-01-01T00:00:00Z" },
  ]);
  return { params: { tokenId: id } };
}

export async function submitted({ owner, world }: Pick<Ground, "owner" | "world">): Promise<{ submissionId: string; surveyId: string; cycleId: string }> {
  const { operatorId, sectorId, people } = world;
  const surveyId = await makeSurvey(owner, sectorId, [operatorId]);
  const { cycleId } = await makeCycle(owner, world, { state: "submitted", sheets: "accepted" });
  const { rows: items } = await owner.query<Record<string, unknown>>(
    `SELECT item_id AS item, sum(asked)::int AS asked, sum(implemented)::int AS implemented, sum(partial)::int AS partial,
       sum(not_implemented)::int AS "notImplemented", sum(not_applicable)::int AS "notApplicable"
     FROM tally_item WHERE operator_id = $1 AND cycle_id = $2 GROUP BY item_id ORDER BY item_id COLLATE "C"`,
    [operatorId, cycleId],
  );
  const { rows: editions } = await owner.query<{ revision: number; contentHash: string }>(
    `SELECT revision, content_hash AS "contentHash" FROM edition_revision WHERE edition_id = 'kuko-2' ORDER BY revision DESC LIMIT 1`,
  );
  const content = JSON.stringify({
    ...{
      cycle: cycleId,
      edition: { contentHash: editions[0]?.contentHash, id: "kuko-2", revision: editions[0]?.revision },
      engine: "1",
      format: "submission/1",
    },
    ...{ items, operator: operatorId, period: { from: "2026-04-01", to: "2026-09-30" }, previousHash: null, remarks: [] },
    ...{ sheets: [{ counted: 1, handedOut: 1, role: "handler" }], version: 1 },
  });
  const submissionId = randomUUID();
  await insert(owner, "submission", [
    {
      ...{ operator_id: operatorId, id: submissionId, cycle_id: cycleId, survey_id: surveyId, sector_id: sectorId, version: 1, content },
      ...{ hash: createHash("sha256").update(content).digest("hex"), submitted_at: new Date().toISOString(), submitted_by: people.ciso.personId },
    },
  ]);
  return { submissionId, surveyId, cycleId };
}

export const period = { from: dayFromNow(0), to: dayFromNow(180) };
export const unique = (what: string): string => `${what} ${randomUUID().slice(0, 8)}`;
/** Not a UUID, so that it stays the same when ids are replaced. */
export const address = (): string => `${randomUUID().slice(0, 13)}@operator.example`;

/** A person of the operator that no other test uses. */
export async function newcomer({ owner, world }: Ground): Promise<string> {
  const id = randomUUID();
  await insert(owner, "person", [{ operator_id: world.operatorId, id, department_id: world.departments[0], name: unique("新人"), email: address() }]);
  return id;
}

/** The leaving of a newcomer, for whom nothing is open; the hash is that of the preview. */
export async function handover(ground: Ground): Promise<Sent> {
  const personId = await newcomer(ground);
  const seen = JSON.stringify(["leave", null, personId, ground.world.departments[0], [], [[], []], [], [[], []], [[], 0, 0], []]);
  return { params: { personId }, json: { event: "leave", hash: createHash("sha256").update(seen).digest("hex") } };
}

export async function newDepartment({ owner, world }: Ground): Promise<string> {
  const id = randomUUID();
  await insert(owner, "department", [{ operator_id: world.operatorId, id, name: unique("部署") }]);
  return id;
}

export const appointing =
  (appointment: (world: World) => object): Build =>
  async (ground) => ({ params: { personId: await newcomer(ground) }, json: { appointments: [appointment(ground.world)] } });

/** A new person in an office outside of operators. */
export const office =
  (role: "ministryOfficer" | "platformAdministrator"): Build =>
  async ({ owner, world }) => ({ params: { accountId: (await makeOutsider(owner, role, role === "ministryOfficer" ? world.sectorId : null)).accountId } });

/** Appoints people for departments and systems that other requests created. */
export async function fillVacancies(owner: pg.Client, { operatorId, people, departments }: World): Promise<void> {
  await owner.query(
    `WITH vacant AS (
       SELECT operator_id, id, gen_random_uuid() AS keeper FROM department d WHERE operator_id = $1
         AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.operator_id = d.operator_id AND a.department_id = d.id)),
     keepers AS (
       INSERT INTO person (operator_id, id, department_id, name, email)
       SELECT operator_id, keeper, $2::uuid, '空席の責任者', keeper || '@x.example' FROM vacant)
     INSERT INTO appointment (operator_id, id, person_id, role, department_id, system_id)
     SELECT operator_id, gen_random_uuid(), keeper, 'securityManager', id, NULL::uuid FROM vacant
     UNION ALL SELECT operator_id, gen_random_uuid(), $3::uuid, 'systemAdministrator', NULL, id FROM critical_system WHERE operator_id = $1
     ON CONFLICT DO NOTHING`,
    [operatorId, departments[0], people.systemAdministrator.personId],
  );
}

/** Adds another sheet of the same role and scope, because a sheet can be withdrawn only while its measures stay on a sheet. */
const askAnotherToo = (owner: pg.Client, sheetId: string): Promise<unknown> =>
  owner.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, state, measures)
     SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, system_id, 'notStarted', measures FROM sheet WHERE id = $1`,
    [sheetId],
  );

export const withdrawal =
  (sheet: FixtureSheet, state: SheetState): Build =>
  async ({ owner, world }) => {
    const { sheets, items } = await makeCycle(owner, world, { state: "open", sheets: state });
    await askAnotherToo(owner, sheets[sheet]);
    return { params: { sheetId: sheets[sheet] }, json: { reason: "退職したため。", confirmedAnswers: items[sheet].length } };
  };

/** Confirms what the sheets of a fixture say: every second measure is 未実施, and no 実施 has evidence. */
export const lookedAt = (...sheets: readonly (readonly string[])[]) => ({
  confirmedNotImplemented: sheets.reduce((sum, { length }) => sum + Math.floor(length / 2), 0),
  confirmedWithoutEvidence: sheets.reduce((sum, { length }) => sum + Math.ceil(length / 2), 0),
});

/** Withdraws two sheets of the cycle that others stand beside. */
export const withdrawals =
  (state: SheetState): Build =>
  async ({ owner, world }) => {
    const { cycleId, sheets, items } = await makeCycle(owner, world, { state: "open", sheets: state });
    const sheetIds = [sheets.handler, sheets.system];
    for (const id of sheetIds) await askAnotherToo(owner, id);
    const counted = state === "notStarted" ? 0 : 2;
    const confirmedAnswers = counted === 0 ? 0 : items.handler.length + items.system.length;
    return { params: { cycleId }, json: { sheetIds, reason: "二重に配ったため。", confirmedSheets: 2, confirmedAnswers, confirmedHandedIn: counted } };
  };

/** Assigns the person to the sheet. */
export const assignment =
  (person: OperatorRole) =>
  (sheet: FixtureSheet): Build =>
    sheetRequest("open", "inProgress", (_fixture, _sheet, { world }) => ({ json: { respondentIds: [world.people[person].personId] } }))(sheet);

export const staffList = (): string => `職員番号,氏名,メール,部署\n${randomUUID().slice(0, 8)},点検 花子,${address()},${unique("部署")}\n`;

export const survey = () => ({ edition: "kuko-2", fiscalYear: thisFiscalYear(), title: unique("調査"), opensOn: dayFromNow(10), closesOn: dayFromNow(100) });

export const surveyRequest =
  (state: "planned" | "open" | "closed", more: () => Omit<Sent, "params"> = () => ({})): Build =>
  async ({ owner, world }) => ({ params: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId], state) }, ...more() });

/** An operator of a survey that calls another too; `late`: which waits for a late correction of it, long enough that no other request has to confirm it. */
export const calledBesideAnother =
  (state: "open" | "closed", json: object, late = false): Build =>
  async ({ owner, world }) => {
    const other = await unusedOperator({ owner, world });
    const surveyId = await makeSurvey(owner, world.sectorId, [world.operatorId, other.operatorId], state);
    const given = { reason: "数え誤りがあったため。", until_on: dayFromNow(60), allowed_at: new Date().toISOString() };
    const key = { operator_id: world.operatorId, survey_id: surveyId, sector_id: world.sectorId };
    if (late) await insert(owner, "late_correction", [{ ...key, ordinal: 1, after_version: 0, ...given }]);
    return { params: { surveyId, operatorId: world.operatorId }, json };
  };

/** An operator that nothing rests on, perhaps stopped. */
export async function unusedOperator({ owner, world }: Pick<Ground, "owner" | "world">, isStopped = false): Promise<{ operatorId: string }> {
  const [operatorId, at] = [randomUUID(), new Date().toISOString()];
  const row = { id: operatorId, sector_id: world.sectorId, name: unique("未使用の空港"), created_at: at };
  await insert(owner, "operator", [{ ...row, stopped_at: isStopped ? at : null }]);
  return { operatorId };
}

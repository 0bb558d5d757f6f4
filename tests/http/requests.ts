import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import type { CycleState, SheetState } from "@/lib/domain/checking/state";
import type { Role } from "@/tests/http/expected-permissions";
import { type CycleFixture, FIXTURE_SHEETS, type FixtureSheet, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { givePassword, insert, makeOutsider, type OperatorRole, PASSWORD, type World } from "@/tests/support/world";

/** Whose things a request is about, and who asks. */
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
/** Makes what the request needs in the right state, and the request. */
export type Build = (ground: Ground) => Promise<Sent>;

const sheetRequest =
  (cycle: CycleState, sheets: SheetState, more: (fixture: CycleFixture, sheet: FixtureSheet, ground: Ground) => Sent) =>
  (sheet: FixtureSheet): Build =>
  async (ground) => {
    const fixture = await makeCycle(ground.owner, ground.world, { state: cycle, sheets });
    const { params, ...rest } = more(fixture, sheet, ground);
    return { ...rest, params: { sheetId: fixture.sheets[sheet], ...params } };
  };

const perSheet = (build: (sheet: FixtureSheet) => Build, only: readonly FixtureSheet[] = Object.keys(FIXTURE_SHEETS) as FixtureSheet[]) =>
  Object.fromEntries(only.map((sheet) => [sheet, build(sheet)]));

const cycleRequest =
  (
    state: CycleState,
    sheets: SheetState,
    more: (ground: Ground, fixture: CycleFixture) => Omit<Sent, "params"> | Promise<Omit<Sent, "params">> = () => ({}),
  ): Build =>
  async (ground) => {
    const fixture = await makeCycle(ground.owner, ground.world, { state, sheets });
    return { params: { cycleId: fixture.cycleId }, ...(await more(ground, fixture)) };
  };

const fixed =
  (sent: Sent = {}): Build =>
  () =>
    Promise.resolve(sent);

const answered = { status: "partial", remark: "確認中", version: 1 } as const;

/** A link that the command line made for one of the operator's people. */
async function announcedLink({ owner, world }: Ground): Promise<Sent> {
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

async function ownToken({ owner, accountOf, asker }: Ground, of: Role = asker): Promise<Sent> {
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

const period = { from: dayFromNow(0), to: dayFromNow(180) };
const unique = (what: string): string => `${what} ${randomUUID().slice(0, 8)}`;
/** No identifier, so that it stays what it is when identifiers are exchanged. */
const address = (): string => `${randomUUID().slice(0, 13)}@operator.example`;

/** Someone of the operator whom no test needs for anything else. */
async function newcomer({ owner, world }: Ground): Promise<string> {
  const id = randomUUID();
  await insert(owner, "person", [{ operator_id: world.operatorId, id, department_id: world.departments[0], name: unique("新人"), email: address() }]);
  return id;
}

async function newDepartment({ owner, world }: Ground): Promise<string> {
  const id = randomUUID();
  await insert(owner, "department", [{ operator_id: world.operatorId, id, name: unique("部署") }]);
  return id;
}

const appointing =
  (appointment: (world: World) => object): Build =>
  async (ground) => ({ params: { personId: await newcomer(ground) }, json: { appointments: [appointment(ground.world)] } });

/** Somebody new in an office outside of operators. */
const office =
  (role: "ministryOfficer" | "platformAdministrator"): Build =>
  async ({ owner, world }) => ({ params: { accountId: (await makeOutsider(owner, role, role === "ministryOfficer" ? world.sectorId : null)).accountId } });

/** Departments and systems that came by other requests get somebody who answers for them. */
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

/** Another sheet of the same role and scope: a sheet is only withdrawn while its measures stay on somebody's. */
const askAnotherToo = (owner: pg.Client, sheetId: string): Promise<unknown> =>
  owner.query(
    `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, state, measures)
     SELECT operator_id, gen_random_uuid(), cycle_id, role, department_id, system_id, 'notStarted', measures FROM sheet WHERE id = $1`,
    [sheetId],
  );

const withdrawal =
  (sheet: FixtureSheet, state: SheetState): Build =>
  async ({ owner, world }) => {
    const { sheets, items } = await makeCycle(owner, world, { state: "open", sheets: state });
    await askAnotherToo(owner, sheets[sheet]);
    return { params: { sheetId: sheets[sheet] }, json: { reason: "退職したため。", confirmedAnswers: items[sheet].length } };
  };

/** Names the person for the sheet. */
const assignment =
  (person: OperatorRole) =>
  (sheet: FixtureSheet): Build =>
    sheetRequest("open", "inProgress", (_fixture, _sheet, { world }) => ({ json: { respondentIds: [world.people[person].personId] } }))(sheet);

const staffList = (): string => `職員番号,氏名,メール,部署\n${randomUUID().slice(0, 8)},点検 花子,${address()},${unique("部署")}\n`;

const survey = () => ({ edition: "kuko-2", fiscalYear: thisFiscalYear(), title: unique("調査"), opensOn: dayFromNow(10), closesOn: dayFromNow(100) });

const surveyRequest =
  (state: "planned" | "open" | "closed", more: () => Omit<Sent, "params"> = () => ({})): Build =>
  async ({ owner, world }) => ({ params: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId], state) }, ...more() });

/** A valid request for each path and method of the API, by variant; the variants are those of expected-permissions.ts. */
export const REQUESTS: Readonly<Record<string, Readonly<Record<string, Build>>>> = {
  "PATCH /account": { own: fixed({ json: { shortcutKeys: true } }) },
  "POST /account/password/confirmation": { own: fixed() },
  "PUT /account/password": {
    own: async ({ owner, accountOf, asker }) => {
      await givePassword(owner, accountOf(asker));
      return { json: { current: PASSWORD, password: unique("新しい合言葉は長くする") } };
    },
  },
  "GET /health": { any: fixed() },
  "GET /ministry-officers": { any: fixed() },
  "POST /ministry-officers": { any: ({ world }) => Promise.resolve({ json: { name: "担当 花子", email: address(), sectorId: world.sectorId } }) },
  "DELETE /ministry-officers/{accountId}": { any: office("ministryOfficer") },
  "GET /platform-administrators": { any: fixed() },
  "POST /platform-administrators": { any: () => Promise.resolve({ json: { name: "管理 太郎", email: address() } }) },
  "DELETE /platform-administrators/{accountId}": { any: office("platformAdministrator") },
  "POST /ministry-officers/{accountId}/unlock": { any: office("ministryOfficer") },
  "POST /platform-administrators/{accountId}/unlock": { any: office("platformAdministrator") },
  "GET /me": { own: fixed() },
  "GET /tokens": { own: fixed() },
  "POST /tokens": { own: () => Promise.resolve({ json: { name: unique("連携"), days: 30 } }) },
  "DELETE /tokens/{tokenId}": { own: (ground) => ownToken(ground), ofHandler: (ground) => ownToken(ground, "handler") },
  "GET /guidelines": { any: fixed({ query: { perPage: "1" } }) },
  "GET /guidelines/{editionId}": { any: fixed({ params: { editionId: "kuko-2" } }) },
  "GET /guidelines/{editionId}/items/{itemId}": { any: fixed({ params: { editionId: "kuko-2", itemId: "kuko-2:3.1.1:1" } }) },
  "GET /guidelines/{editionId}/search": { any: fixed({ params: { editionId: "kuko-2" }, query: { q: "暗号" } }) },
  "GET /crosswalks": { any: fixed() },
  "GET /sectors": { any: fixed() },
  "GET /operators": { any: fixed() },
  "POST /operators": { any: ({ world }) => Promise.resolve({ json: { name: unique("新空港"), sectorId: world.sectorId } }) },
  "GET /operators/{operatorId}": { any: ({ world }) => Promise.resolve({ params: { operatorId: world.operatorId } }) },
  "POST /operators/{operatorId}/ciso-recovery": {
    any: ({ world }) => Promise.resolve({ params: { operatorId: world.operatorId }, json: { email: world.people.ciso.email } }),
  },
  "POST /operators/{operatorId}/first-account": {
    any: async ({ owner, world }) => {
      const id = randomUUID();
      await insert(owner, "operator", [{ id, sector_id: world.sectorId, name: unique("未使用の空港"), created_at: new Date().toISOString() }]);
      return { params: { operatorId: id }, json: { name: "事務 太郎", email: address(), role: "secretariat" } };
    },
  },
  "GET /audit": { any: fixed({ query: { perPage: "5" } }) },
  "GET /look-log": { any: fixed() },

  "GET /departments": { any: fixed() },
  "POST /departments": { any: () => Promise.resolve({ json: { name: unique("部署") } }) },
  "PATCH /departments/{departmentId}": { any: async (ground) => ({ params: { departmentId: await newDepartment(ground) }, json: { name: unique("部署") } }) },
  "GET /systems": { any: fixed() },
  "POST /systems": { any: ({ world }) => Promise.resolve({ json: { name: unique("システム"), kind: "other", departmentId: world.departments[0] } }) },
  "PATCH /systems/{systemId}": { any: ({ world }) => Promise.resolve({ params: { systemId: world.systems[1] }, json: { name: unique("システム") } }) },
  "GET /people": { any: fixed() },
  "POST /people": { any: ({ world }) => Promise.resolve({ json: { name: "新人 花子", email: address(), departmentId: world.departments[0] } }) },
  "POST /people/import": {
    dryRun: () => Promise.resolve({ query: { dryRun: "1" }, body: staffList(), contentType: "text/csv" }),
    applied: () => Promise.resolve({ body: staffList(), contentType: "text/csv; charset=utf-8" }),
  },
  "GET /people/{personId}": { any: async (ground) => ({ params: { personId: await newcomer(ground) } }) },
  "PATCH /people/{personId}": { any: async (ground) => ({ params: { personId: await newcomer(ground) }, json: { name: unique("改名") } }) },
  "POST /people/{personId}/invitation": { any: async (ground) => ({ params: { personId: await newcomer(ground) } }) },
  "POST /people/{personId}/unlock": { any: ({ world }) => Promise.resolve({ params: { personId: world.people.handler.personId } }) },
  "POST /people/invitations": { any: fixed({ json: {} }) },
  "GET /announced-links": { any: fixed() },
  "DELETE /announced-links/{linkId}": { any: announcedLink },
  "PUT /people/{personId}/appointments": {
    answering: appointing(({ systems }) => ({ role: "systemAdministrator", systemId: systems[1] })),
    deciding: appointing(({ departments }) => ({ role: "securityManager", departmentId: departments[1] })),
  },

  "GET /cycles": { any: fixed() },
  "POST /cycles": { any: () => Promise.resolve({ json: { edition: "kuko-2", title: unique("点検"), period, dueOn: dayFromNow(200) } }) },
  "GET /cycles/{cycleId}": { any: cycleRequest("open", "inProgress") },
  "PATCH /cycles/{cycleId}": { any: cycleRequest("planned", "notStarted", () => ({ json: { title: unique("点検") } })) },
  "PUT /cycles/{cycleId}/left-out": {
    any: cycleRequest("planned", "notStarted", () => ({ json: { leftOut: [{ item: "kuko-2:3.1.1:1", reason: "今年は対象外とする。" }] } })),
  },
  "GET /cycles/{cycleId}/hand-out": { any: cycleRequest("planned", "notStarted") },
  "POST /cycles/{cycleId}/sheets": {
    any: cycleRequest("open", "inProgress", async (ground) => ({ json: { personIds: [await newcomer(ground)] } })),
  },
  "POST /cycles/{cycleId}/open": {
    any: cycleRequest("planned", "notStarted", async ({ owner, world }) => {
      await fillVacancies(owner, world);
      return { json: {} };
    }),
  },
  "POST /cycles/{cycleId}/review": { any: cycleRequest("open", "accepted", () => ({ json: { confirmedOutstanding: 0 } })) },
  "POST /cycles/{cycleId}/cancel": { any: cycleRequest("open", "notStarted", () => ({ json: { reason: "二重に計画したため。" } })) },
  "POST /cycles/{cycleId}/restore": { any: cycleRequest("cancelled", "notStarted", () => ({ json: { reason: "続けるため。" } })) },
  "POST /cycles/{cycleId}/approve": { any: cycleRequest("reviewing", "accepted", () => ({ json: {} })) },
  "POST /cycles/{cycleId}/reopen": { any: cycleRequest("approved", "accepted", () => ({ json: { reason: "数え漏れがあったため。" } })) },
  "POST /cycles/{cycleId}/submit": {
    any: cycleRequest("approved", "accepted", async ({ owner, world }) => ({
      json: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId]) },
    })),
  },
  "GET /cycles/{cycleId}/progress": {
    unsaid: cycleRequest("open", "inProgress"),
    department: cycleRequest("open", "inProgress", ({ world }) => ({ query: { department: world.departments[0] } })),
  },
  "GET /cycles/{cycleId}/sheets": { any: cycleRequest("open", "inProgress", () => ({ query: { perPage: "20" } })) },
  "GET /cycles/{cycleId}/scores": {
    unsaid: cycleRequest("reviewing", "accepted", () => ({ query: { by: "role" } })),
    department: cycleRequest("reviewing", "accepted", ({ world }) => ({ query: { by: "phase", department: world.departments[0] } })),
  },
  "GET /cycles/{cycleId}/gap-report.json": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/gap-report.csv": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/answers.json": { any: cycleRequest("approved", "accepted") },
  "GET /cycles/{cycleId}/submission-preview": {
    any: cycleRequest("approved", "accepted", async ({ owner, world }) => ({
      query: { surveyId: await makeSurvey(owner, world.sectorId, [world.operatorId]) },
    })),
  },

  "GET /sheets": { any: fixed() },
  "GET /sheets/{sheetId}": perSheet(sheetRequest("open", "inProgress", () => ({}))),
  "PUT /sheets/{sheetId}/answers/{itemId}": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: answered })),
  ),
  "GET /sheets/{sheetId}/answers/{itemId}/history": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" } })),
  ),
  "POST /sheets/{sheetId}/answers": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({
      json: { mutationId: randomUUID(), answers: items[sheet].slice(0, 2).map((itemId) => ({ itemId, ...answered })) },
    })),
  ),
  "POST /sheets/{sheetId}/answers/{itemId}/set-aside": perSheet(
    sheetRequest("open", "inProgress", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: answered })),
  ),
  "POST /sheets/{sheetId}/hand-in": perSheet(sheetRequest("open", "inProgress", () => ({ json: {} }))),
  "POST /sheets/{sheetId}/items/{itemId}/remarks": perSheet(
    sheetRequest("open", "handedIn", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: { text: "根拠を書いてください。" } })),
  ),
  "POST /sheets/{sheetId}/return": perSheet(sheetRequest("open", "handedIn", () => ({ json: { reason: "根拠を書いてください。" } }))),
  "POST /sheets/{sheetId}/accept": perSheet(sheetRequest("open", "handedIn", () => ({ json: {} }))),
  "POST /sheets/accept": {
    ...perSheet((sheet) => async (ground) => {
      const { sheets } = await makeCycle(ground.owner, ground.world, { state: "open", sheets: "handedIn" });
      return { json: { sheetIds: [sheets[sheet]] } };
    }),
    ofDepartment: async (ground) => {
      const { sheets } = await makeCycle(ground.owner, ground.world, { state: "reviewing", sheets: "handedIn" });
      return { json: { sheetIds: [sheets.handler, sheets.system] } };
    },
  },
  "PUT /sheets/{sheetId}/answers/{itemId}/for-ministry": perSheet(
    sheetRequest("open", "handedIn", ({ items }, sheet) => ({ params: { itemId: items[sheet][0] ?? "" }, json: { forMinistry: true } })),
  ),
  "POST /sheets/{sheetId}/withdraw": { ...perSheet((sheet) => withdrawal(sheet, "inProgress")), handedIn: withdrawal("handler", "handedIn") },
  "PUT /sheets/{sheetId}/respondents": {
    ...perSheet(assignment("colleague"), ["system", "manager", "ciso"]),
    ciso_holder: assignment("ciso")("ciso"),
    secretariat: assignment("secretariat")("system"),
  },

  "GET /submissions": { any: fixed() },
  "GET /submissions/{submissionId}": { any: async (ground) => ({ params: { submissionId: (await submitted(ground)).submissionId } }) },

  "GET /surveys": { any: fixed() },
  "POST /surveys": {
    whole: () => Promise.resolve({ json: survey() }),
    named: ({ world }) => Promise.resolve({ json: { ...survey(), operatorIds: [world.operatorId] } }),
  },
  "GET /surveys/{surveyId}": { any: surveyRequest("open") },
  "PATCH /surveys/{surveyId}": { any: surveyRequest("open", () => ({ json: { title: unique("調査") } })) },
  "POST /surveys/{surveyId}/open": { any: surveyRequest("planned", () => ({ json: { confirmedCalled: 1 } })) },
  "POST /surveys/{surveyId}/take-back": { any: surveyRequest("open", () => ({ json: { reason: "日より早く始めたため。" } })) },
  "POST /surveys/{surveyId}/close": { any: surveyRequest("open", () => ({ json: { confirmedMissing: 1 } })) },
  "POST /surveys/{surveyId}/reopen": { any: surveyRequest("closed", () => ({ json: { reason: "訂正を受け付けるため。" } })) },
  "GET /surveys/{surveyId}/replies": { any: surveyRequest("open") },
  "GET /surveys/{surveyId}/results": Object.fromEntries(
    ["item", "section", "phase", "operator"].map((by) => [
      by,
      async (ground: Ground) => ({ params: { surveyId: (await submitted(ground)).surveyId }, query: { by } }),
    ]),
  ),
  "GET /surveys/{surveyId}/results.csv": Object.fromEntries(
    ["section", "operator"].map((by) => [by, async (ground: Ground) => ({ params: { surveyId: (await submitted(ground)).surveyId }, query: { by } })]),
  ),
  "GET /surveys/{surveyId}/submissions/{operatorId}": {
    any: async (ground) => ({ params: { surveyId: (await submitted(ground)).surveyId, operatorId: ground.world.operatorId } }),
  },
};

import { afterAll, beforeAll, expect, it } from "vitest";
import { type Answer, call, type Problem, signIn } from "@/tests/support/api";
import { wrongTallies } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { makeToken, PASSWORD } from "@/tests/support/world";

/* The complete process of the product through the API, at an operator that it creates, over the whole airport guideline. */
let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  await ground.close();
});

async function done<Shape>(token: string, request: string, json?: unknown): Promise<Shape> {
  const [method = "", path = ""] = request.split(" ");
  const answer = await call(ground.portal, method, path, { token, ...(json === undefined ? {} : { json }) });
  expect([200, 201, 204], `${request}: ${answer.text.slice(0, 600)}`).toContain(answer.status);
  return answer.status === 204 ? (undefined as Shape) : answer.as<Shape>();
}

async function refused(token: string, request: string, json?: unknown): Promise<Problem> {
  const [method = "", path = ""] = request.split(" ");
  const answer: Answer = await call(ground.portal, method, path, { token, ...(json === undefined ? {} : { json }) });
  expect(answer.status, answer.text.slice(0, 300)).toBeGreaterThanOrEqual(400);
  return answer.as<Problem>();
}

interface Entity {
  readonly id: string;
}
interface Sheet extends Entity {
  readonly role: string;
  readonly departmentId: string | null;
  readonly personId: string | null;
  readonly state: string;
}
interface WholeSheet {
  readonly sheet: Sheet;
  readonly items: { itemId: string; kind: string; status: string | null; version: number; remark: string | null }[];
  readonly remarks: { itemId: string; text: string }[];
}

/** The token of a person registered by address. */
async function tokenFor(email: string): Promise<string> {
  const { rows } = await ground.owner.query<{ id: string }>("SELECT id FROM account WHERE email = $1", [email]);
  return makeToken(ground.owner, rows[0]!.id);
}

const mail = (who: string): string => `${who}@story-airport.example`;

/** As platform and 事務局: creates the operator, its department, system, people and roles. Returns everybody's token. */
async function makeOperatorThroughTheApi() {
  const { platform, own } = ground;
  const operator = await done<Entity>(platform.token, "POST /operators", { name: "物語空港", sectorId: own.sectorId });
  await done(platform.token, `POST /operators/${operator.id}/first-account`, { name: "事務 花子", email: mail("office"), role: "secretariat" });
  const office = await tokenFor(mail("office"));
  const operations = await done<Entity>(office, "POST /departments", { name: "空港運用部" });
  const { items: departments } = await done<{ items: (Entity & { name: string })[] }>(office, "GET /departments");
  const system = await done<Entity>(office, "POST /systems", { name: "館内放送・案内表示", kind: "flightInformation", departmentId: operations.id });
  const list = [
    "職員番号,氏名,メール,部署",
    ...["staff", "ciso", "executive", "auditor", "committee", "manager", "administrator"].map(
      (who, index) => `${index + 1},${who} 太郎,${mail(who)},空港運用部`,
    ),
  ];
  const imported = await call(ground.portal, "POST", "/people/import", { token: office, body: list.join("\r\n"), contentType: "text/csv" });
  expect(imported.as<{ applied: boolean; added: number }>(), imported.text).toMatchObject({ applied: true, added: 7 });
  const { items: people } = await done<{ items: (Entity & { email: string })[] }>(office, "GET /people?perPage=200");
  const idOf = (who: string): string => people.find(({ email }) => email === mail(who))!.id;
  const appoint = (who: string, ...appointments: object[]) => done(office, `PUT /people/${idOf(who)}/appointments`, { appointments });
  await appoint("ciso", { role: "ciso" });
  await appoint("executive", { role: "executive" });
  await appoint("auditor", { role: "auditor" });
  await appoint("committee", { role: "securityCommittee" }, { role: "exemptionReviewer" });
  await appoint("manager", ...departments.map(({ id }) => ({ role: "securityManager", departmentId: id })));
  await appoint("administrator", { role: "systemAdministrator", systemId: system.id });
  const tokens: Record<string, string> = { office };
  for (const who of ["staff", "ciso", "executive", "auditor", "committee", "manager", "administrator"]) tokens[who] = await tokenFor(mail(who));
  return { operator, system, operations, tokens, idOf };
}

/** Answers every measure of a sheet in batches of 100, every fifth differently and the others 実施, and hands it in. */
async function answerAndHandIn(token: string, sheetId: string): Promise<void> {
  const { items } = await done<WholeSheet>(token, `GET /sheets/${sheetId}`);
  const measures = items.filter(({ kind, status }) => kind === "measure" && status === null);
  for (let from = 0; from < measures.length; from += 100) {
    const answers = measures
      .slice(from, from + 100)
      .map(({ itemId, version }, index) => ({ itemId, version, status: index % 5 === 4 ? "partial" : "implemented" }));
    await done(token, `POST /sheets/${sheetId}/answers`, { mutationId: `${sheetId}-${from}`, answers });
  }
  await done(token, `POST /sheets/${sheetId}/hand-in`, {});
}

it("F4 a round goes from staff over manager and CISO to the ministry through the API alone", { timeout: 240_000 }, async () => {
  const { ministry, own, owner } = ground;
  const { operator, system, operations, tokens } = await makeOperatorThroughTheApi();
  const { office = "", staff = "", ciso = "", executive = "", auditor = "", manager = "", administrator = "", committee = "" } = tokens;

  // The ministry opens a survey.
  const survey = await done<Entity>(ministry.token, "POST /surveys", {
    ...{ edition: "kuko-2", fiscalYear: thisFiscalYear(), title: "浸透状況調査", opensOn: dayFromNow(-30), closesOn: dayFromNow(90) },
    operatorIds: [operator.id, own.operatorId],
  });
  await done(ministry.token, `POST /surveys/${survey.id}/open`, { confirmedCalled: 2 });

  // The 事務局 plans and hands out.
  const period = { from: dayFromNow(-150), to: dayFromNow(30) };
  const cycle = await done<Entity>(office, "POST /cycles", { edition: "kuko-2", title: "上期の点検", period, dueOn: dayFromNow(20) });
  const preview = await done<{ sheets: number; unassigned: unknown[]; roles: { role: string; measures: number }[] }>(
    office,
    `GET /cycles/${cycle.id}/hand-out`,
  );
  expect(preview).toMatchObject({ unassigned: [] });
  await done(office, `POST /cycles/${cycle.id}/open`, {});
  const { items: sheets } = await done<{ items: Sheet[] }>(office, `GET /cycles/${cycle.id}/sheets?perPage=200`);
  expect(sheets).toHaveLength(preview.sheets);

  // Staff answer, one item at a time, and hand in; the number of unanswered ones must be confirmed.
  const { items: mine } = await done<{ items: Sheet[] }>(staff, "GET /sheets");
  expect(mine).toMatchObject([{ role: "handler", state: "notStarted" }]);
  const [{ id: sheetId }] = mine as [Sheet];
  const { items: asked } = await done<WholeSheet>(staff, `GET /sheets/${sheetId}`);
  const measures = asked.filter(({ kind }) => kind === "measure");
  const [first] = measures as [WholeSheet["items"][number]];
  await done(staff, `PUT /sheets/${sheetId}/answers/${first.itemId}`, { status: "notImplemented", remark: "これから始める。", version: 0 });
  expect(await refused(staff, `POST /sheets/${sheetId}/hand-in`, {})).toMatchObject({
    code: "confirmation_required",
    current: { unanswered: measures.length - 1 },
  });
  await answerAndHandIn(staff, sheetId);

  // The manager returns it with a remark, which is shown while answering again and stays after handing in again.
  await done(manager, `POST /sheets/${sheetId}/items/${first.itemId}/remarks`, { text: "教育の記録を確かめてください。" });
  await done(manager, `POST /sheets/${sheetId}/return`, { reason: "一つ、確かめてください。" });
  const returned = await done<WholeSheet>(staff, `GET /sheets/${sheetId}`);
  expect(returned).toMatchObject({
    sheet: { state: "returned", returnedReason: "一つ、確かめてください。" },
    remarks: [{ itemId: first.itemId, text: "教育の記録を確かめてください。" }],
  });
  await done(staff, `PUT /sheets/${sheetId}/answers/${first.itemId}`, { status: "implemented", remark: "記録を確かめた。", version: 1 });
  await done(staff, `POST /sheets/${sheetId}/hand-in`, {});
  expect(await refused(staff, `PUT /sheets/${sheetId}/answers/${first.itemId}`, { status: "partial", version: 2 })).toMatchObject({
    code: "sheet_not_answerable",
  });
  expect((await done<WholeSheet>(manager, `GET /sheets/${sheetId}`)).remarks).toHaveLength(1);
  await done(manager, `POST /sheets/${sheetId}/accept`);

  // Everybody else answers; each sheet is accepted by the role of docs/design.md 3, and by nobody else.
  const byRole: Record<string, string> = {
    ciso,
    executive,
    auditor,
    securityCommittee: committee,
    exemptionReviewer: committee,
    securityManager: manager,
    systemAdministrator: administrator,
  };
  for (const sheet of sheets.filter(({ role }) => role !== "handler")) {
    await answerAndHandIn(byRole[sheet.role]!, sheet.id);
    const reviewer = sheet.role === "ciso" ? executive : sheet.role === "systemAdministrator" ? manager : ciso;
    expect(await refused(byRole[sheet.role]!, `POST /sheets/${sheet.id}/accept`)).toMatchObject({ status: 403 });
    await done(reviewer, `POST /sheets/${sheet.id}/accept`);
  }
  // The other staff hand in nothing, which the 把握率 shows.
  const out = await refused(ciso, `POST /cycles/${cycle.id}/review`, {});
  expect(out).toMatchObject({
    code: "confirmation_required",
    current: { outstanding: sheets.filter(({ role }) => role === "handler").length - 1, daysEarly: 20 },
  });
  await done(ciso, `POST /cycles/${cycle.id}/review`, { confirmedOutstanding: (out.current as { outstanding: number }).outstanding });

  // The CISO reads scores and gap report.
  interface Scores {
    readonly grasp: { handedOut: number; handedIn: number; rate: number };
    readonly tiers: Record<string, { items: number; itemsWithDuty: number; implementationRate: number | null; attainmentRate: number | null }>;
    readonly items: { id: string; duty: number; implemented: number; partial: number; ratio: number | null }[];
  }
  const scores = await done<Scores>(ciso, `GET /cycles/${cycle.id}/scores?by=department`);
  const people = sheets.filter(({ role }) => role === "handler").length;
  expect(scores.grasp).toEqual({ handedOut: sheets.length, handedIn: sheets.length - people + 1, rate: (sheets.length - people + 1) / sheets.length });
  expect(scores.items.find(({ id }) => id === first.itemId)).toMatchObject({ duty: 1, implemented: 1, ratio: 1 });
  const withDuty = scores.items.filter(({ duty }) => duty > 0);
  const gapsExpected = withDuty
    .filter(({ duty, implemented }) => implemented < duty)
    .map(({ id }) => id)
    .sort();
  expect(gapsExpected.length).toBeGreaterThan(0);
  const report = await done<{ gaps: { id: string }[]; cover: { operator: Entity } }>(ciso, `GET /cycles/${cycle.id}/gap-report.json`);
  expect(report.gaps.map(({ id }) => id).sort()).toEqual(gapsExpected);
  expect(report.cover.operator.id).toBe(operator.id);
  const csv = await call(ground.portal, "GET", `/cycles/${cycle.id}/gap-report.csv`, { token: ciso });
  expect(csv.contentType).toMatch(/^text\/csv/);
  expect(await wrongTallies(owner, operator.id)).toEqual([]);

  // Approve, preview, and submit exactly the preview.
  expect(await refused(ciso, `POST /cycles/${cycle.id}/submit`, {})).toMatchObject({ code: "wrong_state" });
  await done(ciso, `POST /cycles/${cycle.id}/approve`, {});
  await done(ciso, `PUT /sheets/${sheetId}/answers/${first.itemId}/for-ministry`, { forMinistry: true });
  const { hash, content } = await done<{ hash: string; content: { remarks: unknown[]; items: unknown[] } }>(
    ciso,
    `GET /cycles/${cycle.id}/submission-preview?surveyId=${survey.id}`,
  );
  expect(content.remarks).toEqual([{ item: first.itemId, text: "記録を確かめた。" }]);
  const leaves = JSON.stringify(content);
  for (const name of ["太郎", "空港運用部", "館内放送", system.id, operations.id, sheetId, "確かめてください"]) expect(leaves, name).not.toContain(name);
  const submission = await done<{ hash: string; version: number; state: string; id: string }>(ciso, `POST /cycles/${cycle.id}/submit`, {
    surveyId: survey.id,
    hash,
  });
  expect(submission).toMatchObject({ hash, version: 1, state: "submitted" });

  // The ministry reads the results, including the operator's, and the operator sees these readings.
  const replies = await done<{ items: { operatorId: string; submitted: boolean }[] }>(ministry.token, `GET /surveys/${survey.id}/replies`);
  expect(Object.fromEntries(replies.items.map(({ operatorId, submitted }) => [operatorId, submitted]))).toEqual({
    [operator.id]: true,
    [own.operatorId]: false,
  });
  interface Results {
    readonly called: number;
    readonly submitted: number;
    readonly graspRate: number;
    readonly operators: { operatorId: string; implementationRate: number | null; attainmentRate: number | null }[];
    readonly items: { id: string; ratio: number | null }[];
  }
  const results = await done<Results>(ministry.token, `GET /surveys/${survey.id}/results?by=operator`);
  expect(results).toMatchObject({ called: 2, submitted: 1, graspRate: 0.5 });
  const { implementationRate, attainmentRate } = scores.tiers["required"]!;
  expect(results.operators.find(({ operatorId }) => operatorId === operator.id)).toMatchObject({ implementationRate, attainmentRate });
  const byItem = await done<Results>(ministry.token, `GET /surveys/${survey.id}/results?by=item`);
  expect(byItem.items.find(({ id }) => id === first.itemId)).toMatchObject({ ratio: 1 });
  const frozen = await done<{ hash: string; scores: Scores }>(ministry.token, `GET /surveys/${survey.id}/submissions/${operator.id}`);
  expect(frozen.hash).toBe(hash);
  expect(frozen.scores.tiers).toEqual(scores.tiers);
  const looks = await done<{ items: { officer: string }[]; total: number }>(auditor, "GET /look-log");
  expect(looks.total).toBeGreaterThanOrEqual(2);
  expect(new Set(looks.items.map(({ officer }) => officer))).toEqual(new Set([ministry.name]));

  // A correction is a new version that refers to the previous one.
  await done(ciso, `POST /cycles/${cycle.id}/reopen`, { reason: "一人分が抜けていた。" });
  await done(ciso, `POST /cycles/${cycle.id}/review`, { confirmedOutstanding: (out.current as { outstanding: number }).outstanding });
  await done(ciso, `POST /cycles/${cycle.id}/approve`, {});
  const corrected = await done<{ version: number; id: string }>(ciso, `POST /cycles/${cycle.id}/submit`, { surveyId: survey.id });
  expect(corrected.version).toBe(2);
  expect(await done(ciso, `GET /submissions/${corrected.id}`)).toMatchObject({ previousHash: hash, version: 2 });
  expect(await done(ciso, `GET /submissions/${submission.id}`)).toMatchObject({ hash, version: 1 });
});

it("F4 a browser's sign-in also opens the API: with the cookie, from the portal's own pages only", async () => {
  const { portal, own } = ground;
  const { email, name } = own.people.handler;
  const cookie = await signIn(portal, email, PASSWORD);
  expect(cookie).not.toBeNull();
  const me = await call(portal, "GET", "/me", { headers: { cookie: cookie! } });
  expect(me.as<{ name: string }>().name).toBe(name);
  expect((await call(portal, "POST", "/tokens", { headers: { cookie: cookie! }, json: { name: "連携" } })).status).toBe(403);
  expect((await call(portal, "POST", "/tokens", { headers: { cookie: cookie!, origin: portal.url }, json: { name: "連携" } })).status).toBe(201);
  expect(await signIn(portal, email, "wrong password")).toBeNull();
  expect(await signIn(portal, "nobody@operator.example", PASSWORD)).toBeNull();
});

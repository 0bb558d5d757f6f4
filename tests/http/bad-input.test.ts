import { randomUUID } from "node:crypto";
import { request as sendRequest } from "node:http";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillVacancies } from "@/tests/http/requests";
import { type Answer, type Call, call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle, makeSurvey, wrongTallies } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { auditSince, contentDigest, type HttpGround, lastAudit, openHttpGround } from "@/tests/support/http-ground";
import { withSessionOf } from "@/tests/support/session";
import { insert, type Outsider, type Person } from "@/tests/support/world";

/* What issue 2 lists under "Bad input": the right status, a stable code, a Japanese detail, an audit row, and nothing half-written. */
let ground: HttpGround;
let fixture: CycleFixture;

beforeAll(async () => {
  ground = await openHttpGround();
  fixture = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
});
afterAll(async () => {
  expect(await wrongTallies(ground.owner, ground.own.operatorId)).toEqual([]);
  expect(ground.portal.written(), "the portal wrote no error").not.toMatch(/Error:|unhandled|"level":"(?:error|fatal)"/i);
  await ground.close();
});

const ask = (who: Person | Outsider, request: string, sent: Call = {}): Promise<Answer> => {
  const [method = "", path = ""] = request.split(" ");
  return call(ground.portal, method, path, { token: who.token, ...sent });
};

/** The request is refused so, in Japanese, is in the audit trail, and wrote nothing else. */
async function expectRefused(who: Person | Outsider, request: string, sent: Call, status: number, code: string): Promise<Problem> {
  const [since, before] = [await lastAudit(ground.owner), await contentDigest(ground.owner)];
  const answer = await ask(who, request, sent);
  expect([answer.status, answer.contentType.split(";")[0]], answer.text.slice(0, 400)).toEqual([status, "application/problem+json"]);
  const problem = answer.as<Problem>();
  expect(problem).toMatchObject({
    status,
    code,
    type: `urn:portal:problem:${code}`,
    title: expect.stringMatching(/[ぁ-んァ-ヶ一-龠]/) as unknown,
    detail: expect.stringMatching(/[ぁ-んァ-ヶ]/) as unknown,
  });
  expect(await contentDigest(ground.owner), "nothing was written").toBe(before);
  const rows = await auditSince(ground.owner, who.accountId, since);
  expect(
    rows.map(({ outcome, detail }) => [outcome, detail.code]),
    "one audit row, of the refusal",
  ).toEqual([["refused", code]]);
  return problem;
}

const handler = (): Person => ground.own.people.handler;
const item = (index = 0): string => fixture.items.handler[index] ?? "";
const answerPath = (itemId = item(), sheet = fixture.sheets.handler): string => `/sheets/${sheet}/answers/${encodeURIComponent(itemId)}`;
const put = (itemId = item(), sheet = fixture.sheets.handler): string => `PUT ${answerPath(itemId, sheet)}`;
const answer = { status: "implemented", version: 1 } as const;

/** Sent in one piece, as a client does that looks for the answer only when all is sent. */
const sendWhole = (address: string, token: string, body: Buffer): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "text/csv", "content-length": body.length };
    const sending = sendRequest(`${ground.portal.url}/api/v1${address}`, { method: "POST", headers }, (response) => {
      response.resume().on("end", () => {
        resolve(response.statusCode);
      });
    });
    sending.on("error", reject).end(body);
  });

it("a huge list is answered, however far its sender has come", async () => {
  const { token } = ground.own.people.secretariat;
  for (const megabytes of [6, 12, 24, 12, 6]) expect(await sendWhole("/people/import", token, Buffer.alloc(megabytes * 1024 * 1024, "x"))).toBe(413);
});

it("a filter that is not there is refused, not left out", async () => {
  const { ciso } = ground.own.people;
  const problem = await expectRefused(ciso, `GET /cycles/${fixture.cycleId}/scores?departmentId=${ground.own.departments[0] ?? ""}`, {}, 422, "invalid_input");
  expect(problem.fields?.[0]?.message).toContain("departmentId");
  await expectRefused(ciso, `GET /cycles/${fixture.cycleId}/gap-report.json?department=x`, {}, 422, "invalid_input");
});

it("an auditor does not answer a sheet that is audited", async () => {
  const { secretariat, auditor } = ground.own.people;
  const json = { respondentIds: [auditor.personId] };
  await expectRefused(secretariat, `PUT /sheets/${fixture.sheets.ciso}/respondents`, { json }, 409, "conflicting_appointments");
  await expectRefused(secretariat, `PUT /sheets/${fixture.sheets.system}/respondents`, { json }, 409, "conflicting_appointments");
});

it("HEAD tells what GET would, and a manager's scores are those of the own department", async () => {
  const { ciso, manager } = ground.own.people;
  const head = await ask(ciso, `HEAD /cycles/${fixture.cycleId}`);
  expect([head.status, head.text]).toEqual([200, ""]);
  const own = await ask(manager, `GET /cycles/${fixture.cycleId}/scores`);
  const said = await ask(manager, `GET /cycles/${fixture.cycleId}/scores?department=${ground.own.departments[0] ?? ""}`);
  expect([own.status, own.text]).toEqual([200, said.text]);
  const progress = await ask(manager, `GET /cycles/${fixture.cycleId}/progress`);
  expect(progress.as<{ departments: { departmentId: string | null }[] }>().departments.map(({ departmentId }) => departmentId)).toEqual([
    ground.own.departments[0],
  ]);
});

describe("a request from elsewhere", () => {
  it.each([
    ["another site", "https://evil.example"],
    ["a site that begins with the same name", "http://127.0.0.1.evil.example"],
    ["an opaque origin", "null"],
    ["nowhere that it says", null],
  ])("with the session cookie from %s is refused and changes nothing", async (_name, origin) => {
    const cookie = await withSessionOf(ground.owner, handler().accountId);
    const sent = { token: undefined, json: answer, headers: { cookie, ...(origin === null ? {} : { origin }) } };
    await expectRefused(handler(), put(), sent, 403, "origin_mismatch");
  });

  it("with the session cookie from the portal itself is served, and reading needs no origin", async () => {
    const cookie = await withSessionOf(ground.owner, handler().accountId);
    const other = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    const request = `PUT ${answerPath(other.items.handler[0], other.sheets.handler)}`;
    expect((await ask(handler(), request, { token: undefined, json: answer, headers: { cookie, origin: ground.portal.url } })).status).toBe(200);
    expect((await ask(handler(), "GET /sheets", { token: undefined, headers: { cookie } })).status).toBe(200);
  });

  it.each([
    ["no token", {}],
    ["a token that is none", { authorization: "Bearer portal_pat_x" }],
    ["another scheme", { authorization: "Basic YTpi" }],
    ["a cookie that is none", { cookie: "next-auth.session-token=x" }],
    ["a broken cookie", { cookie: "next-auth.session-token=%E0%A4%A" }],
  ])("with %s is told to sign in", async (_name, headers) => {
    for (const request of ["GET /sheets", put(), "GET /nothing"]) {
      const refused = await ask(handler(), request, { token: undefined, headers, ...(request.startsWith("PUT") ? { json: answer } : {}) });
      expect([refused.status, refused.headers.get("www-authenticate")], refused.text.slice(0, 300)).toEqual([401, "Bearer"]);
      expect(refused.as<Problem>()).toMatchObject({ code: "not_signed_in", detail: expect.stringMatching(/サインイン/) as unknown });
    }
  });

  it("with a session that ended, an expired or a revoked token, or of an account that was closed is told to sign in", async () => {
    const { owner, own } = ground;
    const cookie = await withSessionOf(owner, own.people.committee.accountId);
    await owner.query("UPDATE session SET ended_at = now() WHERE account_id = $1", [own.people.committee.accountId]);
    expect((await ask(own.people.committee, "GET /me", { token: undefined, headers: { cookie } })).status).toBe(401);
    for (const change of ["revoked_at = now()", "revoked_at = NULL, expires_at = now() - interval '1 second'"]) {
      await owner.query(`UPDATE access_token SET ${change} WHERE account_id = $1`, [own.people.committee.accountId]);
      expect((await ask(own.people.committee, "GET /me")).status, change).toBe(401);
    }
    await owner.query("UPDATE access_token SET expires_at = now() + interval '1 day' WHERE account_id = $1", [own.people.committee.accountId]);
    await owner.query("UPDATE account SET disabled_at = now() WHERE id = $1", [own.people.committee.accountId]);
    expect((await ask(own.people.committee, "GET /me")).status).toBe(401);
    await owner.query("UPDATE account SET disabled_at = NULL WHERE id = $1", [own.people.committee.accountId]);
    expect((await ask(own.people.committee, "GET /me")).status, "what closed the account ended its tokens").toBe(401);
    await owner.query("UPDATE access_token SET revoked_at = NULL WHERE account_id = $1", [own.people.committee.accountId]);
    expect((await ask(own.people.committee, "GET /me")).status).toBe(200);
  });
});

describe("someone else's things", () => {
  it("inside one's own request are refused as what does not exist: departments, people, sheets, surveys", async () => {
    const { own, beside, owner } = ground;
    const foreign = await makeCycle(owner, beside, { sheets: "handedIn" });
    const mine = await makeCycle(owner, own, { sheets: "handedIn" });
    const { ciso, manager, secretariat } = own.people;
    await expectRefused(
      secretariat,
      "POST /people",
      { json: { name: "新人", email: "new@operator.example", departmentId: beside.departments[0] } },
      404,
      "not_found",
    );
    await expectRefused(secretariat, "POST /systems", { json: { name: "システム", kind: "other", departmentId: beside.departments[0] } }, 404, "not_found");
    const role = { role: "securityManager", departmentId: beside.departments[0] };
    await expectRefused(secretariat, `PUT /people/${own.people.colleague.personId}/appointments`, { json: { appointments: [role] } }, 404, "not_found");
    await expectRefused(
      secretariat,
      `PUT /sheets/${mine.sheets.system}/respondents`,
      { json: { respondentIds: [own.people.colleague.personId, beside.people.colleague.personId] } },
      404,
      "not_found",
    );
    await expectRefused(manager, "POST /sheets/accept", { json: { sheetIds: [mine.sheets.handler, foreign.sheets.handler] } }, 404, "not_found");
    const approved = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    const surveyId = await makeSurvey(owner, beside.sectorId, [beside.operatorId]);
    await expectRefused(ciso, `POST /cycles/${approved.cycleId}/submit`, { json: { surveyId } }, 409, "not_called");
  });

  it("a system administrator's sheet is not accepted by its own respondent, nor in bulk together with others", async () => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { sheets: "handedIn" });
    await insert(owner, "sheet_respondent", [{ operator_id: own.operatorId, sheet_id: cycle.sheets.system, person_id: own.people.manager.personId }]);
    await expectRefused(own.people.manager, "POST /sheets/accept", { json: { sheetIds: [cycle.sheets.handler, cycle.sheets.system] } }, 403, "own_work");
  });
});

describe("an answer that does not fit", () => {
  it.each([
    ["an item that no guideline has", "kuko-2:9.9.9:1", 422, "unknown_item"],
    ["an item of the other guideline", "shishin-3:2.1:1", 422, "unknown_item"],
    ["a text that is no item", "'; DROP TABLE answer; --", 422, "unknown_item"],
    ["an item with a NUL in its name", "kuko-2:\u0000", 422, null],
  ])("%s", async (_name, itemId, status, code) => {
    if (code === null) expect([404, 422]).toContain((await ask(handler(), put(itemId), { json: answer })).status);
    else await expectRefused(handler(), put(itemId), { json: answer }, status, code);
  });

  it("an item that is asked of another role", async () => {
    const asked = fixture.items.ciso.find((id) => !fixture.items.handler.includes(id)) ?? "";
    await expectRefused(handler(), put(asked), { json: answer }, 422, "item_not_asked");
  });

  it("an answer after handing in, and after the cycle went into review", async () => {
    const { owner, own } = ground;
    const handedIn = await makeCycle(owner, own, { sheets: "handedIn" });
    const accepted = await makeCycle(owner, own, { state: "reviewing", sheets: "accepted" });
    const late = await makeCycle(owner, own, { state: "reviewing", sheets: "inProgress" });
    for (const { sheets, items } of [handedIn, accepted, late]) {
      await expectRefused(handler(), put(items.handler[0], sheets.handler), { json: answer }, 409, "sheet_not_answerable");
      const answers = items.handler.map((itemId) => ({ itemId, ...answer }));
      await expectRefused(handler(), `POST /sheets/${sheets.handler}/answers`, { json: { mutationId: randomUUID(), answers } }, 409, "sheet_not_answerable");
    }
    await expectRefused(handler(), `POST /sheets/${handedIn.sheets.handler}/hand-in`, { json: {} }, 409, "wrong_state");
  });

  it.each([0, 2, 7, 2_147_483_648, Number.MAX_SAFE_INTEGER])("a version that is not the present one (%d)", async (version) => {
    const problem = await expectRefused(handler(), put(), { json: { ...answer, version } }, 409, "stale_version");
    expect(problem.current).toMatchObject({ itemId: item(), status: "implemented", remark: "点検の備考", version: 1, byName: handler().name, bySelf: true });
  });

  it("該当なし without a reason keeps the sheet from being handed in", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    const [first = ""] = cycle.items.handler;
    const saved = await ask(handler(), put(first, cycle.sheets.handler), { json: { status: "notApplicable", version: 1 } });
    expect(saved.as<{ needsReason: boolean }>(), saved.text).toMatchObject({ needsReason: true });
    const problem = await expectRefused(
      handler(),
      `POST /sheets/${cycle.sheets.handler}/hand-in`,
      { json: { confirmedUnanswered: 1 } },
      422,
      "reason_required",
    );
    expect(problem.list).toEqual([first]);
  });

  it("handing in with another number of unanswered measures than was confirmed", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    await ask(handler(), put(cycle.items.handler[0], cycle.sheets.handler), { json: { status: "implemented", version: 0 } });
    for (const confirmedUnanswered of [undefined, 0, 1, 3]) {
      const problem = await expectRefused(
        handler(),
        `POST /sheets/${cycle.sheets.handler}/hand-in`,
        { json: { confirmedUnanswered } },
        409,
        "confirmation_required",
      );
      expect(problem.current).toEqual({ unanswered: 2 });
    }
  });
});

describe("texts", () => {
  const sizes = ["x".repeat(1024 * 1024), "備".repeat(400_000)];

  it.each(sizes)("a remark of a megabyte is refused before it is read", async (remark) => {
    await expectRefused(handler(), put(), { json: { ...answer, remark } }, 413, "too_large");
  });

  it("a body of a megabyte that does not say how long it is", async () => {
    const chunk = new TextEncoder().encode(`{"status": null, "version": 1, "remark": "${"x".repeat(64 * 1024)}`);
    let sent = 0;
    const stream = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        if (sent > 40) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const request = {
      method: "PUT",
      body: stream,
      duplex: "half",
      headers: { authorization: `Bearer ${handler().token}`, "content-type": "application/json" },
    };
    const refused = await fetch(`${ground.portal.url}/api/v1${answerPath()}`, request as RequestInit).then(
      ({ status }) => status,
      () => "closed",
    );
    expect([413, "closed"]).toContain(refused);
  });

  it("a remark that is a little too long is refused with its place and the limit", async () => {
    const problem = await expectRefused(handler(), put(), { json: { ...answer, remark: "備".repeat(4_001) } }, 422, "invalid_input");
    expect(problem.fields).toMatchObject([{ path: "remark", message: expect.stringMatching(/文字まで/) as unknown }]);
  });

  const UNSTORABLE = ["\u0000", "a\u0007b", "\u001b[31m", "\u007f", "\u0085", "\ud800", "x\udc00y", "\udfff\ud800"];

  it.each(UNSTORABLE.map((text) => [JSON.stringify(text), text]))("control characters and halves of characters in an answer (%s)", async (_name, text) => {
    for (const field of ["remark", "reason", "evidence"]) {
      const body = `{"status":"implemented","version":1,"${field}":${JSON.stringify(`確認${text}済み`)}}`;
      const problem = await expectRefused(handler(), put(), { body }, 422, "invalid_input");
      expect(problem.fields?.[0]?.path).toBe(field);
    }
  });

  it.each(["\u0000", "\ud800"].map((text) => [JSON.stringify(text), text]))(
    "what no database keeps is refused wherever it stands (%s)",
    async (_name, text) => {
      const { own, owner, platform, ministry } = ground;
      const { ciso, secretariat, manager, executive } = own.people;
      const handedIn = await makeCycle(owner, own, { sheets: "handedIn" });
      const planned = await makeCycle(owner, own, { state: "planned" });
      const approved = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
      const name = `名前${text}`;
      const period = { from: dayFromNow(0), to: dayFromNow(180) };
      const asked: readonly (readonly [Person | Outsider, string, object])[] = [
        [manager, `POST /sheets/${handedIn.sheets.handler}/return`, { reason: name }],
        [manager, `POST /sheets/${handedIn.sheets.handler}/items/${item()}/remarks`, { text: name }],
        [executive, `POST /sheets/${handedIn.sheets.ciso}/return`, { reason: name }],
        [secretariat, `POST /sheets/${handedIn.sheets.handler}/withdraw`, { reason: name }],
        [handler(), `POST /sheets/${fixture.sheets.handler}/answers`, { mutationId: `12345678${text}`, answers: [{ itemId: item(), ...answer }] }],
        [handler(), put(), { ...answer, mutationId: `12345678${text}` }],
        [secretariat, "POST /departments", { name }],
        [secretariat, "POST /systems", { name, kind: "other", departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name, email: "someone@operator.example", departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name: "名前", email: `some${text}one@operator.example`, departmentId: own.departments[0] }],
        [secretariat, "POST /people", { name: "名前", email: "someone@operator.example", departmentId: own.departments[0], staffNumber: name }],
        [secretariat, "POST /cycles", { edition: "kuko-2", title: name, period, dueOn: dayFromNow(200) }],
        [secretariat, "POST /cycles", { edition: `kuko-2${text}`, title: "点検", period, dueOn: dayFromNow(200) }],
        [ciso, `PUT /cycles/${planned.cycleId}/left-out`, { leftOut: [{ item: "kuko-2:3.1.1:1", reason: name }] }],
        [ciso, `POST /cycles/${approved.cycleId}/reopen`, { reason: name }],
        [ciso, "POST /tokens", { name }],
        [platform, "POST /operators", { name, sectorId: own.sectorId }],
        [platform, "POST /operators", { name: "空港", sectorId: `air${text}` }],
        [platform, `POST /operators/${own.operatorId}/first-account`, { name, email: "first@operator.example", role: "ciso" }],
        [ministry, "POST /surveys", { edition: "kuko-2", fiscalYear: thisFiscalYear(), title: name, opensOn: dayFromNow(10), closesOn: dayFromNow(100) }],
        [
          ministry,
          "POST /surveys",
          { edition: `kuko-2${text}`, fiscalYear: thisFiscalYear(), title: "調査", opensOn: dayFromNow(10), closesOn: dayFromNow(100) },
        ],
      ];
      for (const [who, request, json] of asked) await expectRefused(who, request, { json }, 422, "invalid_input");
    },
  );

  it.each(["%ED%A0%80", "%FF"])("a query that is no UTF-8 (%s) is searched for as it is read, never an error", async (text) => {
    for (const path of [`/people?q=${text}`, `/guidelines/kuko-2/search?q=${text}`]) {
      expect((await ask(ground.own.people.secretariat, `GET ${path}`)).status, path).toBeLessThan(500);
    }
  });

  it.each(["%00", "a%00b", "%2500"])("a query or path that holds %s is refused, never an error", async (text) => {
    const { secretariat } = ground.own.people;
    for (const path of [
      `/people?q=${text}`,
      `/guidelines/kuko-2/search?q=${text}`,
      `/guidelines/${text}`,
      `/guidelines/kuko-2/items/${text}`,
      `/people?page=${text}`,
      `/cycles/${fixture.cycleId}/sheets?role=${text}`,
      `/${text}`,
      `/sheets/${text}`,
    ]) {
      const answered = await ask(secretariat, `GET ${path}`);
      expect(answered.status, `${path}: ${answered.text.slice(0, 200)}`).toBeLessThan(500);
    }
    expect((await ask(handler(), `PUT /sheets/${fixture.sheets.handler}/answers/${text}`, { json: answer })).status).toBeOneOf([400, 404, 422]);
  });

  it("what people really write is kept to the letter: line breaks, quotes, markup, other scripts, 𠮷 and emoji", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const remark = "一行目\n\t二行目 \"引用\" 'x' <script>alert(1)</script> %00 \\u0000 $1 𠮷野家 👩‍✈️ ß 한국어";
    const saved = await ask(handler(), put(cycle.items.handler[0], cycle.sheets.handler), { json: { status: "partial", remark, version: 0 } });
    expect(saved.as<{ remark: string }>().remark).toBe(remark);
    const read = (await ask(handler(), `GET /sheets/${cycle.sheets.handler}`)).as<{ items: { itemId: string; remark: string | null }[] }>();
    expect(read.items.find(({ itemId }) => itemId === cycle.items.handler[0])?.remark).toBe(remark);
  });
});

describe("JSON that is meant to hurt", () => {
  it.each([
    ["nested ten thousand deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, [400, 422]],
    ["objects nested ten thousand deep", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, [400, 422]],
    ["with __proto__", '{"__proto__": {"status": "implemented"}, "version": 1}', [422]],
    ["with a key twice", '{"status": "implemented", "version": 1, "version": 0, "x": 1}', [422]],
    ["a number that is none", '{"status": "implemented", "version": 1e999}', [422]],
    ["a version in words", '{"status": "implemented", "version": "1"}', [422]],
    ["a status that there is none of", '{"status": "done", "version": 1}', [422]],
    ["two texts", '{"status": "implemented", "version": 1}{}', [400]],
    ["a byte order mark before nothing", "\ufeff", [400]],
    ["not sent at all", "", [422]],
  ])("%s", async (_name, body, statuses) => {
    const before = await contentDigest(ground.owner);
    const refused = await ask(handler(), put(), { body });
    expect(statuses, refused.text.slice(0, 300)).toContain(refused.status);
    expect(refused.as<Problem>().detail).toMatch(/[ぁ-ん]/);
    expect(await contentDigest(ground.owner)).toBe(before);
  });

  it("a batch of more answers than one may hold", async () => {
    const answers = Array.from({ length: 501 }, () => ({ itemId: item(), ...answer }));
    await expectRefused(handler(), `POST /sheets/${fixture.sheets.handler}/answers`, { json: { mutationId: randomUUID(), answers } }, 422, "invalid_input");
  });

  it("the wrong content type, and the wrong method", async () => {
    await expectRefused(handler(), put(), { body: JSON.stringify(answer), contentType: "text/plain" }, 415, "unsupported_media_type");
    await expectRefused(handler(), put(), { body: JSON.stringify(answer), contentType: "application/jsonp" }, 415, "unsupported_media_type");
    for (const request of [`PATCH ${answerPath()}`, `DELETE /sheets/${fixture.sheets.handler}`]) {
      const refused = await ask(handler(), request);
      expect([refused.status, refused.as<Problem>().code, refused.headers.get("allow")]).toEqual([405, "method_not_allowed", expect.stringMatching(/PUT|GET/)]);
    }
  });
});

describe("repeating and batches", () => {
  const batch = (mutationId: string, cycle: CycleFixture, version: number, status = "partial") => ({
    json: { mutationId, answers: cycle.items.handler.map((itemId) => ({ itemId, status, version })) },
  });

  it("the same mutationId gives the first result and writes once, also ten times at once and after handing in", async () => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const mutationId = randomUUID();
    const path = `POST /sheets/${cycle.sheets.handler}/answers`;
    const all = await Promise.all(Array.from({ length: 10 }, () => ask(handler(), path, batch(mutationId, cycle, 0))));
    const [first] = all as [Answer];
    for (const { status, as } of all) expect([status, as()]).toEqual([200, first.as()]);
    await expectRefused(handler(), path, batch(mutationId, cycle, 0, "implemented"), 409, "mutation_mismatch");
    await ask(handler(), `POST /sheets/${cycle.sheets.handler}/hand-in`, { json: {} });
    const before = await contentDigest(ground.owner);
    const late = await ask(handler(), path, batch(mutationId, cycle, 0));
    expect([late.status, late.as()]).toEqual([200, first.as()]);
    expect(await contentDigest(ground.owner)).toBe(before);
    const { rows } = await ground.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM answer_history WHERE sheet_id = $1", [cycle.sheets.handler]);
    expect(rows[0]?.n).toBe(cycle.items.handler.length);
  });

  it("another account's mutationId on the same sheet is refused", async () => {
    const { owner, own } = ground;
    const cycle = await makeCycle(owner, own, { sheets: "notStarted" });
    await insert(owner, "sheet_respondent", [{ operator_id: own.operatorId, sheet_id: cycle.sheets.system, person_id: own.people.colleague.personId }]);
    const mutationId = randomUUID();
    const [itemId = ""] = cycle.items.system;
    const one = (version: number) => ({ json: { mutationId, answers: [{ itemId, status: "partial", version }] } });
    expect((await ask(own.people.systemAdministrator, `POST /sheets/${cycle.sheets.system}/answers`, one(0))).status).toBe(200);
    await expectRefused(own.people.colleague, `POST /sheets/${cycle.sheets.system}/answers`, one(1), 409, "mutation_mismatch");
    await expectRefused(
      own.people.colleague,
      put(itemId, cycle.sheets.system),
      { json: { status: "partial", version: 1, mutationId } },
      409,
      "mutation_mismatch",
    );
  });

  it.each([
    ["an unknown item", { itemId: "kuko-2:9.9.9:9", status: "partial", version: 0 }, 422, "unknown_item"],
    ["a stale version", { version: 4 }, 409, "stale_version"],
    ["an item twice", null, 422, "invalid_input"],
    ["a control character", { remark: "\u0001" }, 422, "invalid_input"],
    ["a remark that is too long", { remark: "備".repeat(4_001) }, 422, "invalid_input"],
  ] as const)("a batch in which the last answer is wrong (%s) writes nothing", async (_name, last, status, code) => {
    const cycle = await makeCycle(ground.owner, ground.own, { sheets: "notStarted" });
    const good = cycle.items.handler.map((itemId) => ({ itemId, status: "implemented", version: 0 }));
    const bad = last === null ? good[0]! : { ...good.at(-1)!, ...last };
    const answers = "itemId" in (last ?? {}) || last === null ? [...good, bad] : [...good.slice(0, -1), bad];
    const problem = await expectRefused(
      handler(),
      `POST /sheets/${cycle.sheets.handler}/answers`,
      { json: { mutationId: randomUUID(), answers } },
      status,
      code,
    );
    if (problem.fields) expect(problem.fields[0]?.path).toMatch(new RegExp(`^answers\\.${answers.length - 1}\\.`));
  });
});

describe("staff lists", () => {
  const HEAD = "職員番号,氏名,メール,部署";
  const upload = (body: string | Uint8Array, contentType = "text/csv"): Call => ({ body, contentType });
  const row = (index: number): string => `${index},氏名${index},staff${index}@operator.example,部署`;
  const rows = (count: number): string => Array.from({ length: count }, (_none, index) => row(index)).join("\n");

  it.each([
    ["no heading", row(1)],
    ["an unknown heading", `職員番号,氏名,電話,部署\n${row(1)}`],
    ["a heading twice", `氏名,氏名,メール,部署\n${row(1)}`],
    ["nothing", ""],
    ["only a heading", HEAD],
    ["a quote that is not closed", `${HEAD}\n1,"氏名,a@operator.example,部署`],
    ["a quote inside a field", `${HEAD}\n1,氏"名,a@operator.example,部"署"\n`],
    ["an address that is none", `${HEAD}\n1,氏名,a@@operator,部署`],
    ["an address twice", `${HEAD}\n1,氏名,a@operator.example,部署\n2,氏名,A@operator.example,部署`],
    ["a missing name", `${HEAD}\n1,,a@operator.example,部署`],
    ["too many cells", `${HEAD}\n1,氏名,a@operator.example,部署,x,y`],
    ["too few cells", `${HEAD}\n1,氏名`],
    ["a control character", `${HEAD}\n1,氏\u0007名,a@operator.example,部署`],
    ["a NUL", `${HEAD}\n1,氏\u0000名,a@operator.example,部署`],
    ["one bad row at the end of many", `${HEAD}\n${rows(200)}\n9,,bad,`],
    ["a field without end", `${HEAD}\n1,${"氏".repeat(300_000)},a@operator.example,部署`],
  ])("%s is refused whole, with its places", async (_name, text) => {
    const problem = await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(text), 422, "invalid_input");
    expect(problem.fields?.length).toBeGreaterThan(0);
  });

  it.each([
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00, 0x01, 0x80, 0xfd, 0xa0])],
    ["UTF-16", new Uint8Array(iconv.encode(`${HEAD}\n${row(1)}`, "utf16le"))],
    ["EUC-JP", new Uint8Array(iconv.encode(`${HEAD}\n${row(1)}`, "euc-jp"))],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])("%s is refused", async (_name, bytes) => {
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(bytes), 422, "invalid_input");
  });

  it("a huge file is refused before it is read, and one of too many people", async () => {
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${rows(10_001)}`), 413, "too_large");
    await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${"x".repeat(6 * 1024 * 1024)}`), 413, "too_large");
  });

  it("another content type is refused", async () => {
    for (const type of ["application/json", "text/plain", "application/vnd.ms-excel", "multipart/form-data; boundary=x"]) {
      await expectRefused(ground.own.people.secretariat, "POST /people/import", upload(`${HEAD}\n${row(1)}`, type), 415, "unsupported_media_type");
    }
  });

  it("UTF-8 with a byte order mark and Shift_JIS with CRLF say the same, and repeating adds nobody", async () => {
    const { secretariat } = ground.own.people;
    const text = `${HEAD}\r\nA-1,髙橋 﨑子,takahashi@operator.example,電算①部\r\n`;
    const first = await ask(secretariat, "POST /people/import", upload(new Uint8Array(iconv.encode(text, "cp932"))));
    expect(first.as<{ added: number; applied: boolean }>(), first.text).toMatchObject({ added: 1, applied: true });
    const again = await ask(secretariat, "POST /people/import", upload(`\ufeff${text}`, "text/csv; charset=utf-8"));
    expect(again.as<{ added: number; changed: number; unchanged: number }>()).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
  });

  it("a dry run writes nothing", async () => {
    const before = await contentDigest(ground.owner);
    const tried = await ask(ground.own.people.secretariat, "POST /people/import?dryRun=1", upload(`${HEAD}\n${rows(50)}`));
    expect(tried.as<{ added: number; applied: boolean }>()).toMatchObject({ added: 50, applied: false });
    expect(await contentDigest(ground.owner)).toBe(before);
  });

  it("an address that signs in at another operator is neither confirmed nor taken", async () => {
    const { own, beside, owner } = ground;
    const { email } = beside.people.ciso;
    const add = (address: string) =>
      ask(own.people.secretariat, "POST /people", { json: { name: "同姓 同名", email: address, departmentId: own.departments[0] } });
    const [taken, free] = [await add(email), await add("free@operator.example")];
    const shape = ({ status, text }: Answer) => [status, Object.keys(JSON.parse(text) as object)];
    expect(shape(taken)).toEqual(shape(free));
    const links = await Promise.all([taken, free].map((one) => ask(own.people.secretariat, `POST /people/${one.as<{ id: string }>().id}/invitation`)));
    const pages = await Promise.all(links.map(async (one) => (await fetch(one.as<{ link: string }>().link)).text()));
    expect(pages.map((page) => page.includes("パスワードを決める"))).toEqual([true, true]);
    const { rows: accounts } = await owner.query<{ operator_id: string }>("SELECT operator_id FROM account WHERE id = $1", [beside.people.ciso.accountId]);
    expect(accounts).toEqual([{ operator_id: beside.operatorId }]);
  });
});

describe("what changed meanwhile", () => {
  it("a survey that was closed takes no submission, and one not yet opened neither", async () => {
    const { own, owner, ministry } = ground;
    const cycle = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    for (const state of ["planned", "closed"] as const) {
      const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId], state);
      await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/submit`, { json: { surveyId } }, 409, "survey_not_open");
    }
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    expect((await ask(own.people.ciso, `GET /cycles/${cycle.cycleId}/submission-preview?surveyId=${surveyId}`)).status).toBe(200);
    expect((await ask(ministry, `POST /surveys/${surveyId}/close`, { json: { confirmedMissing: 1 } })).status).toBe(200);
    await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/submit`, { json: { surveyId } }, 409, "survey_not_open");
    await expectRefused(ministry, `POST /surveys/${surveyId}/close`, {}, 409, "wrong_state");
    await expectRefused(ministry, `PATCH /surveys/${surveyId}`, { json: { title: "改名" } }, 409, "wrong_state");
  });

  it("closing and submitting at once: what was submitted was submitted before it closed", async () => {
    const { own, owner, portal, ministry } = ground;
    for (let round = 0; round < 6; round += 1) {
      const cycle = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
      const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
      // Whether the operator is still missing when it is closed is what the two are running for.
      const close = (confirmedMissing: number) => call(portal, "POST", `/surveys/${surveyId}/close`, { token: ministry.token, json: { confirmedMissing } });
      const [submitted, first] = await Promise.all([
        call(portal, "POST", `/cycles/${cycle.cycleId}/submit`, { token: own.people.ciso.token, json: { surveyId } }),
        close(1),
      ]);
      const closed = first.status === 409 ? await close(0) : first;
      expect(closed.status, closed.text).toBe(200);
      if (submitted.status === 409) expect(submitted.as<Problem>().code).toBe("survey_not_open");
      else expect([200, 201], submitted.text).toContain(submitted.status);
      const { rows } = await owner.query<{ late: boolean }>(
        "SELECT m.submitted_at > s.closed_at AS late FROM submission m JOIN survey s ON s.id = m.survey_id WHERE s.id = $1",
        [surveyId],
      );
      expect(rows).toHaveLength(submitted.status === 409 ? 0 : 1);
    }
  });

  it("two cycles submitted to one survey at once become two versions, or one is told", async () => {
    const { own, owner, portal } = ground;
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    const cycles: Awaited<ReturnType<typeof makeCycle>>[] = [];
    for (let count = 0; count < 3; count += 1) cycles.push(await makeCycle(owner, own, { state: "approved", sheets: "accepted", measures: 1 }));
    const answers = await Promise.all(
      cycles.map(({ cycleId }) => call(portal, "POST", `/cycles/${cycleId}/submit`, { token: own.people.ciso.token, json: { surveyId } })),
    );
    for (const { status, text } of answers) expect([200, 201, 409], text).toContain(status);
    const { rows } = await owner.query<{ version: number; hash: string; previous_hash: string | null }>(
      "SELECT version, hash, previous_hash FROM submission WHERE survey_id = $1 ORDER BY version",
      [surveyId],
    );
    expect(rows.map(({ version }) => version)).toEqual(answers.filter(({ status }) => status < 300).map((_one, index) => index + 1));
    expect(rows.slice(1).map(({ previous_hash: previous }) => previous)).toEqual(rows.slice(0, -1).map(({ hash }) => hash));
  });

  it("something else than what was previewed does not leave", async () => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/submit`, { json: { surveyId, hash: "0".repeat(64) } }, 409, "confirmation_required");
  });

  it("an edition that was revised meanwhile keeps no planned cycle from opening, no open one from being answered and no approved one from leaving", async () => {
    const { own, owner } = ground;
    const planned = await makeCycle(owner, own, { state: "planned" });
    const approved = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    await fillVacancies(owner, own);
    const running = await makeCycle(owner, own, { sheets: "inProgress" });
    const revisionOf = async (cycleId: string) => (await ask(own.people.ciso, `GET /cycles/${cycleId}`)).as<{ editionRevision: number }>().editionRevision;
    await owner.query(
      `INSERT INTO edition_revision SELECT edition_id, 2, md5(content_hash) || md5(edition_id), jsonb_set(content, '{revision}', '2'), now()
       FROM edition_revision WHERE edition_id = 'kuko-2' AND revision = 1`,
    );
    await owner.query("UPDATE edition SET revision = 2 WHERE id = 'kuko-2'");
    try {
      expect((await ask(handler(), put(running.items.handler[0], running.sheets.handler), { json: answer })).status).toBe(200);
      expect((await ask(own.people.ciso, `POST /cycles/${planned.cycleId}/open`, { json: {} })).status).toBe(200);
      const submitted = await ask(own.people.ciso, `POST /cycles/${approved.cycleId}/submit`, { json: { surveyId } });
      expect([200, 201], submitted.text).toContain(submitted.status);
      expect(await Promise.all([running, approved, planned].map(({ cycleId }) => revisionOf(cycleId)))).toEqual([1, 1, 2]);
    } finally {
      await owner.query("UPDATE edition SET revision = 1 WHERE id = 'kuko-2'");
    }
  });

  it.each([
    ["open", "open"],
    ["open", "approved"],
    ["review", "planned"],
    ["review", "approved"],
    ["approve", "open"],
    ["approve", "submitted"],
    ["submit", "open"],
    ["submit", "reviewing"],
    ["submit", "submitted"],
    ["reopen", "open"],
    ["reopen", "planned"],
    ["cancel", "reviewing"],
    ["cancel", "approved"],
    ["cancel", "cancelled"],
    ["open", "cancelled"],
    ["review", "cancelled"],
    ["approve", "cancelled"],
    ["reopen", "cancelled"],
    ["submit", "cancelled"],
  ] as const)("%s a cycle that is %s is refused", async (deed, state) => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { state, sheets: "accepted" });
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    const json = deed === "reopen" || deed === "cancel" ? { reason: "数え漏れ" } : deed === "submit" ? { surveyId } : {};
    await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/${deed}`, { json }, 409, "wrong_state");
  });

  it("approval waits for returned sheets, and a cycle of some measures cannot be submitted", async () => {
    const { own, owner } = ground;
    const returned = await makeCycle(owner, own, { state: "reviewing", sheets: "returned" });
    await expectRefused(own.people.ciso, `POST /cycles/${returned.cycleId}/approve`, { json: {} }, 409, "sheet_returned");
    const partial = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    await owner.query(`UPDATE cycle SET selected_items = '["kuko-2:3.1.1:1"]' WHERE id = $1`, [partial.cycleId]);
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    await expectRefused(own.people.ciso, `POST /cycles/${partial.cycleId}/submit`, { json: { surveyId } }, 409, "cycle_not_complete");
  });

  it("a cycle that leaves a measure on nobody's sheet is not opened, and says which", async () => {
    const { own, owner } = ground;
    const lonely = await makeCycle(owner, own, { state: "planned" });
    const id = randomUUID();
    await insert(owner, "department", [{ operator_id: own.operatorId, id, name: `部署 ${id}` }]);
    const problem = await expectRefused(own.people.ciso, `POST /cycles/${lonely.cycleId}/open`, { json: {} }, 409, "items_on_no_sheet");
    expect(problem.list?.length).toBeGreaterThan(0);
    await owner.query("UPDATE department SET retired_at = now() WHERE id = $1", [id]);
  });

  it("a sheet whose measures would then be on nobody's is not withdrawn, and it says which", async () => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { sheets: "inProgress" });
    const problem = await expectRefused(
      own.people.ciso,
      `POST /sheets/${cycle.sheets.system}/withdraw`,
      { json: { reason: "廃止" } },
      409,
      "items_on_no_sheet",
    );
    expect(problem.list).toEqual(cycle.items.system);
  });

  it("roles that 3.1.4.1(2) keeps apart are not given to one person, and nobody makes oneself CISO", async () => {
    const { own } = ground;
    const { secretariat, colleague } = own.people;
    const both = { appointments: [{ role: "auditor" }, { role: "ciso" }] };
    await expectRefused(secretariat, `PUT /people/${colleague.personId}/appointments`, { json: both }, 409, "conflicting_appointments");
    const self = { appointments: [{ role: "secretariat" }, { role: "ciso" }] };
    await expectRefused(secretariat, `PUT /people/${secretariat.personId}/appointments`, { json: self }, 403, "not_permitted");
  });
});

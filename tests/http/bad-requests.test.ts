import { describe, expect, it } from "vitest";
import type { Problem } from "@/tests/support/api";
import { answer, answerPath, ask, expectRefused, fixture, ground, handler, prepareBadInputGround, put } from "@/tests/support/bad-input-ground";
import { makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { withSessionOf } from "@/tests/support/session";
import { insert } from "@/tests/support/world";

prepareBadInputGround();

it("an unknown filter is refused, not ignored", async () => {
  const { ciso } = ground.own.people;
  const problem = await expectRefused(ciso, `GET /cycles/${fixture.cycleId}/scores?departmentId=${ground.own.departments[0] ?? ""}`, {}, 422, "invalid_input");
  expect(problem.fields?.[0]?.message).toContain("departmentId");
  await expectRefused(ciso, `GET /cycles/${fixture.cycleId}/gap-report.json?department=x`, {}, 422, "invalid_input");
});

it("an auditor cannot answer an audited sheet", async () => {
  const { secretariat, auditor } = ground.own.people;
  const json = { respondentIds: [auditor.personId] };
  await expectRefused(secretariat, `PUT /sheets/${fixture.sheets.ciso}/respondents`, { json }, 409, "conflicting_appointments");
  await expectRefused(secretariat, `PUT /sheets/${fixture.sheets.system}/respondents`, { json }, 409, "conflicting_appointments");
});

it("HEAD responds like GET, and a manager's scores are those of the own department", async () => {
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

describe("a request from another origin", () => {
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

  it("with the session cookie from the portal itself is accepted, and reading needs no origin", async () => {
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
  ])("with %s is refused as not signed in", async (_name, headers) => {
    for (const request of ["GET /sheets", put(), "GET /nothing"]) {
      const refused = await ask(handler(), request, { token: undefined, headers, ...(request.startsWith("PUT") ? { json: answer } : {}) });
      expect([refused.status, refused.headers.get("www-authenticate")], refused.text.slice(0, 300)).toEqual([401, "Bearer"]);
      expect(refused.as<Problem>()).toMatchObject({ code: "not_signed_in", detail: expect.stringMatching(/サインイン/) as unknown });
    }
  });

  it("with an ended session, an expired or revoked token, or a closed account is refused as not signed in", async () => {
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

describe("other people's objects", () => {
  it("inside one's own request are refused like missing ones: departments, people, sheets, surveys", async () => {
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

  it("a system administrator's sheet cannot be accepted by its own respondent, nor in bulk", async () => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { sheets: "handedIn" });
    await insert(owner, "sheet_respondent", [{ operator_id: own.operatorId, sheet_id: cycle.sheets.system, person_id: own.people.manager.personId }]);
    await expectRefused(own.people.manager, "POST /sheets/accept", { json: { sheetIds: [cycle.sheets.handler, cycle.sheets.system] } }, 403, "own_work");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, call, type Problem } from "@/tests/support/api";
import { equalCyclesOf, FIXTURE_SHEETS, makeCycle, makeSurvey, wrongTallies } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear, today } from "@/tests/support/days";
import { type HttpGround, openHttpGround } from "@/tests/support/http-ground";
import { makeOperator, makeOutsider } from "@/tests/support/world";

/* Nothing is one-way by surprise (docs/design.md 3), through the API: confirmations, and ways back. */
const ALL = Object.keys(FIXTURE_SHEETS).length;
let ground: HttpGround;
beforeAll(async () => {
  ground = await openHttpGround();
});
afterAll(async () => {
  expect(await wrongTallies(ground.owner, ground.own.operatorId)).toEqual([]);
  await ground.close();
});

const ask = (who: { readonly token: string }, request: string, json?: unknown): Promise<Answer> => {
  const [method = "", path = ""] = request.split(" ");
  return call(ground.portal, method, path, { token: who.token, ...(json === undefined ? {} : { json }) });
};
async function done<Shape = { state: string }>(who: { readonly token: string }, request: string, json?: unknown): Promise<Shape> {
  const answer = await ask(who, request, json);
  expect([200, 201], `${request}: ${answer.text.slice(0, 400)}`).toContain(answer.status);
  return answer.as<Shape>();
}
async function refused(who: { readonly token: string }, request: string, json?: unknown): Promise<Problem> {
  const answer = await ask(who, request, json);
  expect(answer.status, answer.text.slice(0, 300)).toBeGreaterThanOrEqual(400);
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
  return answer.as<Problem>();
}
const people = () => ground.own.people;
const setDue = (cycleId: string, days: number) => ground.owner.query("UPDATE cycle SET due_on = $2 WHERE id = $1", [cycleId, dayFromNow(days)]);
const stateOf = async (cycleId: string): Promise<string> => (await done(people().handler, `GET /cycles/${cycleId}`)).state;

describe("M2 回答を締め切り、確認に移る", () => {
  it("closing 19 days early with sheets out asks for numbers and dates; the confirmed number closes; review goes back to open", async () => {
    const { cycleId, sheets } = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    await setDue(cycleId, 19);
    for (const json of [{}, { confirmedOutstanding: 0 }, { confirmedOutstanding: ALL + 1 }]) {
      expect(await refused(people().ciso, `POST /cycles/${cycleId}/review`, json)).toMatchObject({
        status: 409,
        code: "confirmation_required",
        current: { outstanding: ALL, inProgress: ALL, daysEarly: 19, dueOn: dayFromNow(19) },
      });
    }
    expect(await stateOf(cycleId)).toBe("open");
    expect(await done(people().ciso, `POST /cycles/${cycleId}/review`, { confirmedOutstanding: ALL })).toMatchObject({ state: "reviewing" });
    expect(await refused(people().handler, `POST /sheets/${sheets.handler}/hand-in`, {})).toMatchObject({ status: 409 });
    expect(await refused(people().secretariat, `POST /cycles/${cycleId}/reopen`, { reason: "早く締めたため" })).toMatchObject({ code: "not_permitted" });
    expect(await refused(people().ciso, `POST /cycles/${cycleId}/reopen`, {})).toMatchObject({ status: 422 });
    expect(await done(people().ciso, `POST /cycles/${cycleId}/reopen`, { reason: "早く締めたため" })).toMatchObject({ state: "open" });
    await done(people().handler, `POST /sheets/${sheets.handler}/hand-in`, {});
    expect(await done<{ reopenedReason: string }>(people().handler, `GET /cycles/${cycleId}`)).toMatchObject({ reopenedReason: "早く締めたため" });
  });

  it.each([-1, 0.5, "35", null])("refuses an invalid number of sheets (%o)", async (confirmedOutstanding) => {
    const { cycleId } = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    expect(await refused(people().ciso, `POST /cycles/${cycleId}/review`, { confirmedOutstanding })).toMatchObject({
      status: 422,
      fields: [{ path: "confirmedOutstanding" }],
    });
  });
});

describe("M2 a planned or duplicate cycle can be cancelled", () => {
  it.each(["planned", "open"] as const)("%s", async (state) => {
    const { cycleId, sheets, items } = await makeCycle(ground.owner, ground.own, { state, sheets: "notStarted" });
    expect(await refused(people().secretariat, `POST /cycles/${cycleId}/cancel`, {})).toMatchObject({ status: 422, fields: [{ path: "reason" }] });
    expect(await done(people().secretariat, `POST /cycles/${cycleId}/cancel`, { reason: "二重に計画したため" })).toMatchObject({ state: "cancelled" });
    const { items: listed } = await done<{ items: { id: string }[] }>(people().ciso, "GET /cycles?perPage=200");
    expect(listed.map(({ id }) => id)).not.toContain(cycleId);
    const { items: cancelled } = await done<{ items: { id: string }[] }>(people().ciso, "GET /cycles?state=cancelled&perPage=200");
    expect(cancelled.map(({ id }) => id)).toContain(cycleId);
    expect(await done<{ cancelledReason: string }>(people().handler, `GET /cycles/${cycleId}`)).toMatchObject({
      state: "cancelled",
      cancelledReason: "二重に計画したため",
    });
    for (const path of ["scores", "gap-report.json", "submission-preview"])
      expect(await refused(people().ciso, `GET /cycles/${cycleId}/${path}`)).toMatchObject({ code: "wrong_state" });
    if (state === "planned") return;
    const { items: mine } = await done<{ items: { id: string }[] }>(people().handler, "GET /sheets?perPage=200");
    expect(mine.map(({ id }) => id)).not.toContain(sheets.handler);
    const answer = { status: "implemented", version: 0 };
    expect(await refused(people().handler, `PUT /sheets/${sheets.handler}/answers/${items.handler[0] ?? ""}`, answer)).toMatchObject({
      status: 409,
      code: "sheet_not_answerable",
    });
    expect(await done<{ sheet: { cycleState: string } }>(people().handler, `GET /sheets/${sheets.handler}`)).toMatchObject({
      sheet: { cycleState: "cancelled" },
    });
  });

  it("a cycle with answers is cancelled after their number is confirmed, and can be restored", async () => {
    const { cycleId, sheets, items } = await makeCycle(ground.owner, ground.own, { sheets: "inProgress" });
    const answers = Object.values(items).reduce((sum, list) => sum + list.length, 0);
    const reason = "二重に計画したため";
    for (const confirmedAnswers of [undefined, 0, answers - 1]) {
      expect(await refused(people().secretariat, `POST /cycles/${cycleId}/cancel`, { reason, confirmedAnswers })).toMatchObject({
        status: 409,
        code: "confirmation_required",
        current: { sheets: ALL, answers, handedIn: 0 },
      });
    }
    expect(await refused(people().secretariat, `POST /cycles/${cycleId}/cancel`, { reason, confirmedAnswers: -1 })).toMatchObject({
      status: 422,
      fields: [{ path: "confirmedAnswers" }],
    });
    expect(await done(people().secretariat, `POST /cycles/${cycleId}/cancel`, { reason, confirmedAnswers: answers })).toMatchObject({ state: "cancelled" });
    expect(await refused(people().handler, `POST /cycles/${cycleId}/restore`, { reason })).toMatchObject({ status: 403 });
    const confirmedEqualCycles = await equalCyclesOf(ground.owner, ground.own, "handingOut");
    expect(await refused(people().ciso, `POST /cycles/${cycleId}/restore`, {})).toMatchObject({ status: 422, fields: [{ path: "reason" }] });
    expect(await done(people().ciso, `POST /cycles/${cycleId}/restore`, { reason: "続けるため", confirmedEqualCycles })).toMatchObject({ state: "open" });
    await done(people().handler, `POST /sheets/${sheets.handler}/hand-in`, {});
  });

  it("when two people cancel, one succeeds and the other is refused", async () => {
    const { cycleId } = await makeCycle(ground.owner, ground.own, { state: "planned" });
    const answers = await Promise.all([people().ciso, people().secretariat].map((who) => ask(who, `POST /cycles/${cycleId}/cancel`, { reason: "誤り" })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe("M2 title, period and due date of an open cycle can be changed with a reason", () => {
  it("everybody of the operator can read the change and its reason", async () => {
    const { cycleId } = await makeCycle(ground.owner, ground.own);
    expect(await refused(people().secretariat, `PATCH /cycles/${cycleId}`, { dueOn: dayFromNow(45) })).toMatchObject({ status: 422, code: "reason_required" });
    expect(await refused(people().handler, `PATCH /cycles/${cycleId}`, { dueOn: dayFromNow(45), reason: "連休" })).toMatchObject({ status: 403 });
    await done(people().secretariat, `PATCH /cycles/${cycleId}`, { dueOn: dayFromNow(45), reason: "連休があるため" });
    expect(await done<{ dueOn: string; changes: unknown[] }>(people().handler, `GET /cycles/${cycleId}`)).toMatchObject({
      dueOn: dayFromNow(45),
      changes: [{ reason: "連休があるため", before: { dueOn: dayFromNow(30) }, after: { dueOn: dayFromNow(45) } }],
    });
  });

  it("a planned cycle is changed without a reason, a closed one not at all", async () => {
    const planned = await makeCycle(ground.owner, ground.own, { state: "planned" });
    await done(people().secretariat, `PATCH /cycles/${planned.cycleId}`, { dueOn: dayFromNow(45) });
    const reviewing = await makeCycle(ground.owner, ground.own, { state: "reviewing", sheets: "accepted" });
    expect(await refused(people().ciso, `PATCH /cycles/${reviewing.cycleId}`, { dueOn: dayFromNow(45), reason: "延ばす" })).toMatchObject({
      code: "wrong_state",
      current: { state: "reviewing" },
    });
  });
});

describe("M2 a due date in the past or outside the accepted range", () => {
  it.each([dayFromNow(-1), "2001-01-01", "2199-12-31", "1900-12-04", "9999-12-31", "2027-02-30", "2026-13-01", "明日", ""])(
    "is refused when planning and changing: %s",
    async (dueOn) => {
      const body = { edition: "kuko-2", title: "点検", period: { from: dayFromNow(-30), to: dayFromNow(60) } };
      const { cycleId } = await makeCycle(ground.owner, ground.own);
      for (const problem of [
        await refused(people().secretariat, "POST /cycles", { ...body, dueOn }),
        await refused(people().secretariat, `PATCH /cycles/${cycleId}`, { dueOn, reason: "変える" }),
      ]) {
        expect(problem).toMatchObject({
          status: 422,
          code: "invalid_input",
          fields: [{ path: "dueOn", message: expect.stringContaining("回答の期限") as unknown }],
        });
      }
    },
  );

  it("is refused when a plan is handed out after its due date", async () => {
    const { cycleId } = await makeCycle(ground.owner, ground.own, { state: "planned" });
    await setDue(cycleId, -1);
    expect(await refused(people().ciso, `POST /cycles/${cycleId}/open`, {})).toMatchObject({ status: 422, fields: [{ path: "dueOn" }] });
  });

  it("is accepted today", async () => {
    await done(people().secretariat, "POST /cycles", {
      edition: "kuko-2",
      title: "点検",
      period: { from: dayFromNow(-30), to: dayFromNow(60) },
      dueOn: today(),
      confirmedEqualCycles: await equalCyclesOf(ground.owner, ground.own, "planning"),
    });
  });
});

describe("M2 the ministry's early closing", () => {
  it("asks for numbers and can be undone", async () => {
    const { ministry, owner, own, beside } = ground;
    const id = await makeSurvey(owner, own.sectorId, [own.operatorId, beside.operatorId]);
    expect(await refused(ministry, `POST /surveys/${id}/close`)).toMatchObject({
      status: 409,
      code: "confirmation_required",
      current: { called: 2, submitted: 0, missing: 2, daysEarly: 60, closesOn: dayFromNow(60) },
    });
    await done(ministry, `POST /surveys/${id}/close`, { confirmedMissing: 2 });
    expect(await refused(people().ciso, `POST /surveys/${id}/reopen`, { reason: "誤り" })).toMatchObject({ status: 403 });
    expect(await refused(ministry, `POST /surveys/${id}/reopen`, {})).toMatchObject({ status: 422, fields: [{ path: "reason" }] });
    await done(ministry, `POST /surveys/${id}/reopen`, { reason: "誤って締め切ったため" });
    expect(await done<object>(people().ciso, `GET /surveys/${id}`)).toMatchObject({ state: "open", closedAt: null, reopenedReason: "誤って締め切ったため" });
  });
});

describe("M2 an edition that does not bind the sector", () => {
  it("is refused in surveys and cycles, and GET /sectors shows which editions bind", async () => {
    const railway = await makeOperator(ground.owner, "tetsudo", "丁鉄道");
    const officer = await makeOutsider(ground.owner, "ministryOfficer", "tetsudo");
    const survey = { edition: "kuko-2", fiscalYear: thisFiscalYear(), title: "調査", opensOn: today(), closesOn: dayFromNow(60) };
    const cycle = { edition: "kuko-2", title: "点検", period: { from: today(), to: dayFromNow(60) }, dueOn: dayFromNow(30) };
    for (const problem of [await refused(officer, "POST /surveys", survey), await refused(railway.people.ciso, "POST /cycles", cycle)]) {
      expect(problem).toMatchObject({ status: 422, code: "edition_not_binding", fields: [{ path: "edition" }] });
    }
    await done(officer, "POST /surveys", { ...survey, edition: "shishin-3" });
    await done(railway.people.ciso, "POST /cycles", { ...cycle, edition: "shishin-3" });
    const { items } = await done<{ items: { id: string; editions: string[] }[] }>(officer, "GET /sectors?perPage=200");
    expect(Object.fromEntries(items.map(({ id, editions }) => [id, editions]))).toMatchObject({
      kuko: ["kuko-2", "shishin-3"],
      tetsudo: ["shishin-3"],
      koku: ["shishin-3"],
    });
  });
});

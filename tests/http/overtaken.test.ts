import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fillVacancies } from "@/tests/http/request-parts";
import { call, type Problem } from "@/tests/support/api";
import { answer, ask, expectRefused, ground, handler, prepareBadInputGround, put } from "@/tests/support/bad-input-ground";
import { equalCyclesOf, makeCycle, makeSurvey } from "@/tests/support/cycle-fixture";
import { insert } from "@/tests/support/world";

prepareBadInputGround();

describe("changes in the meantime", () => {
  it("a closed survey accepts no submission, nor does one that is not open yet", async () => {
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

  it("when closing and submitting coincide, every accepted submission came before the closing", async () => {
    const { own, owner, portal, ministry } = ground;
    for (let round = 0; round < 6; round += 1) {
      const cycle = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
      const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
      // The race decides whether the operator counts as missing at the closing.
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

  it("two cycles submitted to one survey at once become two versions, or one is refused", async () => {
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

  it("only the previewed content can be submitted", async () => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/submit`, { json: { surveyId, hash: "0".repeat(64) } }, 409, "confirmation_required");
  });

  it("a revised edition does not prevent opening a planned cycle, answering an open one or submitting an approved one", async () => {
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
      const confirmedEqualCycles = await equalCyclesOf(owner, own, "handingOut");
      expect((await ask(own.people.ciso, `POST /cycles/${planned.cycleId}/open`, { json: { confirmedEqualCycles } })).status).toBe(200);
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
  ] as const)("%s in state %s is refused", async (event, state) => {
    const { own, owner } = ground;
    const cycle = await makeCycle(owner, own, { state, sheets: "accepted" });
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    const json = event === "reopen" || event === "cancel" ? { reason: "数え漏れ" } : event === "submit" ? { surveyId } : {};
    await expectRefused(own.people.ciso, `POST /cycles/${cycle.cycleId}/${event}`, { json }, 409, "wrong_state");
  });

  it("returned sheets prevent approval, and a cycle with only some measures cannot be submitted", async () => {
    const { own, owner } = ground;
    const returned = await makeCycle(owner, own, { state: "reviewing", sheets: "returned" });
    await expectRefused(own.people.ciso, `POST /cycles/${returned.cycleId}/approve`, { json: {} }, 409, "sheet_returned");
    const partial = await makeCycle(owner, own, { state: "approved", sheets: "accepted" });
    await owner.query(`UPDATE cycle SET selected_items = '["kuko-2:3.1.1:1"]' WHERE id = $1`, [partial.cycleId]);
    const surveyId = await makeSurvey(owner, own.sectorId, [own.operatorId]);
    await expectRefused(own.people.ciso, `POST /cycles/${partial.cycleId}/submit`, { json: { surveyId } }, 409, "cycle_not_complete");
  });

  it("a cycle with a measure on no sheet is not opened, and the measure is named", async () => {
    const { own, owner } = ground;
    const lonely = await makeCycle(owner, own, { state: "planned" });
    const id = randomUUID();
    await insert(owner, "department", [{ operator_id: own.operatorId, id, name: `部署 ${id}` }]);
    const problem = await expectRefused(own.people.ciso, `POST /cycles/${lonely.cycleId}/open`, { json: {} }, 409, "items_on_no_sheet");
    expect(problem.list?.length).toBeGreaterThan(0);
    await owner.query("UPDATE department SET retired_at = now() WHERE id = $1", [id]);
  });

  it("a sheet whose measures would then be on no sheet is not withdrawn, and the measures are named", async () => {
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

  it("roles that 3.1.4.1(2) separates cannot be given to one person, and nobody can make themselves CISO", async () => {
    const { own } = ground;
    const { secretariat, colleague } = own.people;
    const both = { appointments: [{ role: "auditor" }, { role: "ciso" }] };
    await expectRefused(secretariat, `PUT /people/${colleague.personId}/appointments`, { json: both }, 409, "conflicting_appointments");
    const self = { appointments: [{ role: "secretariat" }, { role: "ciso" }] };
    await expectRefused(secretariat, `PUT /people/${secretariat.personId}/appointments`, { json: self }, 403, "not_permitted");
  });
});

import { describe, expect, it } from "vitest";
import { granted } from "@/lib/domain/shared/result";
import { listSurveys, oneSurvey } from "@/lib/features/surveys/list/queries";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { survey } from "@/lib/features/surveys/record/record";
import { nextForSurvey } from "@/lib/features/surveys/record/view";
import { readResults, readSurveyPage } from "@/lib/features/surveys/results-reading/queries";
import { closeSurvey } from "@/lib/features/surveys/transitions/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { reading } from "@/lib/server/use-cases/use-case";
import { codeOf, valueOf as value } from "@/tests/support/links";
import { openAsShown } from "@/tests/support/rounds";
import { airports, BODY, client, member, NOW, officer, opened, PAGE, power, powerOfficer, prepareSurveyGround } from "@/tests/support/survey-ground";

prepareSurveyGround();

describe("conducting a survey", () => {
  it("calls every operator of the sector, opens once and closes", async () => {
    const { id, state } = value(await createSurvey(officer, BODY, NOW));
    expect(state).toBe("planned");
    expect(value(await oneSurvey(officer, { surveyId: id }, NOW))).toMatchObject({ called: 3, submitted: 0, state: "planned", closesOn: "2027-01-29" });
    expect(codeOf(await closeSurvey(officer, { surveyId: id, confirmedMissing: 3 }, NOW))).toBe("wrong_state");
    expect(value(await changeSurvey(officer, { surveyId: id, closesOn: "2027-02-05" }, NOW)).state).toBe("planned");
    expect(value(await openAsShown(officer, id, NOW)).state).toBe("open");
    expect(codeOf(await openAsShown(officer, id, NOW))).toBe("wrong_state");
    expect(codeOf(await changeSurvey(officer, { surveyId: id, opensOn: "2026-11-02" }, NOW))).toBe("wrong_state");
    expect(value(await closeSurvey(officer, { surveyId: id, confirmedMissing: 3 }, NOW)).state).toBe("closed");
    expect(codeOf(await changeSurvey(officer, { surveyId: id, title: "別の名前" }, NOW))).toBe("wrong_state");
    expect(value(await oneSurvey(officer, { surveyId: id }, NOW))).toMatchObject({ state: "closed", closesOn: "2027-02-05", closedAt: NOW.toISOString() });
    const { rows } = await client.query("SELECT action, outcome FROM audit WHERE target = $1 ORDER BY id", [`survey/${id}`]);
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "survey.create done",
      "survey.close refused",
      "survey.change done",
      "survey.open refused",
      "survey.open done",
      "survey.open refused",
      "survey.change refused",
      "survey.close done",
      "survey.change refused",
    ]);
  });

  it("refuses operators of another sector, unknown editions and everyone but the sector's officer", async () => {
    expect(codeOf(await createSurvey(officer, { ...BODY, operatorIds: [power.operatorId] }, NOW))).toBe("invalid_input");
    expect(codeOf(await createSurvey(officer, { ...BODY, edition: "kuko-9" }, NOW))).toBe("invalid_input");
    expect(codeOf(await createSurvey(member(airports[0]!, "ciso"), BODY, NOW))).toBe("not_permitted");
    const id = await opened();
    expect(codeOf(await closeSurvey(powerOfficer, { surveyId: id, confirmedMissing: 1 }, NOW))).toBe("not_found");
    expect(codeOf(await readResults(powerOfficer, { surveyId: id, by: "section", tier: "required" }, NOW))).toBe("not_found");
    expect(codeOf(await readResults(member(airports[0]!, "ciso"), { surveyId: id, by: "section", tier: "required" }, NOW))).toBe("not_permitted");
  });

  it("can be changed on its page, which shows what can still change and which operators can be added", async () => {
    const id = value(await createSurvey(officer, { ...BODY, operatorIds: [airports[0]!.operatorId] }, NOW)).id;
    const page = (visitor: Visitor) => readSurveyPage(visitor, { surveyId: id, tier: "required", asked: operatorsAsked({}) }, NOW);
    const plan = async () => value(await page(officer)).change;
    expect(await plan()).toMatchObject({ id, title: BODY.title, opensOn: "2026-11-01", closesOn: "2027-01-29", opensOnFixed: false });
    expect((await plan())?.uncalled.map((one) => one.id)).toEqual(expect.arrayContaining([airports[1]!.operatorId, airports[2]!.operatorId]));
    expect((await plan())?.uncalled.map((one) => one.id)).not.toContain(airports[0]!.operatorId);
    value(await changeSurvey(officer, { surveyId: id, addOperatorIds: [airports[1]!.operatorId] }, NOW));
    value(await openAsShown(officer, id, NOW));
    expect(await plan()).toMatchObject({ opensOnFixed: true });
    expect((await plan())?.uncalled.map((one) => one.id)).not.toContain(airports[1]!.operatorId);
    value(await closeSurvey(officer, { surveyId: id, confirmedMissing: 2 }, NOW));
    expect(await plan()).toBeNull();
    expect(codeOf(await page(member(airports[0]!, "ciso")))).toBe("not_permitted");
    expect(codeOf(await page(powerOfficer))).toBe("not_found");
  });

  it("M11 is read for its page at one moment, whatever is written meanwhile", async () => {
    const id = await opened();
    const twice = reading({
      of: readResults,
      oneSnapshot: true,
      on: survey.seen,
      async run({ transaction, subject }) {
        const title = () => transaction.survey.findUnique({ where: { id: subject.id }, select: { title: true } });
        const before = await title();
        await client.query("UPDATE survey SET title = title || '（改）' WHERE id = $1", [id]);
        return granted([before, await title()]);
      },
    });
    const [before, after] = value(await twice(officer, { surveyId: id }, NOW));
    expect(after).toEqual(before);
    expect(value(await oneSurvey(officer, { surveyId: id }, NOW)).title).toBe(`${before?.title ?? ""}（改）`);
  });

  it("says on its page that it accepts submissions until it is closed, before and after the last day", async () => {
    const id = await opened();
    const summary = value(await oneSurvey(officer, { surveyId: id }, NOW));
    for (const now of [NOW, new Date("2027-03-01T00:00:00Z")]) expect(nextForSurvey(summary, now)?.text).toContain("締め切るまで");
  });

  it("shows operators the opened surveys that call them, and no others", async () => {
    const planned = value(await createSurvey(officer, BODY, NOW)).id;
    const id = await opened({ operatorIds: [airports[0]!.operatorId] });
    const idsFor = async (visitor: Visitor) => value(await listSurveys(visitor, { page: 1, perPage: 200 }, NOW)).items.map((one) => one.id);
    expect(await idsFor(member(airports[0]!, "ciso"))).toContain(id);
    expect(await idsFor(member(airports[0]!, "ciso"))).not.toContain(planned);
    expect(await idsFor(member(airports[1]!, "ciso"))).not.toContain(id);
    expect(await idsFor(powerOfficer)).toEqual([]);
    expect(codeOf(await listSurveys(member(airports[0]!, "handler"), PAGE, NOW))).toBe("not_permitted");
    expect(value(await oneSurvey(member(airports[0]!, "ciso"), { surveyId: id }, NOW))).toMatchObject({ called: null, submitted: null, own: null });
    expect(codeOf(await oneSurvey(member(airports[1]!, "ciso"), { surveyId: id }, NOW))).toBe("not_found");
  });
});

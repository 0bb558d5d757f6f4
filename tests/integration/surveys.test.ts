import { describe, expect, it } from "vitest";
import { callingAsked } from "@/lib/features/surveys/calling/parts";
import { readCalling } from "@/lib/features/surveys/calling/queries";
import { listSurveys, oneSurvey } from "@/lib/features/surveys/list/queries";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { nextForSurvey } from "@/lib/features/surveys/record/view";
import { readResults, readSurveyPage, SHOWN_ON, wholeResults } from "@/lib/features/surveys/results-reading/queries";
import { closeSurvey } from "@/lib/features/surveys/transitions/commands";
import type { Visitor } from "@/lib/server/scope/scope";
import { codeOf, valueOf as value } from "@/tests/support/links";
import { writingMeanwhile } from "@/tests/support/meanwhile";
import { openAsShown } from "@/tests/support/rounds";
import { airports, BODY, client, member, NOW, officer, opened, PAGE, power, powerOfficer, prepareSurveyGround } from "@/tests/support/survey-ground";

prepareSurveyGround();

/** What the pages of a survey read: its titles, and the surveys of earlier years that they compare it with. */
interface Told {
  readonly titles: readonly string[];
  readonly earlier: readonly string[];
}

const READINGS: readonly (readonly [page: string, fiscalYear: number, read: (surveyId: string) => Promise<Told>])[] = [
  [
    "its page",
    2040,
    async (surveyId) => {
      const { summary, change, whole } = value(await readSurveyPage(officer, { surveyId, tier: "required", asked: operatorsAsked({}) }, NOW));
      return { titles: [whole.results.survey.title, summary.title, change?.title ?? ""], earlier: whole.earlier.map((one) => one.survey.id) };
    },
  ],
  [
    "the pages of its items and of its crosswalk",
    2050,
    async (surveyId) => {
      const { results, earlier } = value(await wholeResults(officer, { surveyId, ...SHOWN_ON.items }, NOW));
      return { titles: [results.survey.title], earlier: earlier.map((one) => one.survey.id) };
    },
  ],
];

/** The statement by which a reading finds its survey, and what another connection then writes: another title, and an earlier survey that opens. */
const FINDS_SURVEY = /\bFROM survey s JOIN sector\b/;
const RENAME_AND_OPEN = "UPDATE survey SET state = 'open', title = CASE WHEN id = $1 THEN title || '（改）' ELSE title END WHERE id IN ($1, $2)";

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
    const addable = async () =>
      value(await readCalling(officer, { surveyId: id, asked: callingAsked(null, "addOperatorIds") }, NOW)).callable.found.items.map((one) => one.id);
    expect(await addable()).toEqual(expect.arrayContaining([airports[1]!.operatorId, airports[2]!.operatorId]));
    expect(await addable()).not.toContain(airports[0]!.operatorId);
    expect((await plan())?.uncalled).toBe((await addable()).length);
    value(await changeSurvey(officer, { surveyId: id, addOperatorIds: [airports[1]!.operatorId] }, NOW));
    value(await openAsShown(officer, id, NOW));
    expect(await plan()).toMatchObject({ opensOnFixed: true });
    expect(await addable()).not.toContain(airports[1]!.operatorId);
    expect((await plan())?.uncalled).toBe((await addable()).length);
    value(await closeSurvey(officer, { surveyId: id, confirmedMissing: 2 }, NOW));
    expect(await plan()).toBeNull();
    expect(codeOf(await page(member(airports[0]!, "ciso")))).toBe("not_permitted");
    expect(codeOf(await page(powerOfficer))).toBe("not_found");
  });

  it.each(READINGS)("M11 is read for %s at one moment, whatever is written meanwhile", async (_page, fiscalYear, read) => {
    const id = await opened({ fiscalYear });
    const earlier = await opened({ fiscalYear: fiscalYear - 1 });
    await client.query("UPDATE survey SET state = 'planned' WHERE id = $1", [earlier]);
    const before = await read(id);
    const during = await writingMeanwhile(FINDS_SURVEY, [RENAME_AND_OPEN, [id, earlier]], client, () => read(id));
    expect(during).toEqual(before);
    const after = await read(id);
    expect(after.titles).toEqual(before.titles.map((title) => `${title}（改）`));
    expect([before.earlier.includes(earlier), after.earlier.includes(earlier)]).toEqual([false, true]);
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

import { describe, expect, it } from "vitest";
import { targetName } from "@/lib/features/admin/target-names/queries";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { dayFromNow } from "@/tests/support/days";
import { refusalOf } from "@/tests/support/integration-ground";
import { valueOf } from "@/tests/support/links";
import { NOW, roundsGround, survey } from "@/tests/support/rounds";
import { makeOperator } from "@/tests/support/world";

const ground = roundsGround();

interface Entry {
  readonly target: string;
  readonly outcome: string;
  readonly detail: Record<string, unknown>;
}

/** The entries of an action on a survey and on what belongs to it, in order. */
const entriesOf = async (surveyId: string, action: string): Promise<Entry[]> =>
  (
    await ground.owner.query<Entry>("SELECT target, outcome, detail FROM audit WHERE target LIKE 'survey/' || $1 || '%' AND action = $2 ORDER BY id", [
      surveyId,
      action,
    ])
  ).rows;

const newAirport = async (name: string): Promise<string> => (await makeOperator(ground.owner, "kuko", name)).operatorId;
const called = (surveyId: string, operatorIds: readonly string[]) =>
  [...operatorIds].sort().map((operatorId) => ({ target: `survey/${surveyId}/${operatorId}`, outcome: "done", detail: {} }));

/** A planned survey that calls the chosen operators; without a choice, all of the sector. */
const planned = async (operatorIds?: readonly string[]): Promise<string> =>
  valueOf(await createSurvey(ground.officer, survey(operatorIds ? { operatorIds } : {}), NOW)).id;

describe("C1 a survey's audit entries", () => {
  it.each([1, 2])("C1 planning it leaves an entry for each of %i chosen operators, and one of the whole with their number", async (number) => {
    const chosen = [ground.world.operatorId];
    while (chosen.length < number) chosen.push(await newAirport(`選ばれた空港${String(chosen.length)}`));
    const id = await planned(chosen);
    expect(await entriesOf(id, "survey.create")).toEqual([{ target: `survey/${id}`, outcome: "done", detail: { called: number } }, ...called(id, chosen)]);
  });

  it("C1 planning it for the whole sector leaves an entry for each operator of the sector", async () => {
    await newAirport("分野の空港");
    const id = await planned();
    const { rows } = await ground.owner.query<{ id: string }>("SELECT operator_id AS id FROM survey_call WHERE survey_id = $1", [id]);
    expect(rows.length).toBeGreaterThan(1);
    const [, ...each] = await entriesOf(id, "survey.create");
    expect(each).toEqual(
      called(
        id,
        rows.map((row) => row.id),
      ),
    );
  });

  it("C1 calling more operators leaves an entry for each that was not called yet, and none for the others", async () => {
    const [before, one, another] = [ground.world.operatorId, await newAirport("加わる空港"), await newAirport("もう一つの空港")];
    const id = await planned([before]);
    valueOf(await changeSurvey(ground.officer, { surveyId: id, addOperatorIds: [one, before, another] }, NOW));
    expect(await entriesOf(id, "survey.change")).toEqual([{ target: `survey/${id}`, outcome: "done", detail: { called: 2 } }, ...called(id, [one, another])]);
  });

  it.each([{ title: "直した名前" }, { closesOn: dayFromNow(50) }, { title: "直した名前", opensOn: dayFromNow(-3), closesOn: dayFromNow(45) }])(
    "C1 changing it to %j keeps what changed, before and after, and nothing else",
    async (change) => {
      const id = await planned();
      const { title, opensOn, closesOn } = survey();
      const fields = Object.keys(change) as ("title" | "opensOn" | "closesOn")[];
      const before = Object.fromEntries(fields.map((field) => [field, { title, opensOn, closesOn }[field]]));
      valueOf(await changeSurvey(ground.officer, { surveyId: id, opensOn, ...change }, NOW));
      expect(await entriesOf(id, "survey.change")).toEqual([{ target: `survey/${id}`, outcome: "done", detail: { before, after: change } }]);
    },
  );

  it.each([{ opensOn: dayFromNow(60) }, { title: "断られる名前", closesOn: dayFromNow(-9) }])(
    "C1 a refused change to %j leaves the entry of the refusal alone: nothing changed",
    async (change) => {
      const id = await planned();
      const { code } = refusalOf(await changeSurvey(ground.officer, { surveyId: id, ...change }, NOW));
      expect(await entriesOf(id, "survey.change")).toEqual([{ target: `survey/${id}`, outcome: "refused", detail: { code } }]);
    },
  );

  it("C1 a refused change of calls leaves the entry of the refusal alone", async () => {
    const id = await planned();
    const foreign = (await makeOperator(ground.owner, "airport-test", "ほかの分野")).operatorId;
    refusalOf(await changeSurvey(ground.officer, { surveyId: id, addOperatorIds: [foreign] }, NOW));
    expect(await entriesOf(id, "survey.change")).toEqual([{ target: `survey/${id}`, outcome: "refused", detail: { code: "invalid_input" } }]);
  });

  it("C1 the page names the survey and the operator of an entry", () => {
    const [surveyId, operatorId] = ["5f0c1c5e-0000-4000-8000-000000000001", "5f0c1c5e-0000-4000-8000-000000000002"];
    const names = new Map([
      [surveyId, "2026年度 浸透状況調査"],
      [operatorId, "甲空港"],
    ]);
    expect(targetName(`survey/${surveyId}/${operatorId}`, names)).toBe("2026年度 浸透状況調査：甲空港");
    expect(targetName(`survey/${surveyId}/${operatorId}`, new Map([[surveyId, "調査"]]))).toBe("調査");
    expect(targetName(`survey/${surveyId}`, names)).toBe("2026年度 浸透状況調査");
    expect(targetName(`survey/${surveyId}`, new Map())).toBeNull();
    expect(targetName(`sheet/${surveyId},${operatorId}`, names)).toBe("2件");
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { readResults, readResultsCsv, readSurveyPage, SHOWN_ON, wholeResults } from "@/lib/features/surveys/results-reading/queries";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurveyGround, type SurveyGround } from "@/tests/bench/survey-ground";
import { type IntegrationGround, officerOf, openIntegrationGround } from "@/tests/support/integration-ground";
import { valueOf as value } from "@/tests/support/links";
import { actingMeanwhile } from "@/tests/support/meanwhile";

/* The figures of a survey are kept in memory for all readers; a reading that began before the last submission does not see it. */

const NOW = new Date("2026-12-21T05:00:00Z");
/** Every 20th of them has not submitted. */
const OPERATORS = 80;
/** The first statement of a reading: from then on, it sees what there was at that moment. */
const BEGINS = /\bFROM survey s JOIN sector\b/;

let ground: IntegrationGround;
let sector: SurveyGround;
let officer: Visitor;

beforeAll(async () => {
  ground = await openIntegrationGround();
  sector = await makeSurveyGround(ground.owner, OPERATORS);
  officer = officerOf({ accountId: sector.accountId, email: "officer@office.example", name: "担当", token: "" }, "growth");
});
afterAll(() => ground.close());

const operator = (at: number): string => sector.operatorIds[at] ?? "";
const whole = async () => value(await wholeResults(officer, { surveyId: sector.surveyId, ...SHOWN_ON.results }, NOW)).results;
const results = async (by: "item" | "operator") => value(await readResults(officer, { surveyId: sector.surveyId, by, tier: "required" }, NOW));
const csv = async () => String(value(await readResultsCsv(officer, { surveyId: sector.surveyId, by: "year", tier: "required" }, NOW)).file);

async function page() {
  const asked = { ...operatorsAsked({}), page: { page: 1, perPage: 50 } };
  const found = value(await readSurveyPage(officer, { surveyId: sector.surveyId, tier: "required", asked }, NOW));
  const { scores, operatorIds } = found.whole.results;
  return { submitted: found.summary.submitted, scores, operatorIds, versions: found.pages.shown.items.map(({ id, submission }) => [id, submission?.version]) };
}

const FORMS: readonly { readonly form: string; readonly read: () => Promise<unknown> }[] = [
  { form: "on its page", read: page },
  { form: "in the API by item", read: () => results("item") },
  { form: "in the API by operator", read: () => results("operator") },
  { form: "in the table of its years", read: csv },
];

const CHANGES = [
  { change: "an operator corrects what it submitted", operatorsFor: () => [3] },
  { change: "one operator corrects twice, and another once", operatorsFor: () => [4, 5, 4] },
  { change: "an operator submits for the first time", operatorsFor: (at: number) => [20 * at + 19] },
];

const cases = CHANGES.flatMap(({ change, operatorsFor }) => FORMS.map(({ form, read }, at) => ({ change, operators: operatorsFor(at), form, read })));

it.each(cases)("C5 a survey is read as it was when the reading began, $form, while $change and others read", async ({ operators, read }) => {
  const before = await read();
  let newest: Awaited<ReturnType<typeof whole>> | undefined;
  const during = await actingMeanwhile(
    BEGINS,
    async () => {
      for (const at of operators) await sector.correct(operator(at));
      newest = await whole();
    },
    read,
  );
  expect(during).toEqual(before);
  // What is kept is still that of the later reading, and is not derived again.
  expect((await whole()).scores).toBe(newest?.scores);
  expect(await read()).not.toEqual(before);
});

it("C5 a survey is read as it was when the reading began, after two later readings of two submissions", async () => {
  const before = await page();
  await actingMeanwhile(
    BEGINS,
    async () => {
      await sector.correct(operator(7));
      expect((await page()).scores).not.toEqual(before.scores);
      await sector.correct(operator(8));
      expect((await page()).scores).not.toEqual(before.scores);
    },
    async () => {
      expect(await page()).toEqual(before);
      expect(await page()).not.toEqual(before);
    },
  );
});

it.each(FORMS)("C5 a submission whose figures another reading stored meanwhile is read with them, $form", async ({ read }) => {
  await sector.correct(operator(30));
  const during = await actingMeanwhile(BEGINS, whole, read);
  expect(during).toEqual(await read());
});

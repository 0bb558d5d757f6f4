import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Edition } from "@/lib/domain/guideline/edition";
import { type SubmissionContent, sectorFromSubmissions } from "@/lib/domain/survey/submission";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { allOperators, operatorPages } from "@/lib/features/surveys/operators/queries";
import { findScoreDifferences } from "@/lib/features/surveys/recount/queries";
import { mendScores } from "@/lib/features/surveys/recount/rows";
import { resultView } from "@/lib/features/surveys/results-page/view";
import { readSurveyPage, SHOWN_ON, wholeResults } from "@/lib/features/surveys/results-reading/queries";
import { inScope } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurveyGround, type SurveyGround } from "@/tests/bench/survey-ground";
import { type IntegrationGround, officerOf, openIntegrationGround } from "@/tests/support/integration-ground";
import { valueOf as value } from "@/tests/support/links";

const NOW = new Date("2026-12-21T05:00:00Z");
const OPERATORS = 45;

let ground: IntegrationGround;
let sector: SurveyGround;
let officer: Visitor;

beforeAll(async () => {
  ground = await openIntegrationGround();
  sector = await makeSurveyGround(ground.owner, OPERATORS);
  officer = officerOf({ accountId: sector.accountId, email: "officer@office.example", name: "担当", token: "" }, "growth");
});
afterAll(() => ground.close());

/** Rows of stored scores, two for each submission. */
const kept = async (): Promise<number> =>
  Number((await ground.owner.query<{ n: string }>("SELECT count(*) AS n FROM submission_score WHERE survey_id = $1", [sector.surveyId])).rows[0]?.n);

/** 浸透状況 computed from the contents alone. */
async function recomputed() {
  const { rows } = await ground.owner.query<{ content: string; edition: Edition }>(
    `SELECT DISTINCT ON (m.operator_id) m.content, v.content AS edition FROM submission m JOIN survey s ON s.id = m.survey_id JOIN edition e ON e.id = s.edition_id
     JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision
     WHERE m.survey_id = $1 ORDER BY m.operator_id, m.version DESC`,
    [sector.surveyId],
  );
  const edition = rows[0]?.edition;
  if (!edition) throw new Error("nobody submitted");
  const scores = sectorFromSubmissions(
    edition,
    rows.map(({ content }) => JSON.parse(content) as SubmissionContent),
    OPERATORS,
  );
  if (!scores.ok) throw new Error(scores.refusal.code);
  const { operators: _own, distributions, ...figures } = scores.value;
  const bandsOf = (tier: "required" | "reference") => ({
    implementationRate: { bands: distributions[tier].implementationRate.bands },
    attainmentRate: { bands: distributions[tier].attainmentRate.bands },
  });
  return { ...figures, distributions: { required: bandsOf("required"), reference: bandsOf("reference") } };
}

const shown = async () => value(await wholeResults(officer, { surveyId: sector.surveyId, ...SHOWN_ON.crosswalk }, NOW)).results.scores;

const page = async (query: Record<string, string>) => {
  const { whole, pages } = value(await readSurveyPage(officer, { surveyId: sector.surveyId, tier: "required", asked: operatorsAsked(query) }, NOW));
  return resultView(whole, pages, "required");
};

describe("a survey of many operators", () => {
  it("shows no figure of an operator without a log entry: one that submits in the meantime appears with the next reading", async () => {
    const { results } = value(await wholeResults(officer, { surveyId: sector.surveyId, ...SHOWN_ON.crosswalk }, NOW));
    const [late = "", ...logged] = results.operatorIds;
    const figuresOf = (operatorIds: readonly string[]) =>
      inScope(officer.scope, async (transaction) =>
        (await allOperators(transaction, { ...results, operatorIds }, "required")).flatMap(({ id, submission }) => (submission ? [id] : [])),
      );
    expect(await figuresOf(results.operatorIds)).toContain(late);
    expect([...(await figuresOf(logged))].sort()).toEqual([...logged].sort());
    const asked = { ...operatorsAsked({}), page: { page: 1, perPage: 200 }, missingPage: { page: 1, perPage: 200 } };
    const { shown, missing } = await inScope(officer.scope, (transaction) =>
      operatorPages(transaction, { ...results, operatorIds: logged }, undefined, "required", asked),
    );
    expect([shown.items.some(({ id }) => id === late), missing.items.some(({ id }) => id === late)]).toEqual([false, true]);
  });

  it("is scored once for all simultaneous first readers, and equals a recomputation to the digit, then and after each submission", async () => {
    const all = await Promise.all(Array.from({ length: 14 }, shown));
    for (const scores of all) expect(scores).toBe(all[0]);
    expect(all[0]).toEqual(await recomputed());
    expect(await kept()).toBe(2 * (OPERATORS - 2));
    // A correction replaces the previous version; a first submission is added.
    await sector.correct(sector.operatorIds[3] ?? "");
    expect(await shown()).toEqual(await recomputed());
    await sector.correct(sector.operatorIds[19] ?? "");
    await sector.correct(sector.operatorIds[3] ?? "");
    const scores = await shown();
    expect(scores.submitted).toBe(OPERATORS - 1);
    expect(scores).toEqual(await recomputed());
  });

  it("shows its operators a page at a time, each once, in the requested order", async () => {
    const first = await page({});
    expect(first.operators).toHaveLength(20);
    expect(first.heat.rows.map(({ label }) => label)).toEqual(first.operators.map(({ name }) => name));
    for (const order of ["grasp", "rate", "attainment", "name", "latest"]) {
      const pages = [await page({ order }), await page({ order, page: "2" }), await page({ order, page: "3" })];
      const rows = pages.flatMap(({ operators }) => operators);
      expect(new Set(rows.map(({ id }) => id)).size, order).toBe(rows.length);
      expect(pages[0]?.pager.summary, order).toBe(`1〜20者／${String(rows.length)}者`);
      const figures = rows.map((row) => (order === "grasp" ? row.grasp : order === "rate" ? row.rate : row.attainment));
      const percents = figures.map((figure) => (figure.kind === "value" ? figure.percent : Number.NaN));
      if (order !== "name" && order !== "latest") expect(percents, order).toEqual([...percents].sort((a, b) => a - b));
    }
    expect((await page({ page: "999" })).operators).toEqual(first.operators);
  });

  it("M11 leads from each band of the distribution to the operators in it, and back to all", async () => {
    const { distribution } = await page({});
    expect(distribution.bands.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(20);
    expect(distribution.bands.filter(({ count, href }) => count > 0 !== (href !== null))).toEqual([]);
    for (const { label, count, href } of distribution.bands) {
      if (href === null) continue;
      const at = new URL(href, "http://portal");
      expect(at.hash, label).toBe("#operators");
      const query = Object.fromEntries(at.searchParams);
      const pages = [await page(query), await page({ ...query, order: "name", page: "2" }), await page({ ...query, order: "name", page: "3" })];
      expect(pages[0]?.pager.summary, label).toMatch(new RegExp(`／${String(count)}者$`));
      expect(pages[0]?.band?.text.replaceAll("%", ""), label).toContain(label);
      expect(pages[0]?.search.kept).toContainEqual({ name: "band", value: query["band"] });
      const [from, to] = (query["band"] ?? "").split("-").map(Number) as [number, number];
      for (const { rate } of pages.flatMap(({ operators }) => operators)) {
        expect(rate.kind === "value" && rate.percent >= from && (rate.percent < to || to === 100), label).toBe(true);
      }
      expect((await page(Object.fromEntries(new URL(pages[0]?.band?.clearHref ?? "", "http://portal").searchParams))).band).toBeNull();
    }
  });

  it("finds operators by name, in any character width, and takes % literally", async () => {
    const found = await page({ q: "空港 ００３" });
    expect(found.operators.map(({ name }) => name).sort()).toEqual(["成長空港 0003", ...Array.from({ length: 10 }, (_, n) => `成長空港 003${String(n)}`)]);
    expect(found.missing).toEqual([]);
    expect((await page({ q: "%" })).operators).toEqual([]);
    expect((await page({ q: "\u0000" })).operators).toHaveLength(20);
    expect((await page({ q: "0040" })).missing.map(({ name, before }) => [name, before])).toEqual([["成長空港 0040", "前の調査も提出なし"]]);
  });
});

describe("recount", () => {
  it("recomputes stored scores, names the manually changed ones, and repairs them", async () => {
    await shown();
    const { owner } = ground;
    expect(await findScoreDifferences(owner)).toEqual([]);
    const before = (await owner.query("SELECT * FROM submission_score ORDER BY operator_id, submission_id, tier")).rows;
    await owner.query("UPDATE submission_score SET implementation_n = implementation_n - 1 WHERE operator_id = $1 AND tier = 'required'", [
      sector.operatorIds[5],
    ]);
    await owner.query("DELETE FROM submission_score WHERE operator_id = $1 AND tier = 'reference'", [sector.operatorIds[7]]);
    const found = await findScoreDifferences(owner);
    expect(new Set(found.map(({ operator_id, tier }) => `${operator_id} ${tier}`))).toEqual(
      new Set([`${String(sector.operatorIds[5])} required`, `${String(sector.operatorIds[7])} reference`]),
    );
    await mendScores(owner, found);
    expect((await owner.query("SELECT * FROM submission_score ORDER BY operator_id, submission_id, tier")).rows).toEqual(before);
  });
});

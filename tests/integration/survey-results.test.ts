import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import type { Tier } from "@/lib/domain/guideline/edition";
import type { Tally } from "@/lib/domain/scoring/tally";
import { submissionContent } from "@/lib/domain/survey/submission";
import { listAccessLog } from "@/lib/features/admin/audit/queries";
import { listSubmissions } from "@/lib/features/submissions/sent/queries";
import { crosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { surveyReplies } from "@/lib/features/surveys/list/queries";
import { operatorsAsked } from "@/lib/features/surveys/operators/parts";
import { resultsAnswer, submissionAnswer } from "@/lib/features/surveys/record/schema";
import { resultView } from "@/lib/features/surveys/results-page/view";
import { readResults, readResultsCsv, readSurveyPage, readSurveySubmission, SHOWN_ON, wholeResults } from "@/lib/features/surveys/results-reading/queries";
import { inRequest } from "@/lib/server/request/context";
import { makeOfficer } from "@/tests/support/integration-ground";
import { codeOf, valueOf as value } from "@/tests/support/links";
import { airports, client, member, NOW, officer, opened, PAGE, powerOfficer, prepareSurveyGround } from "@/tests/support/survey-ground";
import { insert, makeOperator, type World } from "@/tests/support/world";

prepareSurveyGround();

const [A, B, C] = ["kuko-2:3.1.1:1", "kuko-2:3.1.1:2", "kuko-2:3.3.2:1"] as const;

/** implemented, partial, notImplemented, notApplicable of an item on the CISO's sheets. */
type Counts = readonly [number, number, number, number];

/** Inserts a submission of an operator, with its own cycle, as the owner. */
async function submit(
  world: World,
  surveyId: string,
  counts: Readonly<Record<string, Counts>>,
  version = 1,
  previousHash: string | null = null,
): Promise<string> {
  const cycleId = randomUUID();
  const operator_id = world.operatorId;
  const day = { period_from: "2026-10-01", period_to: "2026-12-18", due_on: "2026-12-04" };
  const cycle = { operator_id, id: cycleId, edition_id: "kuko-2", title: "点検", state: "submitted", example_mode: "optional", edition_revision: 1 };
  await insert(client, "cycle", [{ ...cycle, ...day, created_at: NOW.toISOString(), opened_at: NOW.toISOString() }]);
  const scope = { role: "ciso", department: null, system: null } as const;
  const tallies = Object.entries(counts).map(
    ([item, [implemented, partial, notImplemented, notApplicable]]): Tally => ({
      ...{ ...scope, item, implemented, partial, notImplemented, notApplicable },
      asked: implemented + partial + notImplemented + notApplicable,
    }),
  );
  const text = canonicalJson(
    submissionContent({
      edition: { id: "kuko-2", revision: 1, contentHash: "0".repeat(64) },
      ...{ operator: operator_id, cycle: cycleId, period: { from: "2026-10-01", to: "2026-12-18" }, version, previousHash, tallies },
      sheets: [{ ...scope, handedOut: 4, counted: 3 }],
      remarks: [{ item: A, text: "渡すと選んだ備考" }],
    }),
  );
  const hash = sha256(text);
  const submitted = { operator_id, id: randomUUID(), cycle_id: cycleId, survey_id: surveyId, sector_id: world.sectorId, version, content: text, hash };
  await insert(client, "submission", [{ ...submitted, previous_hash: previousHash, submitted_at: NOW.toISOString() }]);
  return hash;
}

/** The access log entries of an operator's figures, alone or together with others'. */
const looks = async (operatorId: string): Promise<string[]> =>
  (
    await client.query<{ what: string }>(
      `SELECT at, what FROM look_log WHERE operator_id = $1 UNION ALL SELECT l.at, l.what FROM sector_access_log l
       JOIN operator_set s USING (sector_id, digest) WHERE s.operator_ids @> ARRAY[$1::uuid] ORDER BY at, what`,
      [operatorId],
    )
  ).rows.map(({ what }) => what);

/** The page of results with only the tier in its address. */
const page = async (surveyId: string, tier: Tier) => {
  const { whole, pages } = value(await readSurveyPage(officer, { surveyId, tier, asked: operatorsAsked({}) }, NOW));
  return resultView(whole, pages, tier);
};

describe("results", () => {
  it("computes 浸透状況 from the latest version of each operator, each with the same weight", async () => {
    const id = await opened();
    const first = await submit(airports[0]!, id, { [A]: [0, 0, 1, 0] });
    await submit(airports[0]!, id, { [A]: [90, 0, 10, 0], [B]: [2, 0, 0, 0], [C]: [0, 0, 0, 3] }, 2, first);
    await submit(airports[1]!, id, { [A]: [1, 1, 0, 0], [B]: [1, 0, 0, 1], [C]: [1, 0, 0, 0] });
    const answer = resultsAnswer.parse(value(await readResults(officer, { surveyId: id, by: "item", tier: "required" }, NOW)));
    expect(answer).toMatchObject({ called: 3, submitted: 2, sheets: { handedOut: 8, handedIn: 6, rate: 0.75 } });
    expect(answer.graspRate).toBeCloseTo(2 / 3);
    const item = (wanted: string) => answer.items?.find((one) => one.id === wanted);
    expect(item(A)).toMatchObject({ operators: 2, attainedOperators: 0, attainedOperatorRate: 0, ratio: 0.7 });
    expect(item(B)).toMatchObject({ operators: 2, attainedOperators: 2, attainedOperatorRate: 1, ratio: 1 });
    expect(item(C)).toMatchObject({ operatorsAsked: 2, operators: 1, ratio: 1 });
    expect(item("kuko-2:3.1.2.1:1")).toMatchObject({ status: "notAsked", ratio: null });
    expect(answer.total).toMatchObject({ itemsWithDuty: 3, operators: 2, attainedByAll: 2 });
    expect(answer.total.implementationRate).toBeCloseTo((0.7 + 1 + 1) / 3);
    expect(answer.total.attainmentRate).toBeCloseTo((1 / 2 + 2 / 3) / 2);
    const sections = value(await readResults(officer, { surveyId: id, by: "section", tier: "required" }, NOW)).sections;
    expect(sections?.find(({ section }) => section === "3.1.1")?.implementationRate).toBeCloseTo(0.85);
    const phases = value(await readResults(officer, { surveyId: id, by: "phase", tier: "required" }, NOW)).phases;
    expect(phases?.map(({ phase, itemsWithDuty }) => [phase, itemsWithDuty])).toEqual([
      ["plan", 2],
      ["do", 0],
      ["check_act", 1],
    ]);
    expect(answer.distribution.implementationRate.reduce((sum, { operators }) => sum + operators, 0)).toBe(2);
  });

  it("logs for operators every reading based on their submission, and no other", async () => {
    const ports: World[] = [];
    for (const name of ["一港", "二港", "三港", "四港"]) ports.push(await makeOperator(client, "port", name));
    const [one, two, three, silent] = ports as [World, World, World, World];
    const portOfficer = await makeOfficer(client, "port");
    const id = await opened({ title: "閲覧の記録" }, portOfficer);
    await submit(one, id, { [A]: [1, 0, 0, 0] });
    await submit(two, id, { [A]: [0, 0, 1, 0] });
    await submit(three, id, { [A]: [0, 0, 1, 0] });
    const since = async (world: World) => (await looks(world.operatorId)).filter((what) => what.startsWith("閲覧の記録"));
    for (const by of ["item", "section", "phase"] as const) value(await readResults(portOfficer, { surveyId: id, by, tier: "required" }, NOW));
    value(await surveyReplies(portOfficer, { surveyId: id, ...PAGE }, NOW));
    expect(await since(one)).toHaveLength(4);
    const { operators } = value(await readResults(portOfficer, { surveyId: id, by: "operator", tier: "required" }, NOW));
    expect(operators?.map(({ implementationRate }) => implementationRate).sort()).toEqual([0, 0, 1, null].sort());
    value(await readResultsCsv(portOfficer, { surveyId: id, by: "operator", tier: "required" }, NOW));
    const seen = submissionAnswer.parse(value(await readSurveySubmission(portOfficer, { surveyId: id, operatorId: one.operatorId }, NOW)));
    expect(seen).toMatchObject({ version: 1, remarks: [{ item: A, text: "渡すと選んだ備考" }], scores: { tiers: { required: { implementationRate: 1 } } } });
    expect(await since(one)).toHaveLength(7);
    expect(await since(two)).toHaveLength(6);
    expect(await since(silent)).toEqual([]);
    value(await readSurveySubmission(member(one, "ciso"), { surveyId: id, operatorId: one.operatorId }, NOW));
    expect(await since(one)).toHaveLength(7);
    expect(codeOf(await readSurveySubmission(member(two, "ciso"), { surveyId: id, operatorId: one.operatorId }, NOW))).toBe("not_found");
    expect(codeOf(await readSurveySubmission(powerOfficer, { surveyId: id, operatorId: one.operatorId }, NOW))).toBe("not_found");
    expect(codeOf(await readSurveySubmission(portOfficer, { surveyId: id, operatorId: silent.operatorId }, NOW))).toBe("not_found");
  });

  it("logs every reading: of submissions, of totals of this survey, and of a survey compared with it", async () => {
    const before = await opened({ fiscalYear: 2041, title: "記録の前の調査" });
    await submit(airports[2]!, before, { [A]: [1, 0, 0, 0] });
    const id = await opened({ fiscalYear: 2042, title: "記録の今の調査" });
    await submit(airports[0]!, id, { [A]: [1, 0, 0, 0] });
    await submit(airports[1]!, id, { [A]: [0, 0, 1, 0] });
    const told = async (position: number) => (await looks(airports[position]!.operatorId)).filter((what) => what.startsWith("記録の")).length;
    const counts = async () => [await told(0), await told(1), await told(2)];
    value(await surveyReplies(officer, { surveyId: id, ...PAGE }, NOW));
    expect(await counts()).toEqual([1, 1, 0]);
    value(await readResultsCsv(officer, { surveyId: id, by: "section", tier: "required" }, NOW));
    expect(await counts()).toEqual([2, 2, 0]);
    value(await readResults(officer, { surveyId: id, by: "item", tier: "required" }, NOW));
    expect(await counts()).toEqual([3, 3, 1]);
    value(await readResultsCsv(officer, { surveyId: id, by: "year", tier: "required" }, NOW));
    expect(await counts()).toEqual([4, 4, 2]);
    value(await wholeResults(officer, { surveyId: id, ...SHOWN_ON.crosswalk }, NOW));
    expect(await counts()).toEqual([5, 5, 2]);
    value(await wholeResults(officer, { surveyId: id, ...SHOWN_ON.results }, NOW));
    expect(await counts()).toEqual([6, 6, 3]);
    expect(codeOf(await readResults(powerOfficer, { surveyId: id, by: "item", tier: "required" }, NOW))).toBe("not_found");
    expect(await counts()).toEqual([6, 6, 3]);
    value(await listSubmissions(officer, { ...PAGE, survey: id }, NOW));
    expect(await counts()).toEqual([7, 7, 3]);
    expect(new Set((await looks(airports[0]!.operatorId)).filter((what) => what.startsWith("記録の今の調査：")))).toEqual(
      new Set(
        ["提出状況", "節別の集計（CSV）", "項目別の集計（API）", "年ごとの集計（CSV）", "指針との対応の画面", "結果の画面（事業者別を含む）", "提出の一覧"].map(
          (what) => `記録の今の調査：${what}`,
        ),
      ),
    );
    expect(await looks(airports[2]!.operatorId)).toContain("記録の前の調査：結果の画面（事業者別を含む）（ほかの年との比較）");
  });

  it("M12 a reading of the ministry leaves its address in the platform's trail, and none in the operator's log", async () => {
    const id = await opened({ fiscalYear: 2028 });
    const [one] = airports as [World, ...World[]];
    await submit(one, id, { [A]: [1, 0, 0, 0] });
    const from = { id: "a-request", source: "192.0.2.7", address: "192.0.2.7", userAgent: "Mozilla/5.0", actionBegan: false, complaints: null };
    const reading = { surveyId: id, operatorId: one.operatorId };
    await inRequest(from, async () => value(await readSurveySubmission(officer, reading, NOW)));
    const { rows } = await client.query(
      "SELECT operator_id, source, user_agent FROM audit WHERE action = 'survey.readSubmission' AND source IS NOT NULL ORDER BY id DESC LIMIT 1",
    );
    expect(rows).toEqual([{ operator_id: null, source: "192.0.2.7", user_agent: "Mozilla/5.0" }]);
    const log = value(await listAccessLog(member(one, "ciso"), PAGE, NOW));
    expect(log.items.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.items)).not.toMatch(/192\.0\.2\.7|Mozilla/);
  });

  it("lists submissions with version and time, and compares with the previous survey", async () => {
    const before = await opened({ fiscalYear: 2031, title: "前の調査" });
    await submit(airports[0]!, before, { [A]: [1, 0, 1, 0] });
    const id = await opened({ fiscalYear: 2032, title: "今の調査" });
    await submit(airports[0]!, id, { [A]: [3, 0, 1, 0] });
    const replies = value(await surveyReplies(officer, { surveyId: id, ...PAGE }, NOW));
    expect(replies.total).toBe(3);
    expect(replies.items.filter(({ submitted }) => submitted)).toMatchObject([{ operatorName: "甲空港", version: 1, submittedAt: NOW.toISOString() }]);
    const answer = value(await readResults(officer, { surveyId: id, by: "section", tier: "required" }, NOW));
    expect(answer.previous).toMatchObject({ surveyId: before, fiscalYear: 2031, total: { implementationRate: 0.5 } });
    const whole = value(await wholeResults(officer, { surveyId: id, ...SHOWN_ON.results }, NOW));
    const view = await page(id, "required");
    expect(view.keyFigures.find(({ name }) => name === "実施率")).toMatchObject({ figure: { text: "75.0" }, lastText: "前の調査 50.0%（＋25.0ポイント）" });
    expect(view.missing.map(({ name }) => name)).toEqual(["丙空港", "乙空港"].sort());
    expect((await page(id, "reference")).keyFigures.find(({ name }) => name === "実施率")?.figure).toEqual({ kind: "notAsked" });
    const crosswalk = crosswalkPageView(whole, "required");
    expect(crosswalk?.groups.flatMap(({ rows }) => rows)).toHaveLength(24);
  });

  it("exports each table as CSV with its survey and n, special values as words", async () => {
    const id = await opened({ title: "=表" });
    await submit(airports[0]!, id, { [A]: [1, 0, 0, 0], [C]: [0, 0, 0, 2] });
    for (const by of ["item", "section", "phase", "operator", "distribution", "year", "crosswalk"] as const) {
      const { file, contentType } = value(await readResultsCsv(officer, { surveyId: id, by, tier: "required" }, NOW));
      expect(contentType).toBe("text/csv; charset=utf-8");
      expect(String(file).startsWith("\ufeff調査,項目の種類,提出/対象,")).toBe(true);
      expect(String(file).split("\r\n")[1]).toMatch(/^'=表,対策項目,1\/3者,/);
    }
    const items = String(value(await readResultsCsv(officer, { surveyId: id, by: "item", tier: "required" }, NOW)).file);
    expect(items).toContain(`${C},3.3.2,3.3.2,「障害発生時」の観点,Check・Act 評価・改善,1,0,責務なし,0,責務なし,`);
    expect(items.match(/,対象外,/g)?.length).toBeGreaterThan(100);
  });

  it("shows an empty survey as 未提出 and not as zero", async () => {
    const id = await opened();
    const view = await page(id, "required");
    expect(view.keyFigures.map(({ figure }) => figure.kind)).toEqual(["value", "notGrasped", "notGrasped", "notGrasped"]);
    expect(view.operators).toEqual([]);
  });
});

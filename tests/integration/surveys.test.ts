import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import type { Tally } from "@/lib/domain/scoring/tally";
import { submissionContent } from "@/lib/domain/survey/submission";
import { listSubmissions } from "@/lib/features/submissions/queries";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/commands";
import { closeSurvey } from "@/lib/features/surveys/conduct/commands";
import { crosswalkPageView } from "@/lib/features/surveys/crosswalk-page/view";
import { changeableSurvey, listSurveys, oneSurvey, surveyReplies } from "@/lib/features/surveys/list/queries";
import { readResults, readResultsCsv, readSurveySubmission, SHOWN_ON, wholeResults } from "@/lib/features/surveys/readings/queries";
import { resultsAnswer, type SurveyBody, submissionAnswer, surveyBody } from "@/lib/features/surveys/record/schema";
import { nextForSurvey } from "@/lib/features/surveys/record/view";
import { resultView } from "@/lib/features/surveys/result/view";
import { type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { type IntegrationGround, makeOfficer, openIntegrationGround } from "@/tests/support/integration-ground";
import { codeOf, valueOf as value } from "@/tests/support/links";
import { openAsShown } from "@/tests/support/rounds";
import { insert, makeOperator, type OperatorRole, type World } from "@/tests/support/world";

const NOW = new Date("2026-11-20T05:00:00Z");
const PAGE = { page: 1, perPage: 50 };
const BODY: SurveyBody = surveyBody.parse({
  edition: "kuko-2",
  fiscalYear: 2026,
  title: "2026年度 浸透状況調査",
  opensOn: "2026-11-01",
  closesOn: "2027-01-29",
});
const [A, B, C] = ["kuko-2:3.1.1:1", "kuko-2:3.1.1:2", "kuko-2:3.3.2:1"] as const;

let ground: IntegrationGround;
let client: pg.Client;
let airports: World[];
let power: World;
let officer: Visitor;
let powerOfficer: Visitor;

const member = (world: World, role: "ciso" | "handler"): Visitor => {
  const { personId, accountId, email, name } = world.people[role satisfies OperatorRole];
  const appointments = role === "ciso" ? [{ role, departmentId: null, systemId: null }] : [];
  return visitorOf({
    ...{ accountId, email, name, personId, appointments, operatorId: world.operatorId, operatorName: "", departmentId: world.departments[0] },
    ...{ sectorId: world.sectorId, role: null, shortcutKeys: true },
  });
};
/** implemented, partial, notImplemented, notApplicable of an item on the CISO's sheets. */
type Counts = readonly [number, number, number, number];

/** A submission as an operator's, with a cycle of its own, written by the owner. */
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
  await insert(client, "cycle", [{ ...cycle, ...day, created_at: NOW.toISOString() }]);
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

const looks = async (operatorId: string): Promise<string[]> =>
  (await client.query<{ what: string }>("SELECT what FROM look_log WHERE operator_id = $1 ORDER BY at, what", [operatorId])).rows.map(({ what }) => what);

/** An open survey that called the three airports, or all of the other officer's sector. */
async function opened({ fiscalYear, ...body }: Partial<SurveyBody> = {}, by: Visitor = officer): Promise<string> {
  const { id } = value(await createSurvey(by, { ...BODY, ...body }, NOW));
  value(await openAsShown(by, id, NOW));
  // A year apart from all others, in which nothing else stands.
  if (fiscalYear !== undefined) await client.query("UPDATE survey SET fiscal_year = $2 WHERE id = $1", [id, fiscalYear]);
  return id;
}

beforeAll(async () => {
  ground = await openIntegrationGround();
  client = ground.owner;
  airports = [];
  for (const name of ["甲空港", "乙空港", "丙空港"]) airports.push(await makeOperator(client, "airport", name));
  power = await makeOperator(client, "power", "電力");
  officer = await makeOfficer(client, "airport");
  powerOfficer = await makeOfficer(client, "power");
});

afterAll(() => ground.close());

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

  it("can be changed on its page: what is left to change, and who can be called besides", async () => {
    const id = value(await createSurvey(officer, { ...BODY, operatorIds: [airports[0]!.operatorId] }, NOW)).id;
    const plan = async () => value(await changeableSurvey(officer, { surveyId: id }, NOW));
    expect(await plan()).toMatchObject({ id, title: BODY.title, opensOn: "2026-11-01", closesOn: "2027-01-29", opensOnFixed: false });
    expect((await plan())?.uncalled.map((one) => one.id)).toEqual(expect.arrayContaining([airports[1]!.operatorId, airports[2]!.operatorId]));
    expect((await plan())?.uncalled.map((one) => one.id)).not.toContain(airports[0]!.operatorId);
    value(await changeSurvey(officer, { surveyId: id, addOperatorIds: [airports[1]!.operatorId] }, NOW));
    value(await openAsShown(officer, id, NOW));
    expect(await plan()).toMatchObject({ opensOnFixed: true });
    expect((await plan())?.uncalled.map((one) => one.id)).not.toContain(airports[1]!.operatorId);
    value(await closeSurvey(officer, { surveyId: id, confirmedMissing: 2 }, NOW));
    expect(await plan()).toBeNull();
    expect(codeOf(await changeableSurvey(member(airports[0]!, "ciso"), { surveyId: id }, NOW))).toBe("not_permitted");
    expect(codeOf(await changeableSurvey(powerOfficer, { surveyId: id }, NOW))).toBe("not_found");
  });

  it("says on its page that it accepts until it is closed, before and after the last day", async () => {
    const id = await opened();
    const summary = value(await oneSurvey(officer, { surveyId: id }, NOW));
    for (const now of [NOW, new Date("2027-03-01T00:00:00Z")]) expect(nextForSurvey(summary, now)?.text).toContain("締め切るまで");
  });

  it("shows operators the calls that were opened, and nobody else's", async () => {
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

describe("results", () => {
  it("computes 浸透状況 from the latest version of each operator, each weighing the same", async () => {
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

  it("tells operators of every look that rests on their submission, and of no other", async () => {
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

  it("tells of every look: at replies, at totals of this survey, and at those of one it is compared with", async () => {
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

  it("lists replies with version and time, and compares with the survey before", async () => {
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
    const view = resultView(whole, "required");
    expect(view.keyFigures.find(({ name }) => name === "実施率")).toMatchObject({ figure: { text: "75.0" }, lastText: "前の調査 50.0%（＋25.0ポイント）" });
    expect(view.missing.map(({ name }) => name)).toEqual(["丙空港", "乙空港"].sort());
    expect(resultView(whole, "reference").keyFigures.find(({ name }) => name === "実施率")?.figure).toEqual({ kind: "notAsked" });
    const crosswalk = crosswalkPageView(whole, "required");
    expect(crosswalk?.groups.flatMap(({ rows }) => rows)).toHaveLength(24);
  });

  it("gives each table as CSV with its survey and n, special values in words", async () => {
    const id = await opened({ title: "=表" });
    await submit(airports[0]!, id, { [A]: [1, 0, 0, 0], [C]: [0, 0, 0, 2] });
    for (const by of ["item", "section", "phase", "operator", "distribution", "year", "crosswalk"] as const) {
      const { file, contentType } = value(await readResultsCsv(officer, { surveyId: id, by, tier: "required" }, NOW));
      expect(contentType).toBe("text/csv; charset=utf-8");
      expect(String(file).startsWith("\ufeff調査,数える項目,提出/対象,")).toBe(true);
      expect(String(file).split("\r\n")[1]).toMatch(/^'=表,対策項目,1\/3者,/);
    }
    const items = String(value(await readResultsCsv(officer, { surveyId: id, by: "item", tier: "required" }, NOW)).file);
    expect(items).toContain(`${C},3.3.2,3.3.2,「障害発生時」の観点,Check・Act 評価・改善,1,0,責務なし,0,責務なし,`);
    expect(items.match(/,対象外,/g)?.length).toBeGreaterThan(100);
  });

  it("shows an empty survey as 未提出 and not as zero", async () => {
    const id = await opened();
    const view = resultView(value(await wholeResults(officer, { surveyId: id, ...SHOWN_ON.results }, NOW)), "required");
    expect(view.keyFigures.map(({ figure }) => figure.kind)).toEqual(["value", "notGrasped", "notGrasped", "notGrasped"]);
    expect(view.operators).toEqual([]);
  });
});

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { look } from "@/lib/audit/change";
import { loadEditions } from "@/lib/content/load";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { scoreFile, scoresJson } from "@/lib/domain/scoring/score";
import { readCycle } from "@/lib/features/cycles/cycle-record";
import { exportAnswers } from "@/lib/features/scores/answers-export";
import { readScores } from "@/lib/features/scores/data";
import { findDifferences } from "@/lib/features/scores/recount";
import { answerHistory } from "@/lib/features/sheets/answer-history";
import { handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/hand-over";
import { wholeSheet } from "@/lib/features/sheets/loaders";
import { saveAnswers } from "@/lib/features/sheets/save-answers";
import { prepareSubmission } from "@/lib/features/submissions/prepare";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/prisma/client";
import { type CycleFixture, makeCycle, makeSurvey, wrongTallies } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { visitorFor } from "@/tests/support/visitors";
import { insert, makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/* 該当なし on a measure never touches the answers to its examples: they are set aside when the sheet is handed in, and come back with it. */
type Sent = Parameters<typeof saveAnswers>[2][number];
const NOW = new Date();
const editions = loadEditions("content");
const KUKO = editions.ok ? editions.value.find(({ id }) => id === "kuko-2")! : (() => { throw new Error("content"); })();
let own: TestDatabase;
let world: World;
let fixture: CycleFixture;
let sheet: string;
/** A measure of the system's sheet with its examples, sub-bullets among them, and another measure with examples. */
let measure: string;
let examples: readonly string[];
let other: string;

const as = (role: OperatorRole) => visitorFor(world, role);
const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? "ok" : result.refusal.code);
const value = <Value>(result: Result<Value, Refusal>): Value => {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${result.refusal.detail}`);
  return result.value;
};
const owned = <Value>(work: Parameters<typeof withClient<Value>>[1]) => withClient(own.ownerUrl, work);
const rows = <Row extends object>(sql: string, values: unknown[]) => owned(async (client) => (await client.query<Row>(sql, values)).rows);

const standing = (items: readonly string[] = examples) =>
  rows<{ item_id: string; status: string | null; version: number }>("SELECT * FROM answer WHERE sheet_id = $1 AND item_id = ANY($2) ORDER BY item_id", [sheet, items]);
const versionOf = async (itemId: string): Promise<number> => (await standing([itemId]))[0]?.version ?? 0;
const kept = (itemId: string) =>
  rows<{ version: number; status: string | null; cause: string; by: string }>(
    "SELECT version, status, cause, answered_by AS by FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version, mark",
    [sheet, itemId],
  );
const tallyOf = async (itemId: string) =>
  (await rows("SELECT asked, implemented, partial, not_implemented, not_applicable FROM tally WHERE cycle_id = $1 AND role = 'systemAdministrator' AND item_id = $2 AND system_id = $3", [fixture.cycleId, itemId, world.systems[0]]))[0];

const save = (answers: readonly Sent[], who: OperatorRole = "systemAdministrator", mutationId: string | null = null) => saveAnswers(as(who), sheet, answers, mutationId, NOW);
const answerMeasure = async (part: Partial<Sent>, who: OperatorRole = "systemAdministrator") =>
  value(await save([{ itemId: measure, status: "implemented", version: await versionOf(measure), ...part } as Sent], who));
const notApplicable = { status: "notApplicable", reason: "あ" } as const;
const handIn = (confirmedSetAside?: number, unanswered = 0) => handInSheet(as("systemAdministrator"), sheet, unanswered, NOW, confirmedSetAside);
const giveBack = async () => value(await returnSheet(as("manager"), sheet, "確かめてください。", NOW));

/** Answers to all examples, each of another kind, with texts, by two people. */
async function answerExamples(): Promise<void> {
  const statuses = ["implemented", "partial", "notImplemented", "notApplicable"] as const;
  for (const [at, itemId] of examples.entries()) {
    const answer = { itemId, status: statuses[at % 4]!, remark: `備考${at}`, evidence: at % 2 === 0 ? `根拠${at}` : null, reason: at === 3 ? "機器がない" : null, version: 0 };
    value(await save([answer], at % 2 === 0 ? "systemAdministrator" : "colleague"));
  }
}

/** Tallies are a recount's, and the scores those of the engine on what is exported. */
async function expectEqualNumbers(): Promise<void> {
  expect(await owned((client) => wrongTallies(client, world.operatorId))).toEqual([]);
  const { tallies, progress } = await owned((client) => findDifferences(client));
  expect([tallies.filter(({ cycle_id: cycle }) => cycle === fixture.cycleId), progress]).toEqual([[], []]);
  const edition = KUKO;
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  const engine = scoreFile(edition, value(await exportAnswers(as("auditor"), fixture.cycleId, NOW)));
  if (!engine.ok) throw new Error(JSON.stringify(engine.refusal));
  expect(value(await readScores(as("ciso"), fixture.cycleId, {}, NOW))).toEqual(scoresJson(engine.value, (id) => codes.get(id) ?? id));
}

const exported = async (): Promise<Readonly<Record<string, string>>> =>
  value(await exportAnswers(as("auditor"), fixture.cycleId, NOW)).sheets.find(({ id }) => id === sheet)!.answers;

beforeAll(async () => {
  own = await createDatabase();
  process.env["DATABASE_URL"] = own.appUrl;
  process.env["PORTAL_URL"] = "http://127.0.0.1:3000";
  process.env["NEXTAUTH_SECRET"] = "a secret of the tests, at least 32 characters";
  world = await owned((client) => makeOperator(client, "kuko", "試験空港"));
});
beforeEach(async () => {
  fixture = await owned((client) => makeCycle(client, world, { measures: 67 }));
  sheet = fixture.sheets.system;
  await owned((client) => insert(client, "sheet_respondent", [{ operator_id: world.operatorId, sheet_id: sheet, person_id: world.people.colleague.personId }]));
  const found = await rows<{ measure: string; examples: string[] }>(
    `SELECT e.illustrates AS measure, array_agg(e.id ORDER BY e.position) AS examples FROM edition_item e
     JOIN cycle_item i ON i.cycle_id = $1 AND i.role = 'systemAdministrator' AND i.item_id = e.id AND i.kind = 'example' WHERE e.edition_id = 'kuko-2'
     GROUP BY 1 ORDER BY bool_or(e.id ~ ':e[0-9]+[.][0-9]+$') DESC, count(*) DESC`,
    [fixture.cycleId],
  );
  await rows("ANALYZE", []); // The queries over all cycles are planned for as many rows as there are.
  ({ measure, examples } = found[0]!);
  other = found[1]!.examples[0]!;
  expect(examples.length).toBeGreaterThan(3);
  expect(examples.some((id) => /:e\d+\.\d+$/.test(id)), "sub-bullets").toBe(true);
});
afterAll(async () => {
  await closeDatabase();
  await own.drop();
});

describe("M2 該当なし pressed by mistake", () => {
  it.each(["implemented", "partial", "notImplemented", null] as const)("with one letter as the reason, then %s: every answer to its examples is as it was", async (status) => {
    await answerExamples();
    const before = await standing();
    await answerMeasure({ status: "notApplicable" });
    await answerMeasure(notApplicable);
    expect(await standing()).toEqual(before);
    await answerMeasure({ status });
    expect(await standing()).toEqual(before);
    expect(await kept(examples[0]!)).toHaveLength(1);
    value(await handIn(undefined, status === null ? 1 : 0));
    expect(await tallyOf(examples[0]!)).toMatchObject({ asked: 1, implemented: 1 });
    await expectEqualNumbers();
  });

  it("answers to examples that are given meanwhile, by another person and in one batch with it, are kept too", async () => {
    await answerMeasure(notApplicable);
    value(await save([{ itemId: examples[0]!, status: "partial", version: 0 }], "colleague"));
    value(await save([{ itemId: examples[1]!, status: "implemented", version: 0 }, { itemId: measure, ...notApplicable, version: await versionOf(measure) }, { itemId: examples[2]!, status: "notImplemented", version: 0 }]));
    await answerMeasure({ status: "implemented" });
    expect((await standing()).map(({ status }) => status).sort()).toEqual(["implemented", "notImplemented", "partial"]);
  });

  it("at the same time as another person answers an example: both are saved", async () => {
    const version = await versionOf(measure);
    const both = await Promise.all([save([{ itemId: measure, ...notApplicable, version }]), save([{ itemId: examples[0]!, status: "implemented", version: 0 }], "colleague")]);
    expect(both.map(codeOf)).toEqual(["ok", "ok"]);
    expect(await standing([examples[0]!])).toMatchObject([{ status: "implemented", version: 1 }]);
  });
});

describe("M2 handing in what is 該当なし", () => {
  beforeEach(async () => {
    await answerExamples();
    value(await save([{ itemId: other, status: "implemented", version: 0 }]));
    await answerMeasure(notApplicable);
  });

  it("asks with the present number, by measure, and takes no other", async () => {
    const asked = { code: "confirmation_required", current: { unanswered: 0, setAside: examples.length, measures: [{ itemId: measure, examples: examples.length }] } };
    for (const confirmed of [undefined, 0, 1, examples.length - 1, examples.length + 1]) expect(await handIn(confirmed)).toMatchObject({ ok: false, refusal: asked });
    value(await save([{ itemId: examples[0]!, status: null, version: 1 }]));
    expect(codeOf(await handIn(examples.length))).toBe("confirmation_required");
    expect(codeOf(await handIn(examples.length - 1))).toBe("ok");
  });

  it("sets the answers aside: they stand as they were, count nowhere, and the history says who handed in", async () => {
    const before = await standing();
    value(await handIn(examples.length));
    expect(await standing()).toEqual(before);
    for (const itemId of examples) expect(await tallyOf(itemId)).toEqual({ asked: 1, implemented: 0, partial: 0, not_implemented: 0, not_applicable: 0 });
    expect(await tallyOf(other)).toMatchObject({ asked: 1, implemented: 1 });
    expect(await tallyOf(measure)).toMatchObject({ not_applicable: 1 });
    await expectEqualNumbers();
    const answers = await exported();
    expect(Object.keys(answers).filter((id) => examples.includes(id))).toEqual([]);
    expect(answers).toMatchObject({ [other]: "implemented", [measure]: "notApplicable" });
    const history = value(await answerHistory(as("manager"), { sheetId: sheet, itemId: examples[1]!, page: 1, perPage: 10 }, NOW));
    expect(history).toMatchObject({
      total: 2,
      items: [
        { version: 1, status: "partial", cause: "notCounted", byName: world.people.systemAdministrator.name },
        { version: 1, status: "partial", cause: "answered", byName: world.people.colleague.name },
      ],
    });
    const { items } = value(await wholeSheet(as("manager"), sheet, NOW));
    expect(items.filter(({ setAside }) => setAside).map(({ itemId }) => itemId)).toEqual(examples);
  });

  it.each(["implemented", "partial", "notImplemented", null] as const)("returned and then %s: they are back exactly as they were, and count when it is handed in again", async (status) => {
    const before = await standing();
    value(await handIn(examples.length));
    await giveBack();
    await expectEqualNumbers();
    expect(await standing()).toEqual(before);
    const mutationId = randomUUID();
    const change = { itemId: measure, status, version: await versionOf(measure) };
    const first = await save([change], "systemAdministrator", mutationId);
    expect(await save([change], "systemAdministrator", mutationId)).toEqual(first);
    expect(await standing()).toEqual(before);
    expect((await kept(examples[1]!)).map(({ version, cause }) => [version, cause])).toEqual([[1, "answered"], [1, "notCounted"], [1, "countedAgain"]]);
    value(await handIn(undefined, status === null ? 1 : 0));
    expect(await tallyOf(examples[0]!)).toMatchObject({ implemented: 1 });
    expect(await tallyOf(examples[3]!)).toMatchObject({ not_applicable: 1 });
    await expectEqualNumbers();
  });

  it("what was answered anew on the returned sheet stays, and the others come back", async () => {
    value(await handIn(examples.length));
    await giveBack();
    value(await save([{ itemId: examples[0]!, status: "notImplemented", version: 1 }], "colleague"));
    const before = await standing();
    await answerMeasure({ status: "partial" });
    expect(await standing()).toEqual(before);
    expect(before[0]).toMatchObject({ status: "notImplemented", version: 2, answered_by: world.people.colleague.personId });
    expect((await kept(examples[0]!)).map(({ cause }) => cause)).toEqual(["answered", "notCounted", "answered"]);
    value(await handIn());
    await expectEqualNumbers();
  });

  it("handed in again as 該当なし it asks again; withdrawn nothing is left in the tallies", async () => {
    value(await handIn(examples.length));
    await giveBack();
    expect(codeOf(await handIn())).toBe("confirmation_required");
    value(await handIn(examples.length));
    await expectEqualNumbers();
    value(await returnSheet(as("manager"), sheet, "もう一度。", NOW));
    await expectEqualNumbers();
    const second = randomUUID();
    await rows(
      `INSERT INTO sheet (operator_id, id, cycle_id, role, department_id, system_id, state, measures, answered)
       SELECT operator_id, $2, cycle_id, role, department_id, $3, 'notStarted', measures, 0 FROM sheet WHERE id = $1`,
      [sheet, second, world.systems[1]],
    );
    value(await handIn(examples.length));
    value(await withdrawSheet(as("ciso"), sheet, "廃止した", NOW));
    expect(await tallyOf(measure)).toEqual({ asked: 0, implemented: 0, partial: 0, not_implemented: 0, not_applicable: 0 });
  });

  it("while another person gives the measure another answer: whichever came first, the numbers are right", async () => {
    for (let round = 0; round < 4; round += 1) {
      const version = await versionOf(measure);
      const [handed, saved] = await Promise.all([handIn(examples.length), save([{ itemId: measure, status: "implemented", version }], "colleague")]);
      expect([codeOf(handed), codeOf(saved)]).toEqual(handed.ok ? ["ok", "sheet_not_answerable"] : ["confirmation_required", "ok"]);
      await expectEqualNumbers();
      if (handed.ok) await giveBack();
      await answerMeasure(notApplicable);
    }
  });

  it("a remark for the ministry on an answer that is set aside does not leave the operator", async () => {
    await rows("UPDATE answer SET for_ministry = true WHERE sheet_id = $1 AND remark IS NOT NULL", [sheet]);
    value(await handIn(examples.length));
    const surveyId = await owned((client) => makeSurvey(client, world.sectorId, [world.operatorId]));
    const prepared = value(
      await look(as("ciso"), { action: "cycle.submit", target: `cycle/${fixture.cycleId}` }, NOW, async (transaction) => {
        return prepareSubmission(transaction, (await readCycle(transaction, fixture.cycleId, "none"))!, surveyId);
      }),
    );
    expect(prepared.content.remarks.map(({ item }) => item).filter((item) => examples.includes(item))).toEqual([]);
    expect(prepared.content.remarks.length).toBeGreaterThan(0);
  });
});

describe("M2 answers that an earlier portal cleared", () => {
  /** As the portal before cleared them: no status, a version more, in the name of who pressed 該当なし. */
  async function clearAsBefore(): Promise<void> {
    await rows(
      `WITH cleared AS (UPDATE answer SET status = NULL, version = version + 1, answered_by = $3, answered_at = now() WHERE sheet_id = $1 AND item_id = ANY($2) RETURNING *)
       INSERT INTO answer_history (operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, cause)
       SELECT operator_id, sheet_id, item_id, version, status, reason, remark, evidence, answered_by, answered_at, 'measureNotApplicable' FROM cleared`,
      [sheet, examples, world.people.systemAdministrator.personId],
    );
  }
  const content = async () => (await standing()).map(({ version: _version, ...row }) => row);

  it("come back with their measure, with who gave them, and the reply tells the browser", async () => {
    await answerExamples();
    const before = await content();
    await answerMeasure(notApplicable);
    await clearAsBefore();
    value(await save([{ itemId: examples[2]!, status: "partial", version: 2 }]));
    const { also } = await answerMeasure({ status: "implemented" });
    expect(also.map(({ itemId }) => itemId)).toEqual(examples.filter((id) => id !== examples[2]).sort());
    expect(also.find(({ itemId }) => itemId === examples[1])).toMatchObject({ status: "partial", version: 3, byName: world.people.colleague.name });
    const after = await content();
    expect(after.filter(({ item_id: id }) => id !== examples[2])).toEqual(before.filter(({ item_id: id }) => id !== examples[2]));
    expect(after.find(({ item_id: id }) => id === examples[2])).toMatchObject({ status: "partial" });
    value(await handIn());
    await expectEqualNumbers();
  });

  it("come back by the migration where their measure is something else already and the sheet is still to be handed in", async () => {
    await answerExamples();
    const before = await content();
    await clearAsBefore();
    const migration = await readFile("prisma/migrations/20261129002000_examples_set_aside/migration.sql", "utf8");
    await rows(migration.slice(migration.indexOf("WITH cleared")), []);
    expect(await content()).toEqual(before);
    expect((await kept(examples[0]!)).map(({ version, cause }) => [version, cause])).toEqual([[1, "answered"], [2, "measureNotApplicable"], [3, "countedAgain"]]);
  });
});

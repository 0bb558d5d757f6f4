import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { loadEditions } from "@/lib/content/load";
import { scoreFile, scoresJson } from "@/lib/domain/scoring/score";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { readScores } from "@/lib/features/results/scores/queries";
import { saveAnswers } from "@/lib/features/sheets/answers/commands";
import type { BatchBody } from "@/lib/features/sheets/record/schema";
import { handInSheet, returnSheet } from "@/lib/features/sheets/transitions/commands";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { type CycleFixture, makeCycle, wrongTallies } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { valueOf } from "@/tests/support/links";
import { serveDatabase } from "@/tests/support/served-database";
import { readExport } from "@/tests/support/streamed";
import { visitorFor } from "@/tests/support/visitors";
import { insert, makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/* A system's sheet with answered measures, and the examples of one of them. */
type Sent = BatchBody["answers"][number];
export const NOW = new Date();
const editions = loadEditions("content");
const KUKO = editions.ok
  ? editions.value.find(({ id }) => id === "kuko-2")!
  : (() => {
      throw new Error("content");
    })();
let own: TestDatabase;
export let world: World;
export let fixture: CycleFixture;
export let sheet: string;
/** A measure of the system's sheet with its examples, including sub-bullets, and another measure with examples. */
export let measure: string;
export let examples: readonly string[];
export let other: string;

export const as = (role: OperatorRole) => visitorFor(world, role);
export const owned = <Value>(work: Parameters<typeof withClient<Value>>[1]) => withClient(own.ownerUrl, work);
export const rows = <Row extends object>(sql: string, values: unknown[]) => owned(async (client) => (await client.query<Row>(sql, values)).rows);

export const currentAnswers = (items: readonly string[] = examples) =>
  rows<{ item_id: string; status: string | null; version: number }>("SELECT * FROM answer WHERE sheet_id = $1 AND item_id = ANY($2) ORDER BY item_id", [
    sheet,
    items,
  ]);
export const versionOf = async (itemId: string): Promise<number> => (await currentAnswers([itemId]))[0]?.version ?? 0;
export const kept = (itemId: string) =>
  rows<{ version: number; status: string | null; cause: string; by: string }>(
    "SELECT version, status, cause, answered_by AS by FROM answer_history WHERE sheet_id = $1 AND item_id = $2 ORDER BY version, mark",
    [sheet, itemId],
  );
export const tallyOf = async (itemId: string) =>
  (
    await rows(
      "SELECT asked, implemented, partial, not_implemented, not_applicable FROM tally_item WHERE cycle_id = $1 AND role = 'systemAdministrator' AND item_id = $2 AND system_id = $3",
      [fixture.cycleId, itemId, world.systems[0]],
    )
  )[0];

export const save = (answers: readonly Sent[], who: OperatorRole = "systemAdministrator", mutationId: string = randomUUID()) =>
  saveAnswers(as(who), { sheetId: sheet, answers: [...answers], mutationId }, NOW);
export const answerMeasure = async (part: Partial<Sent>, who: OperatorRole = "systemAdministrator") =>
  valueOf(await save([{ itemId: measure, status: "implemented", version: await versionOf(measure), ...part } as Sent], who));
export const notApplicable = { status: "notApplicable", reason: "あ" } as const;
export const handIn = (confirmedUncounted?: number, unanswered = 0) =>
  handInSheet(as("systemAdministrator"), { sheetId: sheet, confirmedUnanswered: unanswered, confirmedSetAside: confirmedUncounted }, NOW);
export const giveBack = async () => valueOf(await returnSheet(as("manager"), { sheetId: sheet, reason: "確かめてください。" }, NOW));

/** Answers all examples, each with another status, with texts, by two people. */
export async function answerExamples(): Promise<void> {
  const statuses = ["implemented", "partial", "notImplemented", "notApplicable"] as const;
  for (const [at, itemId] of examples.entries()) {
    const answer = {
      itemId,
      status: statuses[at % 4]!,
      remark: `備考${at}`,
      evidence: at % 2 === 0 ? `根拠${at}` : null,
      reason: at === 3 ? "機器がない" : null,
      version: 0,
    };
    valueOf(await save([answer], at % 2 === 0 ? "systemAdministrator" : "colleague"));
  }
}

/** Expects the tallies to equal a recount, and the scores those of the engine on the export. */
export async function expectEqualNumbers(): Promise<void> {
  expect(await owned((client) => wrongTallies(client, world.operatorId))).toEqual([]);
  const { tallies, progress } = await owned((client) => findDifferences(client));
  expect([tallies.filter(({ cycle_id: cycle }) => cycle === fixture.cycleId), progress]).toEqual([[], []]);
  const edition = KUKO;
  const codes = new Map(edition.sections.map(({ id, code }) => [id, code]));
  const engine = scoreFile(edition, await readExport(valueOf(await exportAnswers(as("auditor"), { cycleId: fixture.cycleId }, NOW))));
  if (!engine.ok) throw new Error(JSON.stringify(engine.refusal));
  expect(valueOf(await readScores(as("ciso"), { cycleId: fixture.cycleId }, NOW))).toEqual(scoresJson(engine.value, (id) => codes.get(id) ?? id));
}

export const exported = async (): Promise<Readonly<Record<string, string>>> =>
  (await readExport(valueOf(await exportAnswers(as("auditor"), { cycleId: fixture.cycleId }, NOW)))).sheets.find(({ id }) => id === sheet)!.answers;

/** Prepares the tests of a file: an operator once, and for each test a cycle without answers to examples. */
export function examplesGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    world = await owned((client) => makeOperator(client, "kuko", "試験空港"));
  });
  beforeEach(async () => {
    fixture = await owned((client) => makeCycle(client, world, { measures: 67 }));
    sheet = fixture.sheets.system;
    await owned((client) =>
      insert(client, "sheet_respondent", [{ operator_id: world.operatorId, sheet_id: sheet, person_id: world.people.colleague.personId }]),
    );
    const found = await rows<{ measure: string; examples: string[] }>(
      `SELECT e.illustrates AS measure, array_agg(e.id ORDER BY e.position) AS examples FROM edition_item e
       JOIN cycle_item i ON i.cycle_id = $1 AND i.role = 'systemAdministrator' AND i.item_id = e.id AND i.kind = 'example' WHERE e.edition_id = 'kuko-2'
       GROUP BY 1 ORDER BY bool_or(e.id ~ ':e[0-9]+[.][0-9]+$') DESC, count(*) DESC`,
      [fixture.cycleId],
    );
    await rows("ANALYZE cycle_item, sheet, answer, tally", []); // Updates the statistics, so that queries over all cycles get plans for the real number of rows.
    ({ measure, examples } = found[0]!);
    other = found[1]!.examples[0]!;
    expect(examples.length).toBeGreaterThan(3);
    expect(
      examples.some((id) => /:e\d+\.\d+$/.test(id)),
      "sub-bullets",
    ).toBe(true);
  });
  afterAll(async () => {
    await closeDatabase();
    await own.drop();
  });
}

import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { cancelCycle, restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { handOutLater, openCycle } from "@/lib/features/cycles/hand-out/commands";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { changePlan } from "@/lib/features/cycles/plan-change/commands";
import { approveCycle, reviewCycle } from "@/lib/features/cycles/transitions/commands";
import { saveAnswers, setAnswerAside } from "@/lib/features/sheets/answers/commands";
import { addItemRemark, tickForMinistry } from "@/lib/features/sheets/item-remarks/commands";
import { handInSheet, returnSheet, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { assignSheet } from "@/lib/features/staffing/assignment/commands";
import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { closeDatabase } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CycleFixture, FIXTURE_SHEETS, type makeCycle } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { acceptAsShown } from "@/tests/support/rounds";
import { serveDatabase } from "@/tests/support/served-database";
import type { OperatorRole } from "@/tests/support/world";

/* A request waits for a row that another transaction has locked; meanwhile its right is revoked. Its change must not happen. */
type Wanted = NonNullable<Parameters<typeof makeCycle>[2]>;
export type Held = "cycle" | "sheet" | "tally" | "survey";
interface Case {
  readonly name: string;
  readonly by: OperatorRole;
  readonly cycle: Wanted;
  /** The row that the request waits for; default: that of the cycle. */
  readonly waitsFor?: Held;
  /** It shares the lock of people before it waits for a row, so a right is taken before it or after it, never meanwhile. */
  readonly holdsPeople?: true;
  run(by: Visitor, at: CycleFixture, surveyId: string): Promise<{ readonly ok: boolean }>;
}

const ALL = Object.keys(FIXTURE_SHEETS).length;
export const NOW = new Date();
let own: TestDatabase;
export let owner: pg.Client;
export let holder: pg.Client;

export const answer = (at: CycleFixture) => ({ itemId: at.items.handler[0] ?? "", status: "partial" as const, version: 1 });
export const running = { sheets: "inProgress" } as const;
const handedIn = { sheets: "handedIn" } as const;
export const CASES: readonly Case[] = [
  { name: "approves", by: "ciso", cycle: { state: "reviewing", sheets: "accepted" }, run: (by, at) => approveCycle(by, { cycleId: at.cycleId }, NOW) },
  { name: "ends the answering", by: "ciso", cycle: running, run: (by, at) => reviewCycle(by, { cycleId: at.cycleId, confirmedOutstanding: ALL + 1 }, NOW) },
  {
    name: "reopens",
    by: "ciso",
    holdsPeople: true,
    cycle: { state: "approved", sheets: "accepted" },
    run: (by, at) => reopenCycle(by, { cycleId: at.cycleId, reason: "直すため" }, NOW),
  },
  { name: "cancels", by: "secretariat", cycle: { sheets: "notStarted" }, run: (by, at) => cancelCycle(by, { cycleId: at.cycleId, reason: "二重のため" }, NOW) },
  {
    name: "restores",
    by: "secretariat",
    holdsPeople: true,
    cycle: { state: "cancelled" },
    run: (by, at) => restoreCycle(by, { cycleId: at.cycleId, reason: "続けるため" }, NOW),
  },
  { name: "hands out", by: "secretariat", holdsPeople: true, cycle: { state: "planned" }, run: (by, at) => openCycle(by, { cycleId: at.cycleId }, NOW) },
  { name: "hands out later", by: "secretariat", holdsPeople: true, cycle: running, run: (by, at) => handOutLater(by, { cycleId: at.cycleId }, NOW) },
  {
    name: "changes the plan",
    by: "secretariat",
    cycle: { state: "planned" },
    run: (by, at) => changePlan(by, { cycleId: at.cycleId, title: "別の名前" }, NOW),
  },
  {
    name: "leaves out",
    by: "ciso",
    cycle: { state: "planned" },
    run: (by, at) => leaveOut(by, { cycleId: at.cycleId, leftOut: [{ item: "kuko-2:3.1.1:1", reason: "対象の設備がないため" }] }, NOW),
  },
  {
    name: "submits, waiting for the cycle",
    by: "ciso",
    cycle: { state: "approved", sheets: "accepted" },
    run: (by, at, survey) => submitCycle(by, { cycleId: at.cycleId, surveyId: survey }, NOW),
  },
  {
    name: "submits, waiting for the survey",
    by: "ciso",
    waitsFor: "survey",
    cycle: { state: "approved", sheets: "accepted" },
    run: (by, at, survey) => submitCycle(by, { cycleId: at.cycleId, surveyId: survey }, NOW),
  },
  {
    name: "accepts",
    by: "manager",
    cycle: handedIn,
    waitsFor: "sheet",
    run: (by, at) => acceptAsShown(by, [at.sheets.handler, at.sheets.system], NOW),
  },
  {
    name: "returns, waiting for the sheet",
    by: "manager",
    cycle: handedIn,
    waitsFor: "sheet",
    run: (by, at) => returnSheet(by, { sheetId: at.sheets.handler, reason: "直してください。" }, NOW),
  },
  {
    name: "returns, waiting for the tallies",
    by: "manager",
    cycle: handedIn,
    waitsFor: "tally",
    run: (by, at) => returnSheet(by, { sheetId: at.sheets.handler, reason: "直してください。" }, NOW),
  },
  {
    name: "withdraws",
    by: "secretariat",
    cycle: { sheets: "notStarted" },
    run: (by, at) => withdrawSheet(by, { sheetId: at.sheets.handler, reason: "休職のため" }, NOW),
  },
  {
    name: "names respondents",
    by: "secretariat",
    cycle: running,
    waitsFor: "sheet",
    holdsPeople: true,
    run: (by, at) => assignSheet(by, { sheetId: at.sheets.committee, respondentIds: [] }, NOW),
  },
  {
    name: "remarks on an item",
    by: "manager",
    cycle: handedIn,
    waitsFor: "sheet",
    run: (by, at) => addItemRemark(by, { sheetId: at.sheets.handler, itemId: at.items.handler[0] ?? "", text: "確かめました。" }, NOW),
  },
  {
    name: "ticks for the ministry",
    by: "ciso",
    cycle: running,
    waitsFor: "sheet",
    run: (by, at) => tickForMinistry(by, { sheetId: at.sheets.handler, itemId: at.items.handler[0] ?? "", forMinistry: true }, NOW),
  },
  {
    name: "saves answers",
    by: "manager",
    cycle: running,
    waitsFor: "sheet",
    run: (by, at) =>
      saveAnswers(by, { sheetId: at.sheets.manager, answers: [{ ...answer(at), itemId: at.items.manager[0] ?? "" }], mutationId: randomUUID() }, NOW),
  },
  {
    name: "sets an answer aside",
    by: "manager",
    cycle: running,
    run: (by, at) => setAnswerAside(by, { sheetId: at.sheets.manager, ...answer(at), itemId: at.items.manager[0] ?? "" }, NOW),
  },
  {
    name: "hands in",
    by: "manager",
    cycle: running,
    waitsFor: "tally",
    run: (by, at) => handInSheet(by, { sheetId: at.sheets.manager, confirmedUnanswered: 0 }, NOW),
  },
];

/** A database with two connections of its owner, one of which holds the locks that requests wait for. */
export function prepareWaitingGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    [owner, holder] = [new pg.Client({ connectionString: own.ownerUrl }), new pg.Client({ connectionString: own.ownerUrl })];
    await Promise.all([owner.connect(), holder.connect()]);
  });
  afterAll(async () => {
    await closeDatabase();
    await Promise.all([owner.end(), holder.end()]);
    await own.drop();
  });
}

import { afterAll, beforeAll } from "vitest";
import type { AcceptanceNumbers } from "@/lib/domain/checking/acceptance";
import type { Refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result } from "@/lib/domain/shared/result";
import { restoreCycle } from "@/lib/features/cycles/cancelling/commands";
import { openCycle } from "@/lib/features/cycles/hand-out/commands";
import { planCycle } from "@/lib/features/cycles/plan/commands";
import { type CycleRecord, readCycle } from "@/lib/features/cycles/record/record";
import { type PlanBody, planBody } from "@/lib/features/cycles/record/schema";
import { acceptSheets, withdrawSheet } from "@/lib/features/sheets/transitions/commands";
import { surveyBody } from "@/lib/features/surveys/record/schema";
import { openSurvey } from "@/lib/features/surveys/transitions/commands";
import { auditedTransaction } from "@/lib/server/audit/audited-transaction";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { dayFromNow, thisFiscalYear } from "@/tests/support/days";
import { type IntegrationGround, makeOfficer, openIntegrationGround } from "@/tests/support/integration-ground";
import { valueOf } from "@/tests/support/links";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

/** The time of all actions in a file's tests. */
export const NOW = new Date();
export const PAGE = { page: 1, perPage: 200 };

/** A plan with valid days, apart from the overrides. */
export const plan = (overrides: object = {}) =>
  planBody.parse({ edition: "kuko-2", title: "点検", period: { from: dayFromNow(-30), to: dayFromNow(60) }, dueOn: dayFromNow(20), ...overrides });

export const survey = (overrides: object = {}) =>
  surveyBody.parse({ edition: "kuko-2", fiscalYear: thisFiscalYear(), title: "調査", opensOn: dayFromNow(-5), closesOn: dayFromNow(40), ...overrides });

export const reading = <Value>(visitor: Visitor, read: (transaction: Transaction) => Promise<Value>): Promise<Value> =>
  auditedTransaction("reading", visitor, { action: "cycle.read", target: "cycle" }, NOW, async (transaction) => granted(await read(transaction))).then(valueOf);

/** Acts, and confirms the number that the refusal shows. */
async function asShown<Value>(act: (confirmed?: number) => Promise<Result<Value, Refusal>>, shown: string): Promise<Result<Value, Refusal>> {
  const asked = await act();
  if (asked.ok || asked.refusal.code !== "confirmation_required") return asked;
  return act((asked.refusal.current as Record<string, number>)[shown]);
}

export const withdrawAsShown = (by: Visitor, sheetId: string, reason: string, now: Date) =>
  asShown((confirmed) => withdrawSheet(by, { sheetId, reason, confirmedAnswers: confirmed }, now), "answers");

/** Accepts, and confirms the numbers that the refusal shows. */
export async function acceptAsShown(by: Visitor, sheetIds: string[], now: Date) {
  const asked = await acceptSheets(by, { sheetIds }, now);
  if (asked.ok || asked.refusal.code !== "confirmation_required") return asked;
  const shown = asked.refusal.current as AcceptanceNumbers;
  const numbers = {
    confirmedUnanswered: shown.unanswered,
    confirmedNotImplemented: shown.notImplemented,
    confirmedPartial: shown.partial,
    confirmedNotApplicable: shown.notApplicable,
  };
  return acceptSheets(by, { sheetIds, ...numbers, confirmedWithoutReason: shown.withoutReason, confirmedWithoutEvidence: shown.withoutEvidence }, now);
}

/** Plans, and confirms the number of equal cycles that the refusal shows. */
export const planAsShown = (by: Visitor, body: PlanBody, now: Date) =>
  asShown((confirmed) => planCycle(by, { ...body, confirmedEqualCycles: confirmed }, now), "equalCycles");

/** Restores, and confirms the number of equal cycles that the refusal shows. */
export const restoreAsShown = (by: Visitor, what: { readonly cycleId: string; readonly reason: string }, now: Date) =>
  asShown((confirmed) => restoreCycle(by, { ...what, confirmedEqualCycles: confirmed }, now), "equalCycles");

/** Hands the cycle out, and confirms what the refusal shows. */
export async function handOutAsShown(by: Visitor, { cycleId }: { readonly cycleId: string }, now: Date) {
  const nothing = { confirmedEqualCycles: undefined, confirmedDaysEarly: undefined };
  const asked = await openCycle(by, { cycleId, ...nothing }, now);
  if (asked.ok || asked.refusal.code !== "confirmation_required") return asked;
  const shown = asked.refusal.current as { readonly equalCycles: number; readonly daysEarly: number };
  return openCycle(by, { cycleId, confirmedEqualCycles: shown.equalCycles, confirmedDaysEarly: shown.daysEarly }, now);
}

export const openAsShown = (by: Visitor, surveyId: string, now: Date) =>
  asShown((confirmed) => openSurvey(by, { surveyId, confirmedCalled: confirmed }, now), "called");

/** An operator with everybody who conducts its cycles, and the officer of its sector. */
export interface Rounds extends IntegrationGround {
  readonly world: World;
  readonly officer: Visitor;
  as(role: OperatorRole, of?: World): Visitor;
  ciso(): Visitor;
  fixture(wanted?: Parameters<typeof makeCycle>[2]): Promise<CycleFixture>;
  cycleOf(cycleId: string): Promise<CycleRecord | null>;
  sheetStates(cycleId: string): Promise<string[]>;
  /** The audit entries of the target, in order. */
  audits(target: string, action: string): Promise<{ outcome: string; detail: Record<string, unknown> }[]>;
  /** Moves the due date of a cycle as if time had passed, bypassing all rules. */
  setDue(cycleId: string, days: number): Promise<unknown>;
}

async function openRounds(): Promise<Rounds> {
  const ground = await openIntegrationGround();
  const { owner } = ground;
  const world = await makeOperator(owner, "kuko", "試験空港");
  const as = (role: OperatorRole, of: World = world): Visitor => visitorFor(of, role);
  const ciso = (): Visitor => as("ciso");
  return {
    ...ground,
    ...{ world, as, ciso, officer: await makeOfficer(owner, "kuko") },
    fixture: (wanted = {}) => makeCycle(owner, world, wanted),
    cycleOf: (cycleId) => reading(ciso(), (transaction) => readCycle(transaction, cycleId, "none")),
    sheetStates: async (cycleId) =>
      (await owner.query<{ state: string }>("SELECT state FROM sheet WHERE cycle_id = $1 ORDER BY id", [cycleId])).rows.map(({ state }) => state),
    audits: async (target, action) =>
      (
        await owner.query<{ outcome: string; detail: Record<string, unknown> }>(
          "SELECT outcome, detail FROM audit WHERE target = $1 AND action = $2 ORDER BY id",
          [target, action],
        )
      ).rows,
    setDue: (cycleId, days) => owner.query("UPDATE cycle SET due_on = $2 WHERE id = $1", [cycleId, dayFromNow(days)]),
  };
}

/** Prepares the ground of a test file for the time of its tests. */
export function roundsGround(): Rounds {
  const ground = {} as Rounds;
  beforeAll(async () => {
    Object.assign(ground, await openRounds());
  });
  afterAll(() => ground.close());
  return ground;
}

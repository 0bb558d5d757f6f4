import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect } from "vitest";
import { loadEditions } from "@/lib/content/load";
import type { Edition } from "@/lib/domain/guideline/edition";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { previewHandOut } from "@/lib/features/cycles/hand-out/queries";
import { leaveOut } from "@/lib/features/cycles/plan/commands";
import { type PlanBody, planBody } from "@/lib/features/cycles/record/schema";
import { findDifferences } from "@/lib/features/results/recount/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { makeSurvey } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { planAsShown } from "@/tests/support/rounds";
import { serveDatabase } from "@/tests/support/served-database";
import { visitorFor } from "@/tests/support/visitors";
import { insert, makeOperator, type OperatorRole, type World } from "@/tests/support/world";

export const NOW = new Date("2026-11-20T05:00:00Z");
export const PAGE = { page: 1, perPage: 200 };
export const PLAN: PlanBody = planBody.parse({
  edition: "kuko-2",
  title: "2026年度 自己点検",
  period: { from: "2026-10-01", to: "2026-12-18" },
  dueOn: "2026-12-04",
});
export const kuko = publishedKuko();
export let own: TestDatabase;
export let world: World;
export let surveyId: string;
/** A critical system without an administrator. */
export const unattended = randomUUID();

export const value = <Value>(result: Result<Value, Refusal>): Value => {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${result.refusal.detail}`);
  return result.value;
};
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? "ok" : result.refusal.code);

export const as = (role: OperatorRole, of: World = world): Visitor => visitorFor(of, role);

/** A planned cycle; everything without a respondent is left out. */
export async function plannedCycle(of: World = world, plan: PlanBody = PLAN): Promise<string> {
  const { id } = value(await planAsShown(as("ciso", of), plan, NOW));
  const { unassigned } = value(await previewHandOut(as("ciso", of), { cycleId: id }, NOW));
  const leftOut = unassigned.flatMap(({ items, role, departmentId, systemId }) =>
    items.map((item) => ({ item, role, departmentId, systemId, reason: "担当がまだ決まっていないため" })),
  );
  value(await leaveOut(as("ciso", of), { cycleId: id, leftOut }, NOW));
  return id;
}

export interface SheetRow {
  readonly id: string;
  readonly role: string;
  readonly person: string;
}

export async function sheetsOf(cycleId: string): Promise<SheetRow[]> {
  return withClient(own.ownerUrl, async (client) => {
    const { rows } = await client.query<SheetRow>(
      "SELECT s.id, s.role, r.person_id AS person FROM sheet s JOIN sheet_respondent r ON r.operator_id = s.operator_id AND r.sheet_id = s.id WHERE s.cycle_id = $1 ORDER BY s.role, s.id",
      [cycleId],
    );
    return rows;
  });
}

export const noDifferences = async (): Promise<void> => {
  expect(await withClient(own.ownerUrl, findDifferences)).toEqual({ tallies: [], progress: [] });
};

function publishedKuko(): Edition {
  const editions = loadEditions("content");
  const found = editions.ok ? editions.value.find(({ id }) => id === "kuko-2") : undefined;
  if (!found) throw new Error("content");
  return found;
}

/** A database with an operator that a survey calls, for the test file that calls it. */
export function preparePlannedCycleGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    world = await withClient(own.ownerUrl, (client) => makeOperator(client, "airport", "試験空港"));
    await withClient(own.ownerUrl, (client) =>
      insert(client, "critical_system", [
        { operator_id: world.operatorId, id: unattended, department_id: world.departments[1], name: "担当のいないシステム", kind: "other" },
      ]),
    );
    surveyId = await withClient(own.ownerUrl, (client) => makeSurvey(client, "airport", [world.operatorId]));
  });
  afterAll(async () => {
    await closeDatabase();
    await own.drop();
  });
}

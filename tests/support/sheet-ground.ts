import { afterAll, beforeAll } from "vitest";
import type { Refusal } from "@/lib/domain/shared/refusal";
import type { Result } from "@/lib/domain/shared/result";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase } from "@/lib/server/database/client";
import { makeCycle } from "@/tests/support/cycle-fixture";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";
import { visitorFor } from "@/tests/support/visitors";
import { makeOperator, type OperatorRole, type World } from "@/tests/support/world";

export const NOW = new Date("2026-11-20T05:00:00Z");
export let own: TestDatabase;
export let world: World;

export const as = (role: OperatorRole) => visitorFor(world, role);
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? "ok" : result.refusal.code);
export const cycle = (wanted: Parameters<typeof makeCycle>[2] = {}) => withClient(own.ownerUrl, (client) => makeCycle(client, world, wanted));
export const rows = <Row extends object>(sql: string, values: unknown[]) =>
  withClient(own.ownerUrl, async (client) => (await client.query<Row>(sql, values)).rows);

/** A database with one operator, for the test file that calls it. */
export function prepareSheetGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    world = await withClient(own.ownerUrl, (client) => makeOperator(client, "kuko", "試験空港"));
  });
  afterAll(async () => {
    await closeDatabase();
    await own.drop();
  });
}

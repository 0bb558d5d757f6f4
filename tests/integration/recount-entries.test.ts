import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { EXIT_FAILED, EXIT_OK } from "@/lib/cli/command";
import { main } from "@/lib/cli/main";
import { auditRepair } from "@/lib/cli/recount";
import { withClient } from "@/lib/runtime/portal-logins";
import { lastChanges } from "@/lib/server/audit/last-changes";
import { inScope } from "@/lib/server/database/client";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { as, own, prepareSheetGround, rows, world } from "@/tests/support/sheet-ground";
import { makeOperator, type World } from "@/tests/support/world";

prepareSheetGround();

const said: string[] = [];
const SECRET = randomBytes(32).toString("base64");

/** As on the server: with the two logins, and a secret that the command accepts. */
async function run(...args: string[]): Promise<number> {
  const environment = { DATABASE_URL: own.appUrl, DATABASE_OWNER_URL: own.ownerUrl, NEXTAUTH_SECRET: SECRET };
  for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
  try {
    return await main(args, { out: (text) => said.push(text), error: (text) => said.push(text), directory: process.cwd() });
  } finally {
    vi.unstubAllEnvs();
  }
}

let made: CycleFixture;
let other: World;
let last = "0";
beforeAll(async () => {
  await withClient(own.ownerUrl, async (client) => {
    made = await makeCycle(client, world, { state: "reviewing", sheets: "accepted" });
    other = await makeOperator(client, "kuko", "ほかの空港");
    await makeCycle(client, other, { state: "reviewing", sheets: "accepted" });
  });
  await run("recount", "--repair");
});
beforeEach(async () => {
  last = (await rows<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit", []))[0]?.id ?? "0";
});

const entries = () =>
  rows<{ operator_id: string | null; target: string; detail: Record<string, unknown>; changed: boolean; account_id: string | null }>(
    "SELECT operator_id, account_id, target, detail, changed FROM audit WHERE id > $1 AND action = 'figures.recount' ORDER BY id",
    [last],
  );
const damageTally = (cycleId: string) => rows("UPDATE tally SET asked[1] = asked[1] + 1 WHERE cycle_id = $1 AND role = 'ciso'", [cycleId]);
const damageProgress = (sheetId: string) => rows("UPDATE sheet SET answered = answered - 1 WHERE id = $1", [sheetId]);
const answeredOn = async (sheetId: string) => (await rows<{ answered: number }>("SELECT answered FROM sheet WHERE id = $1", [sheetId]))[0]?.answered ?? 0;

describe("repairing figures on the command line", () => {
  it("M12 nothing to repair, or only compared, leaves no entry", async () => {
    said.length = 0;
    const nothing = await run("recount", "--repair");
    expect(nothing, said.join("\n")).toBe(EXIT_OK);
    await damageTally(made.cycleId);
    expect(await run("recount")).toBe(EXIT_FAILED);
    expect(await entries()).toEqual([]);
    await run("recount", "--repair");
  });

  it("M12 each operator whose figures changed gets one entry with the numbers and the values, before and after", async () => {
    const answered = await answeredOn(made.sheets.ciso);
    await damageTally(made.cycleId);
    await damageProgress(made.sheets.ciso);
    await damageProgress(made.sheets.manager);
    const before = await inScope(as("ciso").scope, lastChanges);
    expect(await run("recount", "--repair")).toBe(EXIT_FAILED);
    expect(await answeredOn(made.sheets.ciso)).toBe(answered);
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ operator_id: world.operatorId, account_id: null, target: `operator/${world.operatorId}`, changed: true });
    expect(entry?.detail).toMatchObject({ by: "commandLine", tallies: 1, sheets: 2, scores: 0 });
    expect(entry?.detail["changes"]).toEqual(
      expect.arrayContaining([
        { place: `sheet/${made.sheets.ciso}`, before: answered - 1, after: answered },
        { place: expect.stringContaining(`cycle/${made.cycleId}/`) as string, before: expect.any(String) as string, after: expect.any(String) as string },
      ]),
    );
    // What is kept in memory until the operator's next change is read again.
    expect(await inScope(as("ciso").scope, lastChanges)).not.toBe(before);
  });

  it("M12 another operator's figures are in its own entry alone", async () => {
    const [sheet] = await rows<{ id: string }>("SELECT id FROM sheet WHERE operator_id = $1 LIMIT 1", [other.operatorId]);
    await damageTally(made.cycleId);
    await damageProgress(sheet?.id ?? "");
    await run("recount", "--repair");
    const found = await entries();
    expect(new Map(found.map(({ operator_id, detail }) => [operator_id, [detail["tallies"], detail["sheets"]]]))).toEqual(
      new Map([
        [world.operatorId, [1, 0]],
        [other.operatorId, [0, 1]],
      ]),
    );
    expect(JSON.stringify(found.find(({ operator_id }) => operator_id === other.operatorId))).not.toContain(made.cycleId);
  });

  it("M12 kept scores are in an entry of their operator and in one of the platform, and long lists keep their first values", async () => {
    const score = (operator_id: string, tier: string) => ({ operator_id, submission_id: made.cycleId, tier, wanted: "{}" });
    const progress = Array.from({ length: 500 }, (_none, at) => ({ operator_id: other.operatorId, sheet_id: `${at}`, kept: 1, counted: 2 }));
    const scores = [score(world.operatorId, "required"), score(world.operatorId, "reference"), score(other.operatorId, "required")];
    await withClient(own.ownerUrl, (client) => auditRepair(client, { tallies: [], progress, scores }, new Date()));
    const found = await entries();
    const details = new Map(found.map(({ operator_id, target, detail }) => [operator_id ?? target, detail]));
    expect(details.get(world.operatorId)).toMatchObject({ tallies: 0, sheets: 0, scores: 2 });
    expect(details.get(other.operatorId)).toMatchObject({ sheets: 500, scores: 1 });
    expect((details.get(other.operatorId)?.["changes"] as unknown[] | undefined)?.length).toBe(200);
    expect(details.get("submissions")).toEqual({ by: "commandLine", scores: 3, operators: 2 });
  });
});

import { spawnSync } from "node:child_process";
import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle, wrongTallies } from "@/tests/support/cycle-fixture";
import { makeTestDataDirectory } from "@/tests/support/database";
import { BACK_AGAIN, type StartedPortal, startPortalProcess } from "@/tests/support/started-portal";
import { makeOperator, type World } from "@/tests/support/world";

/* The portal on a separate disk, small enough to be filled. Mounting one needs root (or CAP_SYS_ADMIN) on Linux; without
   that, the failure of the first test says so. */
const DISK = "400m";
const ROUNDS = 2;

interface Told {
  readonly itemId: string;
  readonly version: number;
  readonly remark: string;
}

const dataDirectory = makeTestDataDirectory();
const ballast = path.join(dataDirectory, "ballast");
let portal: StartedPortal;
let owner: pg.Client;
let world: World;
let fixture: CycleFixture;
const acknowledged: Told[] = [];
let refusedSaves = 0;

beforeAll(async () => {
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK},mode=755`, "tmpfs", dataDirectory], { encoding: "utf8" });
  expect(mounted.status, `a disk to fill cannot be mounted here: ${mounted.error?.message ?? mounted.stderr}`).toBe(0);
  portal = await startPortalProcess(dataDirectory);
  owner = await portal.connectOwner();
  world = await makeOperator(owner, "full-disk", "己空港");
  fixture = await makeCycle(owner, world, { sheets: "notStarted", measures: 6 });
}, 400_000);

afterAll(async () => {
  rmSync(ballast, { force: true });
  await owner.end().catch(() => undefined);
  await portal.stop();
  spawnSync("umount", ["--lazy", dataDirectory]);
  rmSync(dataDirectory, { recursive: true, force: true });
}, 60_000);

/** Writes until the disk accepts nothing more. */
function fillDisk(): void {
  const file = openSync(ballast, "a");
  try {
    for (let size = 1 << 20; size >= 1; size >>= 4) {
      const block = Buffer.alloc(size, 1);
      try {
        for (;;) writeSync(file, block);
      } catch {
        // a smaller block may still fit
      }
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(dataDirectory);
  return bavail * bsize;
};

const versions = new Map<string, number>();
/** Saves one item, and records every acknowledged version. */
async function save(itemId: string): Promise<{ status: number; text: string }> {
  const version = versions.get(itemId) ?? 0;
  const remark = `回答 ${itemId} ${String(version + 1)} ${"あ".repeat(900)}`;
  const answer = await call(portal, "PUT", `/sheets/${fixture.sheets.handler}/answers/${itemId}`, {
    token: world.people.handler.token,
    json: { status: "partial", remark, version },
  });
  if (answer.status === 200) {
    versions.set(itemId, answer.as<{ version: number }>().version);
    acknowledged.push({ itemId, version: version + 1, remark });
  }
  // Saved without an acknowledgement: the next save continues from there.
  if (answer.status === 409) versions.set(itemId, answer.as<{ current: { version: number } }>().current.version);
  if (answer.status === 503) refusedSaves += 1;
  return answer;
}

async function saveSoon(): Promise<void> {
  await portal.until("a save", BACK_AGAIN, async () => ((await save(fixture.items.handler[0] ?? "")).status === 200 ? true : null));
}

async function expectNothingLost(): Promise<void> {
  await owner.end().catch(() => undefined);
  owner = await portal.connectOwner();
  const { rows } = await owner.query<Told & { item_id: string }>("SELECT item_id, version, remark FROM answer_history WHERE sheet_id = $1", [
    fixture.sheets.handler,
  ]);
  const found = new Set(rows.map(({ item_id, version, remark }) => `${item_id} ${String(version)} ${remark}`));
  const lost = acknowledged.filter(({ itemId, version, remark }) => !found.has(`${itemId} ${String(version)} ${remark}`));
  expect(lost, `of ${String(acknowledged.length)} acknowledged answers`).toEqual([]);
  expect(await wrongTallies(owner, world.operatorId)).toEqual([]);
}

const refusals = async (): Promise<unknown> => (await owner.query("SELECT count(*) FROM audit WHERE outcome = 'refused'")).rows[0];

it("M4 on a full disk saves get 503 with the reason, reading works, and the portal recovers by itself when there is space", { timeout: 300_000 }, async () => {
  await saveSoon();
  for (let round = 0; round < ROUNDS; round += 1) {
    fillDisk();
    expect(freeBytes()).toBeLessThan(1 << 20);
    const told = await portal.until("a refused save", BACK_AGAIN, async () => {
      const answer = await save(fixture.items.handler[1] ?? "");
      return answer.status === 503 ? answer : null;
    });
    expect(JSON.parse(told.text) as Problem).toMatchObject({
      code: "temporarily_unavailable",
      detail: expect.stringContaining("ディスクに空きがない") as string,
    });
    for (const itemId of fixture.items.handler) expect((await save(itemId)).status, itemId).toBe(503);
    expect((await call(portal, "GET", `/sheets/${fixture.sheets.handler}`, { token: world.people.handler.token })).status).toBe(200);
    const before = await refusals();
    expect((await call(portal, "GET", `/sheets/${fixture.sheets.ciso}`, { token: world.people.handler.token })).status).toBe(403);
    expect((await call(portal, "GET", `/cycles/${fixture.cycleId}/scores`, { token: world.people.handler.token })).status).toBe(403);
    expect(await refusals(), "what is left is for what was accepted before").toEqual(before);
    expect((await fetch(`${portal.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${portal.url}/healthz`)).status).toBe(200);
    rmSync(ballast);
    await portal.until("readiness", BACK_AGAIN, async () => ((await fetch(`${portal.url}/readyz`)).status === 200 ? true : null));
    await saveSoon();
    await expectNothingLost();
  }
});

it("M4 a database stopped by a full disk is restarted as soon as there is space, however long that takes", { timeout: 300_000 }, async () => {
  await saveSoon();
  fillDisk();
  const before = portal.postmaster();
  // Like PostgreSQL itself when it cannot write ahead: it stops at once, and cannot start while the disk is full.
  process.kill(before?.process.pid ?? 0, "SIGQUIT");
  await portal.until("a save that is told of the disk", BACK_AGAIN, async () =>
    (await save(fixture.items.handler[0] ?? "")).text.includes("ディスクに空きがない") ? true : null,
  );
  // It may find a last page to start on; otherwise it is tried again and again.
  const another = () => portal.postmaster() !== null && portal.postmaster()?.process.pid !== before?.process.pid;
  await portal.until("an attempt to start", BACK_AGAIN, () => Promise.resolve(another() || portal.said().includes("ディスクに空きがありません") ? true : null));
  expect(portal.child.exitCode, portal.said()).toBeNull();
  rmSync(ballast);
  await portal.until("another database", BACK_AGAIN, () => Promise.resolve(another() ? true : null));
  await saveSoon();
  await expectNothingLost();
  expect(refusedSaves).toBeGreaterThan(0);
  console.info(`full disk: ${String(acknowledged.length)} answers acknowledged, all found; ${String(refusedSaves)} saves refused with 503`);
});

import { rmSync } from "node:fs";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { loadSecrets } from "@/lib/runtime/secrets";
import { call, type Problem } from "@/tests/support/api";
import { type CycleFixture, makeCycle } from "@/tests/support/cycle-fixture";
import { makeTestDataDirectory } from "@/tests/support/database";
import { startWithMachinesClock } from "@/tests/support/days";
import { familyOf, signalAll } from "@/tests/support/processes";
import { withSessionOf } from "@/tests/support/session";
import { BACK_AGAIN, type StartedPortal, startPortalProcess } from "@/tests/support/started-portal";
import { makeOperator, type World } from "@/tests/support/world";

/*
 * A database that runs but does not serve: stopped in the middle of its work, or with a locked table. It stays so until the last
 * request is answered: none waits for it to serve again. How long that takes on a busy machine is not measured; requests that wait as
 * long as a statement may take (30 s) are given up by `call` and `page`, and their test fails.
 */

const dataDirectory = makeTestDataDirectory();
let portal: StartedPortal;
let owner: pg.Client;
let world: World;
let fixture: CycleFixture;
let cookie: string;
let version = 0;
let frozen: number[] = [];

beforeAll(async () => {
  startWithMachinesClock();
  portal = await startPortalProcess(dataDirectory);
  owner = await portal.connectOwner();
  world = await makeOperator(owner, "frozen", "戊空港");
  fixture = await makeCycle(owner, world, { sheets: "notStarted", measures: 2 });
  cookie = await withSessionOf(owner, world.people.handler.accountId, loadSecrets(dataDirectory).session);
}, 400_000);

afterEach(() => {
  signalAll(frozen.reverse(), "SIGCONT");
  frozen = [];
});

afterAll(async () => {
  await owner.end().catch(() => undefined);
  await portal.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
}, 60_000);

function freeze(): void {
  frozen = familyOf(portal.postmaster()?.process.pid ?? 0);
  expect(frozen.length).toBeGreaterThan(3);
  signalAll(frozen, "SIGSTOP");
}

const token = (): string => world.people.handler.token;
const answerPath = (): string => `/sheets/${fixture.sheets.handler}/answers/${fixture.items.handler[0] ?? ""}`;

const save = () => call(portal, "PUT", answerPath(), { token: token(), json: { status: "implemented", remark: `回答 ${String(version + 1)}`, version } });

const page = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
  const response = await fetch(`${portal.url}${path}`, { method, redirect: "manual", headers, signal: AbortSignal.timeout(30_000) });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

async function saved(): Promise<void> {
  const answer = await portal.until("a save", BACK_AGAIN, async () => {
    const tried = await save();
    if (tried.status === 409) version = tried.as<{ current: { version: number } }>().current.version;
    return tried.status === 200 ? tried : null;
  });
  version = answer.as<{ version: number }>().version;
  const { rows } = await owner.query<{ version: number }>("SELECT version FROM answer WHERE sheet_id = $1 AND item_id = $2", [
    fixture.sheets.handler,
    fixture.items.handler[0],
  ]);
  expect(rows).toEqual([{ version }]);
}

it("M4 a frozen database is reported while it lasts, on API and pages, and the portal recovers by itself", { timeout: 200_000 }, async () => {
  await saved();
  expect((await page("/readyz")).status).toBe(200);
  freeze();
  const readers = Array.from({ length: 24 }, () => call(portal, "GET", `/sheets/${fixture.sheets.handler}`, { token: token() }));
  const [written, shown, alive, ready, ...read] = await Promise.all([
    save(),
    page("/checks", { cookie }),
    page("/healthz"),
    portal.until("readiness lost", BACK_AGAIN, async () => page("/readyz").then((probe) => (probe.status === 503 ? probe : null))),
    ...readers,
  ]);
  for (const answer of [written, ...read]) {
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.headers.get("retry-after")).not.toBeNull();
    expect(JSON.parse(answer.text) as Problem).toMatchObject({
      code: "temporarily_unavailable",
      detail: expect.stringContaining("データベースが応えない") as string,
    });
  }
  expect(shown).toMatchObject({ status: 503, text: expect.stringContaining("データベースが応えません") as string });
  expect(alive).toMatchObject({ status: 200, text: "ok\n" });
  expect(ready).toMatchObject({ status: 503, text: "unavailable\n" });
  signalAll(frozen.reverse(), "SIGCONT");
  await portal.until("readiness", BACK_AGAIN, async () => ((await page("/readyz")).status === 200 ? true : null));
  await saved();
  expect((await page("/checks", { cookie })).status).toBe(200);
});

it("M4 a locked table is reported while it lasts, and the database counts as ready", { timeout: 120_000 }, async () => {
  await saved();
  await owner.query("BEGIN");
  try {
    await owner.query("LOCK TABLE answer IN ACCESS EXCLUSIVE MODE");
    const waiting = Array.from({ length: 20 }, save);
    const [ready, ...answers] = await Promise.all([page("/readyz"), ...waiting]);
    expect(ready).toMatchObject({ status: 200 });
    for (const answer of answers) expect(answer).toMatchObject({ status: 503 });
  } finally {
    await owner.query("ROLLBACK");
  }
  await saved();
});

it("M4 the probes reveal only a yes or no, to anybody, by GET and HEAD", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const asked = await page(path);
    expect([asked.status, asked.text, asked.headers.get("cache-control"), asked.headers.get("set-cookie")]).toEqual([200, "ok\n", "no-store", null]);
    const head = await page(path, {}, "HEAD");
    expect([head.status, head.text]).toEqual([200, ""]);
  }
});

import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readProcessFile } from "@/lib/runtime/process-file";
import { pause } from "@/lib/runtime/process-identity";
import { type Answer, call } from "@/tests/support/api";
import { type CycleFixture, makeCycle, wrongTallies } from "@/tests/support/cycle-fixture";
import { makeTestDataDirectory } from "@/tests/support/database";
import { BACK_AGAIN, type StartedPortal, startPortalProcess } from "@/tests/support/started-portal";
import { insert, makeOperator, makeToken, type World } from "@/tests/support/world";

/* The portal as `npm start` runs it, with its own PostgreSQL in production settings (durability on). 16 people answer, hand
   in and get their sheets returned while the server and the database are killed in turn. */
const CLIENTS = 16;
const ROUNDS = 5;
const WORK_BETWEEN = 2_000;

interface Saved {
  readonly version: number;
  readonly status: string;
  readonly remark: string;
}

const dataDirectory = makeTestDataDirectory();
let portal: StartedPortal;
let owner: pg.Client;
let world: World;
let fixture: CycleFixture;
let respondents: { readonly token: string; readonly sheetId: string; readonly personId: string }[] = [];

const until: StartedPortal["until"] = (what, patience, find) => portal.until(what, patience, find);

/** Adds fifteen people to the operator, each with a 取扱者 sheet of the cycle like the first one's. */
async function handOutToMore(): Promise<void> {
  const { operatorId, departments, people } = world;
  respondents = [{ token: people.handler.token, sheetId: fixture.sheets.handler, personId: people.handler.personId }];
  for (let number = 1; number < CLIENTS; number += 1) {
    const [personId, accountId, sheetId] = [randomUUID(), randomUUID(), randomUUID()];
    const own = { operator_id: operatorId, name: `取扱者 ${number}`, email: `${accountId}@operator.example` };
    await insert(owner, "person", [{ ...own, id: personId, department_id: departments[0] }]);
    await insert(owner, "account", [{ ...own, id: accountId, person_id: personId }]);
    await insert(owner, "sheet", [
      {
        ...{ operator_id: operatorId, id: sheetId, cycle_id: fixture.cycleId, role: "handler", state: "notStarted", department_id: departments[0] },
        ...{ person_id: personId, measures: fixture.items.handler.length, answered: 0 },
      },
    ]);
    await insert(owner, "sheet_respondent", [{ operator_id: operatorId, sheet_id: sheetId, person_id: personId }]);
    respondents.push({ token: await makeToken(owner, accountId), sheetId, personId });
  }
}

beforeAll(async () => {
  portal = await startPortalProcess(dataDirectory);
  owner = await portal.connectOwner();
  world = await makeOperator(owner, "kill-test", "丁空港");
  fixture = await makeCycle(owner, world, { sheets: "notStarted", measures: 6 });
  await handOutToMore();
}, 600_000);

afterAll(async () => {
  await owner.end().catch(() => undefined);
  await portal.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
}, 60_000);

/** The acknowledged saves, by sheet and item: the last version, and every earlier one. */
const acknowledged = new Map<string, Saved[]>();
let working = true;
const counts = { saved: 0, handedIn: 0, returned: 0, failed: 0 };

/** A request that may be cut off: null if nobody can know whether it was processed. */
async function tried(method: string, request: string, token: string, json?: unknown): Promise<Answer | null> {
  try {
    const answer = await call(portal, method, request, { token, ...(json === undefined ? {} : { json }) });
    if (answer.status < 500) return answer;
  } catch {
    // the server ended in the middle
  }
  counts.failed += 1;
  await pause(100);
  return null;
}

async function versionsOf(token: string, sheetId: string): Promise<Map<string, number> | null> {
  const sheet = await tried("GET", `/sheets/${sheetId}`, token);
  return sheet?.status === 200
    ? new Map(sheet.as<{ items: { itemId: string; version: number }[] }>().items.map(({ itemId, version }) => [itemId, version]))
    : null;
}

/** One person answers all items and hands in, the manager returns the sheet, and so on until told to stop. */
async function workOn({ token, sheetId }: (typeof respondents)[number]): Promise<void> {
  const statuses = ["implemented", "partial", "notImplemented"];
  for (let turn = 0; working; turn += 1) {
    const versions = await versionsOf(token, sheetId);
    if (versions === null) continue;
    for (const [index, itemId] of fixture.items.handler.entries()) {
      if (!working) return;
      const sent = { status: statuses[(turn + index) % 3]!, remark: `${turn} ${randomUUID()}` };
      const answer = await tried("PUT", `/sheets/${sheetId}/answers/${itemId}`, token, {
        ...sent,
        version: versions.get(itemId) ?? 0,
        mutationId: randomUUID(),
      });
      if (answer === null) break; // the next read of the sheet shows whether it was saved
      if (answer.status !== 200) continue; // handed in by a request whose response was lost
      const { version } = answer.as<Saved>();
      acknowledged.set(`${sheetId} ${itemId}`, [...(acknowledged.get(`${sheetId} ${itemId}`) ?? []), { version, ...sent }]);
      counts.saved += 1;
    }
    if ((await tried("POST", `/sheets/${sheetId}/hand-in`, token, { confirmedUnanswered: 0 }))?.status === 200) {
      counts.handedIn += 1;
    }
    if ((await tried("POST", `/sheets/${sheetId}/return`, world.people.manager.token, { reason: "確かめてください。" }))?.status === 200) counts.returned += 1;
  }
}

/** Waits until the portal serves an API request again, without the test's help. */
const servesAgain = () =>
  until("the portal serving again", BACK_AGAIN, async () => {
    const answer = await call(portal, "GET", "/me", { token: world.people.ciso.token });
    return answer.status === 200 ? true : null;
  });

async function killServer(): Promise<void> {
  const before = await until("the server's record", BACK_AGAIN, () => Promise.resolve(readProcessFile(path.join(dataDirectory, "server.json"))));
  process.kill(before.pid, "SIGKILL");
  await until("another server", BACK_AGAIN, () => {
    const now = readProcessFile(path.join(dataDirectory, "server.json"));
    return Promise.resolve(now !== null && now.pid !== before.pid ? true : null);
  });
}

async function killDatabase(): Promise<void> {
  const before = await until("the database", BACK_AGAIN, () => Promise.resolve(portal.postmaster()));
  process.kill(before.process.pid, "SIGKILL");
  await until("another database", BACK_AGAIN, () => {
    const now = portal.postmaster();
    return Promise.resolve(now !== null && now.process.pid !== before.process.pid ? true : null);
  });
}

/** Compares the acknowledgements so far with a later state of the database, while the clients continue. */
async function expectAcknowledgedKept(): Promise<void> {
  const told = new Map(acknowledged);
  await owner.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
  const { rows: history } = await owner.query<Saved & { key: string }>(
    "SELECT sheet_id || ' ' || item_id AS key, version, status, remark FROM answer_history WHERE operator_id = $1 ORDER BY version",
    [world.operatorId],
  );
  const kept = new Map<string, Map<number, Saved>>();
  for (const { key, ...saved } of history) kept.set(key, (kept.get(key) ?? new Map<number, Saved>()).set(saved.version, saved));
  const lost = [...told].flatMap(([key, all]) =>
    all
      .filter(({ version, status, remark }) => {
        const found = kept.get(key)?.get(version);
        return found?.status !== status || found.remark !== remark;
      })
      .map((saved) => ({ key, ...saved })),
  );
  expect(lost, "acknowledged answers that are not there").toEqual([]);
  const { rows: present } = await owner.query<Saved & { key: string }>(
    "SELECT sheet_id || ' ' || item_id AS key, version, status, remark FROM answer WHERE operator_id = $1",
    [world.operatorId],
  );
  await owner.query("COMMIT");
  for (const { key, version, status, remark } of present) {
    expect([...(kept.get(key)?.keys() ?? [])], key).toEqual(Array.from({ length: version }, (_none, index) => index + 1));
    expect(kept.get(key)?.get(version)).toMatchObject({ status, remark });
    expect(told.get(key)?.at(-1)?.version ?? 0).toBeLessThanOrEqual(version);
  }
}

it("F5 kill -9 of server and database, five times each, loses nothing that was acknowledged and leaves the tallies right", { timeout: 280_000 }, async () => {
  const clients = respondents.map((one) => workOn(one));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const kill of [killServer, killDatabase]) {
      const { saved, handedIn, returned } = counts;
      const busy = () => counts.saved > saved + CLIENTS && counts.handedIn > handedIn + 2 && counts.returned > returned + 2;
      await until("answers saved, handed in and returned", BACK_AGAIN, () => Promise.resolve(busy() ? true : null));
      await pause(WORK_BETWEEN * Math.random());
      await kill();
      await servesAgain();
    }
    await owner.end().catch(() => undefined);
    owner = await portal.connectOwner();
    await expectAcknowledgedKept();
  }
  working = false;
  await Promise.all(clients);
  await expectAcknowledgedKept();
  expect(await wrongTallies(owner, world.operatorId)).toEqual([]);
  const { rows: progress } = await owner.query(
    `SELECT s.id FROM sheet s WHERE s.operator_id = $1 AND s.answered <> (SELECT count(*) FROM answer a JOIN cycle_item i ON i.operator_id = a.operator_id
       AND i.cycle_id = s.cycle_id AND i.role = s.role AND i.item_id = a.item_id AND i.kind = 'measure' WHERE a.sheet_id = s.id AND a.status IS NOT NULL)`,
    [world.operatorId],
  );
  expect(progress).toEqual([]);
  expect(counts.failed, "requests were cut off in the middle").toBeGreaterThan(0);
  expect(portal.child.exitCode, "the same `npm start` all the time").toBeNull();
});

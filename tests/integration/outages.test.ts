import { rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { closeDatabase, inScope, outOfScope } from "@/lib/server/database/client";
import { Outage } from "@/lib/server/outage/unavailable";
import type { Scope } from "@/lib/server/scope/scope";
import { makeTestDataDirectory } from "@/tests/support/database";
import { startWithMachinesClock } from "@/tests/support/days";
import { familyOf, signalAll } from "@/tests/support/processes";
import { serveDatabase } from "@/tests/support/served-database";

/* The web server's connections to a separate PostgreSQL, through a proxy that can drop everything silently. */

/** Within seconds, with a margin for a busy machine. */
const SOON = 14_000;
const SCOPE = { kind: "operator", operatorId: "none", accountId: null } as unknown as Scope;

const dataDirectory = makeTestDataDirectory();
let postgres: EmbeddedPostgres;
let line: Server;
let swallows = false;
const ends = new Set<Socket>();
let frozen: number[] = [];

beforeAll(async () => {
  startWithMachinesClock();
  postgres = await startEmbeddedPostgres({ dataDirectory, settings: { max_connections: "30" } });
  line = createServer((near) => {
    const far = connect(postgres.port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on("data", (chunk: Buffer) => {
        if (!swallows) to.write(chunk);
      });
      from.on("close", () => {
        to.destroy();
        ends.delete(from);
      });
      from.on("error", () => undefined);
    }
  });
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  const address = line.address();
  const url = new URL(postgres.applicationUrl);
  url.port = String(typeof address === "object" && address !== null ? address.port : 0);
  serveDatabase({ appUrl: url.href });
});

afterEach(() => {
  swallows = false;
  signalAll(frozen.reverse(), "SIGCONT");
  frozen = [];
});

afterAll(async () => {
  await closeDatabase();
  for (const end of ends) end.destroy();
  line.close();
  await postgres.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
const one = () => inScope(SCOPE, (transaction) => transaction.$queryRaw`SELECT 1 AS one`);
const sleeping = (seconds: number) => inScope(SCOPE, (transaction) => transaction.$queryRaw`SELECT pg_sleep(${seconds}::float8)::text`);
const many = (count: number, work: () => Promise<unknown>, patience?: () => Promise<void>) =>
  Promise.all(Array.from({ length: count }, () => outcome(work, patience)));

/** How the work ends, or that it has not ended when `patience` ends. */
const outcome = (work: () => Promise<unknown>, patience = () => pause(SOON)): Promise<string> =>
  Promise.race([
    work().then(
      () => "done",
      (error: unknown) => (error instanceof Outage ? "outage" : String(error)),
    ),
    patience().then(() => "waits"),
  ]);

/** Time for what has happened to be noticed, and for nothing else: no timer and no answer of the database is waited for. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Uses every connection of the pool and some more. */
const expectAllWell = async () => {
  expect(new Set(await many(30, one))).toEqual(new Set(["done"]));
};

async function backAgain(): Promise<void> {
  await expect.poll(() => outcome(one), { timeout: 30_000 }).toBe("done");
  await expectAllWell();
}

it("M4 a frozen database is an outage within seconds for everybody who waits, and requests succeed once it continues", async () => {
  await expectAllWell();
  frozen = familyOf(postgres.process.pid);
  signalAll(frozen, "SIGSTOP");
  expect(new Set(await many(30, one))).toEqual(new Set(["outage"]));
  expect(await outcome(() => outOfScope((client) => client.$queryRaw`SELECT 1`))).toBe("outage");
  signalAll(frozen.reverse(), "SIGCONT");
  await backAgain();
});

it("M4 a silent line is an outage within seconds, even in the middle of a transaction", async () => {
  await expectAllWell();
  let others: Promise<string[]> = Promise.resolve([]);
  const within = inScope(SCOPE, async (transaction) => {
    await transaction.$queryRaw`SELECT 1`;
    swallows = true;
    others = many(20, one);
    return transaction.$queryRaw`SELECT 2`;
  });
  expect([await outcome(() => within), ...new Set(await others)]).toEqual(["outage", "outage"]);
  swallows = false;
  await backAgain();
});

it("M4 a request that finds every connection taken fails within seconds, but a slow statement is not interrupted", async () => {
  expect(await outcome(() => sleeping(0.1), turns), "what waits for the database").toBe("waits");
  const slow = many(12, () => sleeping(9));
  await expect.poll(() => ends.size).toBeGreaterThan(12);
  expect(new Set(await many(10, one))).toEqual(new Set(["outage"]));
  expect(new Set(await slow)).toEqual(new Set(["done"]));
  await expectAllWell();
});

it("M4 once the database is known to be unreachable no request waits for it, one probe at a time checks it, and it recovers by itself", async () => {
  await expectAllWell();
  frozen = familyOf(postgres.process.pid);
  signalAll(frozen, "SIGSTOP");
  expect(await outcome(one)).toBe("outage");
  const open = ends.size;
  for (let round = 0; round < 5; round += 1) expect(new Set(await many(30, one, turns))).toEqual(new Set(["outage"]));
  expect(await outcome(() => outOfScope((client) => client.$queryRaw`SELECT 1`), turns)).toBe("outage");
  expect(ends.size - open, "ends of the line of one probe").toBeLessThanOrEqual(2);
  signalAll(frozen.reverse(), "SIGCONT");
  await expect.poll(() => outcome(one), { timeout: 6_000 }).toBe("done");
  await expectAllWell();
});

it("M4 a request that waits for a connection when the database turns out to be unreachable fails with the request that found it out", async () => {
  await expectAllWell();
  frozen = familyOf(postgres.process.pid);
  signalAll(frozen, "SIGSTOP");
  let found = false;
  // It has a connection, so that it ends only by what is found out.
  const first = outcome(one).finally(() => (found = true));
  const others: string[] = [];
  let asked = 0;
  for (; !found; asked += 1) {
    void outcome(one).then((end) => others.push(end));
    await pause(250);
  }
  await turns();
  expect(asked, "more than there are connections").toBeGreaterThan(12);
  expect([await first, others]).toEqual(["outage", Array.from({ length: asked }, () => "outage")]);
  signalAll(frozen.reverse(), "SIGCONT");
  await backAgain();
});

it("M4 a lock that is not released is an outage within seconds", async () => {
  await inScope(SCOPE, async (holder) => {
    await holder.$queryRaw`SELECT pg_advisory_xact_lock(4)::text`;
    expect(await outcome(() => inScope(SCOPE, (transaction) => transaction.$queryRaw`SELECT pg_advisory_xact_lock(4)::text`))).toBe("outage");
  });
});

it("M4 parallel queries in one transaction wait for their turn: the driver never gets a query while it is busy", async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on("warning", listen);
  const got = await inScope(SCOPE, (transaction) =>
    Promise.all([1, 2, 3, 4, 5].map((number) => transaction.$queryRaw<{ n: number }[]>`SELECT ${number}::int AS n`)),
  );
  await new Promise((resolve) => setImmediate(resolve)); // warnings appear with the next tick
  process.off("warning", listen);
  expect(got.flat().map(({ n }) => n)).toEqual([1, 2, 3, 4, 5]);
  expect(warnings).toEqual([]);
});

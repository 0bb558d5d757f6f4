import { existsSync, readdirSync, readFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withClient } from "@/lib/runtime/portal-logins";
import { pause } from "@/lib/runtime/process-identity";
import { type Called, CalledPortal, typeScript } from "@/tests/support/called-portal";
import { createDatabase, startClusterWithMachinesClock, type TestDatabase } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

/* A database that accepts connections but does not answer: another session holds a lock that the start needs, or the line is silent. */

const SECRET = "Zq8vT1mXw0Lr5bNc7Kd2Hf9Js4Ag6Py3";
/** The time limit (at least 5 seconds), and the time that the process needs on a busy machine. */
const BOUND = 30_000;
const AT_ONCE = 8_000;
const MIGRATION_LOCK = 7_120_602;
const IMPORT_LOCK = 7_120_604;

const portal = new CalledPortal();
let database: TestDatabase;
let holder: pg.Client;
let proxy: Server | null = null;
const sockets = new Set<Socket>();

let stopCluster: () => Promise<void>;
beforeAll(async () => {
  stopCluster = await startClusterWithMachinesClock();
}, 120_000);
afterAll(() => stopCluster());

beforeEach(async () => {
  database = await createDatabase();
  holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
});
afterEach(async () => {
  await holder.end();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  proxy?.close();
  proxy = null;
  await database.drop();
});

type Environment = Readonly<Record<string, string>>;

const application = (more: Environment = {}): Environment => ({ DATABASE_URL: database.appUrl, NEXTAUTH_SECRET: SECRET, DATABASE_WAIT: "2", ...more });
const owned = (more: Environment = {}): Environment => application({ DATABASE_OWNER_URL: database.ownerUrl, DATABASE_WAIT: "600", ...more });

/** Locks held by another session until it rolls back. */
const hold = async (statement: string): Promise<void> => void (await holder.query(`BEGIN; ${statement}`));

async function called(environment: Environment): Promise<Called> {
  const run = typeScript("tests/support/run-portal.ts", `${process.cwd()}/tests/support/stand-in-server.mjs`);
  return portal.call(run, { environment: { PORT: String(await freePort()), ...environment } });
}

const migrate = (environment: Environment): Called => portal.call(typeScript("lib/cli/entry.ts", "migrate"), { environment });

/** The exit code, or that the process has not ended in time, so that no test waits forever. */
const endOf = (process: Called, milliseconds: number): Promise<number | string | null> =>
  Promise.race([
    process.ended,
    pause(milliseconds).then(() => {
      process.child.kill("SIGKILL");
      return `still there after ${String(milliseconds)} ms; said: ${process.said()}`;
    }),
  ]);

const WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + BOUND;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("it did not come to pass");
    await pause(50);
  }
}

const isWaiting = (): Promise<boolean> => withClient(database.ownerUrl, async (client) => (await client.query(WAITING)).rowCount !== 0);

/** Finds processes of the start by their environment, even if their command line does not show it. */
function processesOfStart(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").includes(portal.dataDirectory);
      } catch {
        return false;
      }
    });
}

function expectNothingLeft(): void {
  expect(existsSync(portal.dataDirectory) ? readdirSync(portal.dataDirectory) : []).toEqual([]);
  expect(processesOfStart()).toEqual([]);
}

/** `url` through a proxy that goes silent, without closing, at the first packet that contains `word`. */
async function silentFrom(url: string, word: string): Promise<{ readonly url: string; isSilent(): boolean }> {
  const address = new URL(url);
  const port = Number(address.port);
  let silent = false;
  proxy = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) sockets.add(socket.on("error", () => undefined));
    near.on("data", (chunk) => {
      silent ||= chunk.includes(word);
      if (!silent) far.write(chunk);
    });
    far.on("data", (chunk) => {
      near.write(chunk);
    });
  });
  const own = await freePort();
  await new Promise<void>((resolve) => proxy?.listen(own, "127.0.0.1", resolve));
  address.port = String(own);
  return { url: address.href, isSilent: () => silent };
}

const HELD = "LOCK TABLE installation IN ACCESS EXCLUSIVE MODE";

describe("M4 a database that accepts connections but does not answer is refused within a time limit, in Japanese", () => {
  it.each<[string, () => Environment]>([
    ["by the application's login", () => application()],
    ["by the owner's", () => owned({ DATABASE_WAIT: "0" })],
  ])("M4 a start is refused while another session holds the table, started %s", async (_case, environment) => {
    await hold(HELD);
    const start = await called(environment());
    expect([await endOf(start, BOUND), start.said()]).toEqual([3, expect.stringContaining("ほかのセッションが使い続けています")]);
    expect(start.said()).toContain("応えを待っています");
    expect(start.said()).not.toMatch(/^\s+at /m);
    expectNothingLeft();
    const command = migrate(owned({ DATABASE_WAIT: "0" }));
    expect([await endOf(command, BOUND), command.said()]).toEqual([1, expect.stringContaining("ほかのセッションが使い続けています")]);
  });

  it.each<[string, string]>([
    ["the question for the login", "rolbypassrls"],
    ["the question for the schema", "portal_installation"],
    ["the limits themselves", "lock_timeout"],
    ["the farewell", "X\0\0\0\u0004"],
  ])("M4 a line that goes silent at %s is refused within the limit", async (_case, word) => {
    const line = await silentFrom(database.appUrl, word);
    const start = await called(application({ DATABASE_URL: line.url }));
    expect([await endOf(start, BOUND), start.said()]).toEqual([
      3,
      expect.stringMatching(/データベース（127\.0\.0\.1:\d+）から.*応えがありません|データベースから応えがありません/),
    ]);
    expect(start.said()).not.toMatch(/^\s+at /m);
    expectNothingLeft();
  });
});

describe("M4 a start that is told to stop ends at once, whatever it waits for", () => {
  async function stopped(start: Called, waits: () => boolean | Promise<boolean>, signal: NodeJS.Signals, code: number): Promise<void> {
    await until(waits);
    start.child.kill(signal);
    expect([await endOf(start, AT_ONCE), start.said()]).toEqual([code, start.said()]);
    expect(start.said()).not.toMatch(/^\s+at /m);
    expectNothingLeft();
  }

  it.each<[NodeJS.Signals]>([["SIGTERM"], ["SIGINT"]])("M4 a locked table, %s", async (signal) => {
    await hold(HELD);
    const waiting = async (process: Called, code: number): Promise<void> => stopped(process, () => process.said().includes("応えを待っています"), signal, code);
    await waiting(await called(application({ DATABASE_WAIT: "600" })), 0);
    await waiting(await called(owned()), 0);
    await waiting(migrate(owned()), 1);
  });

  it("M4 a line that is silent", async () => {
    const line = await silentFrom(database.appUrl, "rolbypassrls");
    await stopped(await called(application({ DATABASE_URL: line.url, DATABASE_WAIT: "600" })), () => line.isSilent(), "SIGTERM", 0);
  });

  it.each<[string, number, string, string]>([
    ["the migration", MIGRATION_LOCK, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", "データベースの移行"],
    ["the import", IMPORT_LOCK, "SELECT 1", "内容の取り込み"],
  ])("M4 the lock for %s, which another process holds; the output names the reason for waiting", async (_case, lock, before, words) => {
    await holder.query(before);
    await holder.query("SELECT pg_advisory_lock($1)", [lock]);
    const start = await called(owned());
    await until(() => start.said().includes(words));
    await until(isWaiting);
    start.child.kill("SIGTERM");
    expect([await endOf(start, AT_ONCE), start.said()]).toEqual([0, expect.stringMatching(new RegExp(`${words}.*待っています`))]);
    expect(processesOfStart()).toEqual([]);
  });

  it("M4 a running migration: nothing of it stays, and the next one is complete", async () => {
    await holder.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await hold("CREATE TABLE operator (id int)"); // the migration creates the same table and waits for this transaction to end
    await stopped(await called(owned()), isWaiting, "SIGTERM", 0);
    await holder.query("ROLLBACK");
    const next = migrate(owned());
    expect([await endOf(next, 120_000), next.said()]).toEqual([0, expect.stringContaining("移行し")]);
  }, 180_000);
});

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, rmSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { withClient } from "@/lib/runtime/portal-logins";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { readProcessFile } from "@/lib/runtime/process-file";
import { endProcess, identify, isAlive, isRunning, type ProcessIdentity, pause } from "@/lib/runtime/process-identity";
import { loadSecrets } from "@/lib/runtime/secrets";
import { makeTestDataDirectory } from "@/tests/support/database";
import { makeOperator } from "@/tests/support/world";

const PATIENCE = 120_000;
/** A restarted web server with the database's new address serves long before this. */
const FOLLOW_PATIENCE = 30_000;
const answerSchema = z.object({ pid: z.number(), PORTAL_URL: z.string(), DATABASE_URL: z.string(), NEXTAUTH_SECRET: z.string() });

interface Launched {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  said(): string;
}

let dataDirectory = "";
const launchedAll: Launched[] = [];

beforeEach(() => {
  dataDirectory = makeTestDataDirectory();
});

function launch(port: number, ...flags: string[]): Launched {
  const script = path.resolve("tests/support/stand-in-server.mjs");
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "tests/support/run-portal.ts", script, ...flags], {
    env: { ...process.env, DATA_DIR: dataDirectory, PORT: String(port), DATABASE_OWNER_URL: "", DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const launched = {
    child,
    exit: new Promise<number | null>((resolve) => child.once("close", resolve)),
    said: () => said,
  };
  launchedAll.push(launched);
  return launched;
}

async function until<Value>(find: () => Promise<Value | null>, { every = 50, patience = PATIENCE } = {}): Promise<Value> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const found = await find().catch(() => null);
    if (found !== null) return found;
    await pause(every);
  }
  throw new Error(`did not happen:\n${launchedAll.map(({ said }) => said()).join("\n--\n")}`);
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });

const answer = (port: number, other = 0): Promise<z.infer<typeof answerSchema>> =>
  until(async () => {
    const reply = answerSchema.parse(await (await fetch(`http://127.0.0.1:${String(port)}/`)).json());
    return reply.pid === other ? null : reply;
  });

const postgres = (other = 0): Promise<ProcessIdentity> =>
  until(() => {
    const found = findPostmaster(path.join(dataDirectory, "postgres"));
    return Promise.resolve(found.state === "running" && found.ready && found.process.pid !== other ? found.process : null);
  });

afterEach(async () => {
  for (const { child, exit } of launchedAll.splice(0)) {
    child.kill("SIGTERM");
    await exit;
  }
  const [server, database] = [readProcessFile(path.join(dataDirectory, "server.json")), findPostmaster(path.join(dataDirectory, "postgres"))];
  if (server !== null) await endProcess(server, [{ signal: "SIGKILL", patience: PATIENCE }], true);
  if (database.state === "running") await endProcess(database.process, [{ signal: "SIGQUIT", patience: PATIENCE }], false);
  rmSync(dataDirectory, { recursive: true, force: true });
});

/** The output of `portal account link` without a configured address of the portal. */
async function linkOnCommandLine(): Promise<string> {
  const { port } = await until(() =>
    Promise.resolve(findPostmaster(path.join(dataDirectory, "postgres"))).then((found) => (found.state === "running" && found.ready ? found : null)),
  );
  const email = await withClient(`postgresql://portal_owner:${loadSecrets(dataDirectory).databaseOwner}@127.0.0.1:${String(port)}/portal`, async (owner) => {
    const { people } = await makeOperator(owner, "command-line", "命空港");
    return people.handler.email;
  });
  const { PATH = "" } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "lib/cli/entry.ts", "account", "link", "--email", email],
    { env: { PATH, DATA_DIR: dataDirectory, NODE_ENV: "production" } },
  );
  return stdout.trim();
}

it(
  "F1 F5 M4 the portal restarts killed parts, refuses a second start, survives its own kill and stops everything",
  async () => {
    const port = await freePort();
    const first = launch(port);
    const served = await answer(port);
    expect(served).toMatchObject({ PORTAL_URL: `http://127.0.0.1:${String(port)}` });
    expect(served.DATABASE_URL).toContain("//portal_app:");
    expect(served).not.toHaveProperty("DATABASE_OWNER_URL");

    const second = launch(await freePort());
    expect(await second.exit).toBe(1);
    expect(second.said()).toContain(`すでに動いています: http://127.0.0.1:${String(port)}`);
    expect(await launch(port, "--reuse").exit).toBe(0);

    await until(() => Promise.resolve(first.said().includes("ポータルを起動しました") ? true : null));
    expect(await linkOnCommandLine()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${String(port)}/invite/portal_inv_[\\w-]+$`));

    process.kill(served.pid, "SIGKILL");
    const restarted = await answer(port, served.pid);
    expect(restarted.NEXTAUTH_SECRET).toBe(served.NEXTAUTH_SECRET);

    const database = await postgres();
    process.kill(database.pid, "SIGKILL");
    await postgres(database.pid);

    await until(() => Promise.resolve(first.said().includes("ポータルを起動しました") ? true : null));
    first.child.kill("SIGKILL");
    await first.exit;
    const orphan = identify((await answer(port)).pid);

    const third = launch(port);
    const taken = await answer(port, orphan.pid);
    expect(isAlive(orphan)).toBe(false);
    expect(third.child.exitCode).toBeNull();

    const running = await postgres();
    await until(() => Promise.resolve(third.said().includes("ポータルを起動しました") ? true : null));
    third.child.kill("SIGINT");
    expect(await third.exit).toBe(0);
    expect([isRunning(taken.pid), isAlive(running)]).toEqual([false, false]);

    const taker = createServer().listen(port, "127.0.0.1");
    const blocked = launch(port);
    expect(await blocked.exit).toBe(3);
    expect(blocked.said()).toContain(`${String(port)} 番ポートはほかのプログラムが使っています`);
    taker.close();
  },
  5 * PATIENCE,
);

const serverFile = (): string => path.join(dataDirectory, "server.json");

/** The recorded web server, if it is another one than `other`; found as soon as it starts. */
const recorded = (other: number): Promise<ProcessIdentity> =>
  until(
    () => {
      const record = readProcessFile(serverFile());
      return Promise.resolve(record !== null && record.pid !== other ? record : null);
    },
    { every: 1 },
  );

/** Kills the database and makes it come back on another port. */
async function movePort(): Promise<void> {
  const before = await postgres();
  truncateSync(path.join(dataDirectory, "postgres.port")); // like after a full disk; a port taken in the meantime has the same effect
  process.kill(before.pid, "SIGKILL");
  await postgres(before.pid);
}

async function killWeb(port: number): Promise<void> {
  const { pid } = await answer(port);
  process.kill(pid, "SIGKILL");
  await answer(port, pid);
}

/** Moves the database after the next web server gets its address and before it serves. */
async function movePortWhileWebStarts(port: number): Promise<void> {
  const { pid } = await answer(port);
  process.kill(pid, "SIGKILL");
  const starting = await recorded(pid);
  process.kill(starting.pid, "SIGSTOP");
  await movePort();
  process.kill(starting.pid, "SIGCONT");
}

/** Waits until the recorded web server has the database's current address. */
const servesWhereDatabaseIs = (port: number): Promise<unknown> =>
  until(
    async () => {
      const served = answerSchema.parse(await (await fetch(`http://127.0.0.1:${String(port)}/`)).json());
      const found = findPostmaster(path.join(dataDirectory, "postgres"));
      const isThere = found.state === "running" && found.ready && new URL(served.DATABASE_URL).port === String(found.port);
      return isThere && readProcessFile(serverFile())?.pid === served.pid ? true : null;
    },
    { patience: FOLLOW_PATIENCE },
  );

it(
  "M4 the web server follows a database that moves twice, after a kill and while it starts, and ends with the portal",
  async () => {
    const port = await freePort();
    const portal = launch(port);
    await until(() => Promise.resolve(portal.said().includes("終了するには") ? true : null));
    for (const happens of [movePort, movePort, killWeb, movePort, movePortWhileWebStarts]) {
      await happens(port);
      await servesWhereDatabaseIs(port);
    }
    const [{ pid }, database] = [await answer(port), await postgres()];
    portal.child.kill("SIGTERM");
    expect(await portal.exit).toBe(0);
    expect([isRunning(pid), isAlive(database), existsSync(serverFile())]).toEqual([false, false, false]);
  },
  5 * PATIENCE,
);

it(
  "M4 a database failure between the start of the web server and the greeting ends nothing: the portal greets once it is back",
  async () => {
    const port = await freePort();
    const before = readProcessFile(serverFile())?.pid ?? 0;
    const portal = launch(port);
    const starting = await recorded(before);
    process.kill(starting.pid, "SIGSTOP");
    process.kill((await postgres()).pid, "SIGKILL"); // nothing supervises it yet
    process.kill(starting.pid, "SIGCONT");
    await until(() => Promise.resolve(portal.said().includes("終了するには") ? true : null));
    await servesWhereDatabaseIs(port);
    portal.child.kill("SIGTERM");
    expect(await portal.exit).toBe(0);
  },
  5 * PATIENCE,
);

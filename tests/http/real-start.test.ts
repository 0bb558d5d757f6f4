import { spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { readProcessFile } from "@/lib/runtime/process-file";
import { pause } from "@/lib/runtime/process-identity";
import { closedAncestor } from "@/lib/runtime/unprivileged";
import { createDatabase, makeTestDataDirectory } from "@/tests/support/database";
import { freePort, startPortalServer } from "@/tests/support/portal-server";

const ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
const PATIENCE = 240_000;

let place = "";
let dataDirectory = "";
const running: ChildProcess[] = [];

beforeEach(() => {
  place = makeTestDataDirectory();
  dataDirectory = path.join(place, "data");
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    const closed = new Promise((resolve) => child.once("close", resolve));
    if (child.exitCode !== null || !child.kill("SIGTERM")) continue;
    await closed;
  }
  rmSync(place, { recursive: true, force: true });
});

/** `npm start` as `uid`, until its sign-in page answers. */
async function start(uid: number | undefined): Promise<{ readonly url: string; readonly script: number }> {
  const url = `http://127.0.0.1:${String(await freePort())}`;
  const child = spawn(process.execPath, [path.resolve("scripts/start.mjs")], {
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "", DATABASE_URL: "", DATABASE_OWNER_URL: "", HOME: place, DATA_DIR: dataDirectory, PORT: new URL(url).port },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const deadline = Date.now() + PATIENCE;
  while (!said.includes("ポータルを起動しました")) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`did not start:\n${said}`);
    await pause(100);
  }
  return { url, script: child.pid ?? 0 };
}

const uidsOf = (pid: number): string => /^Uid:\s+(.*)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1] ?? "";

describe.runIf(ROOT)("M4 the built portal, really started", () => {
  it.runIf(closedAncestor(process.cwd(), { uid: NOBODY, gid: NOBODY }) === null)("M4 by a user who can only read the project: it starts, and writes nothing there", async () => {
    mkdirSync(dataDirectory);
    chownSync(dataDirectory, NOBODY, NOBODY);
    const cached = (): string[] => (existsSync(".cache") ? readdirSync(".cache").sort() : []);
    const before = cached();
    const { url } = await start(NOBODY);
    expect((await fetch(`${url}/login`)).status).toBe(200);
    expect(cached()).toEqual(before);
  }, 2 * PATIENCE);

  it("M4 by root: nothing of it stays root, the script that waits included", async () => {
    const { url, script } = await start(undefined);
    expect((await fetch(`${url}/login`)).status).toBe(200);
    const portal = readProcessFile(path.join(dataDirectory, "portal.lock"));
    const server = readProcessFile(path.join(dataDirectory, "server.json"));
    const database = findPostmaster(path.join(dataDirectory, "postgres"));
    if (portal === null || server === null || database.state !== "running") throw new Error("the portal does not run");
    const uids = [script, portal.pid, server.pid, database.process.pid].map(uidsOf);
    expect(new Set(uids)).toEqual(new Set([Array.from({ length: 4 }, () => String(NOBODY)).join("\t")]));
  }, 2 * PATIENCE);
});

describe("M4 the web server", () => {
  it("M4 offers no invented people on a database that is not the demo's", async () => {
    const database = await createDatabase();
    const portal = await startPortalServer(database, { demo: true });
    const page = await (await fetch(`${portal.url}/login`)).text();
    await portal.stop();
    await database.drop();
    expect(page).toContain("サインイン");
    expect(page).not.toContain("架空みなと空港");
  });
});

import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { portalUser } from "@/lib/runtime/drop-root";
import { readProcessFile } from "@/lib/runtime/process-file";
import { pause } from "@/lib/runtime/process-identity";
import { makeTestDataDirectory } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

const ROOT = process.getuid?.() === 0;
const NOBODY = 65534;
const PATIENCE = 150_000;

let place = "";
let dataDirectory = "";
const running: ChildProcess[] = [];

beforeEach(() => {
  place = makeTestDataDirectory();
  dataDirectory = path.join(place, "data");
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const closed = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await closed;
  }
  rmSync(place, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

function call(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", ...args], {
    env: { ...process.env, DATABASE_URL: "", DATABASE_OWNER_URL: "", DATA_DIR: dataDirectory, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return { child, said: () => said, ended: new Promise((resolve) => child.once("close", resolve)) };
}

async function startPortal(environment: Readonly<Record<string, string>> = {}): Promise<Running & { readonly port: number }> {
  const port = await freePort();
  const portal = call(["tests/support/run-portal.ts", path.resolve("tests/support/stand-in-server.mjs")], { PORT: String(port), ...environment });
  const deadline = Date.now() + PATIENCE;
  while (!portal.said().includes("ポータルを起動しました")) {
    if (portal.child.exitCode !== null || Date.now() > deadline) throw new Error(`did not start:\n${portal.said()}`);
    await pause(50);
  }
  return { ...portal, port };
}

/** Real, effective, saved and file system id. */
const uidsOf = (pid: number): string[] => /^Uid:\s+(.*)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]?.split(/\s+/) ?? [];
const groupsOf = (pid: number): string => /^Groups:\s*(.*)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]?.trim() ?? "";
const four = (uid: number): string[] => Array.from({ length: 4 }, () => String(uid));
const ownersIn = (directory: string): number[] => [...new Set(readdirSync(directory).map((name) => statSync(path.join(directory, name)).uid))];

function processes(portal: Running): number[] {
  const server = readProcessFile(path.join(dataDirectory, "server.json"));
  const database = findPostmaster(path.join(dataDirectory, "postgres"));
  if (server === null || database.state !== "running" || portal.child.pid === undefined) throw new Error("the portal does not run");
  return [portal.child.pid, server.pid, database.process.pid];
}

describe.runIf(ROOT)("M4 the portal drops root by itself", () => {
  it("M4 launcher, web server and database run as nobody, for good, and own what they write", async () => {
    const portal = await startPortal();
    for (const pid of processes(portal)) {
      expect(uidsOf(pid)).toEqual(four(NOBODY));
      expect(groupsOf(pid)).toBe(String(NOBODY));
    }
    expect(ownersIn(dataDirectory)).toEqual([NOBODY]);
    expect(statSync(path.join(dataDirectory, "secrets.json")).mode & 0o777).toBe(0o600);
    portal.child.kill("SIGTERM");
    expect(await portal.ended).toBe(0);
  }, 2 * PATIENCE);

  it("M4 the owner of the data directory is the one that the portal becomes", async () => {
    mkdirSync(dataDirectory);
    chownSync(dataDirectory, 33, 33);
    const portal = await startPortal();
    for (const pid of processes(portal)) expect(uidsOf(pid)).toEqual(four(33));
    expect(ownersIn(dataDirectory)).toEqual([33]);
  }, 2 * PATIENCE);

  it("M4 what earlier versions wrote as root goes to the portal's user, and a command of root keeps it so", async () => {
    const server = await startEmbeddedPostgres({ dataDirectory, settings: { fsync: "off" } });
    await server.stop();
    writeFileSync(path.join(dataDirectory, "server.log"), "old\n");
    expect(statSync(path.join(dataDirectory, "secrets.json")).uid).toBe(0);
    const before = readFileSync(path.join(dataDirectory, "secrets.json"), "utf8");
    const migrated = call(["lib/cli/entry.ts", "migrate"]);
    expect([await migrated.ended, migrated.said()]).toEqual([0, expect.stringContaining("移行し")]);
    expect(ownersIn(dataDirectory)).toEqual([NOBODY]);
    expect(readFileSync(path.join(dataDirectory, "secrets.json"), "utf8")).toBe(before);
    const counted = call(["lib/cli/entry.ts", "recount"]);
    expect(await counted.ended).toBe(0);
    expect(ownersIn(dataDirectory)).toEqual([NOBODY]);
  }, 2 * PATIENCE);

  it.each(["/tmp", "/var/lib", "/"])("M4 a place of the system (%s) is never taken over", async (system) => {
    const { uid, mode } = statSync(system);
    const refused = call(["tests/support/run-portal.ts", path.resolve("tests/support/stand-in-server.mjs")], { DATA_DIR: system });
    expect([await refused.ended, refused.said()]).toEqual([3, expect.stringContaining("ほかのプログラムも使う場所")]);
    expect(statSync(system)).toMatchObject({ uid, mode });
  });

  it("M4 a link in the data directory is not followed", async () => {
    mkdirSync(dataDirectory);
    const foreign = path.join(place, "foreign");
    writeFileSync(foreign, "of root");
    cpSync(foreign, path.join(dataDirectory, "copy"));
    const linked = call(["-e", `require("node:fs").symlinkSync(${JSON.stringify(foreign)}, ${JSON.stringify(path.join(dataDirectory, "link"))}); require("node:fs").linkSync(${JSON.stringify(foreign)}, ${JSON.stringify(path.join(dataDirectory, "hard"))})`]);
    expect(await linked.ended).toBe(0);
    const refused = call(["lib/cli/entry.ts", "recount"]);
    expect([await refused.ended, refused.said()]).toEqual([1, expect.stringContaining("まだデータがありません")]);
    expect([statSync(foreign).uid, statSync(path.join(dataDirectory, "copy")).uid]).toEqual([0, NOBODY]);
  });

  it("M4 the user of the data is the database's, else the directory's, else nobody", () => {
    expect(portalUser(dataDirectory).uid).toBe(NOBODY);
    mkdirSync(path.join(dataDirectory, "postgres"), { recursive: true });
    chownSync(dataDirectory, 1_001, 1_001);
    expect(portalUser(dataDirectory).uid).toBe(1_001);
    chownSync(path.join(dataDirectory, "postgres"), 1_002, 1_002);
    chmodSync(dataDirectory, 0o755);
    expect(portalUser(dataDirectory).uid).toBe(1_002);
    expect(existsSync(dataDirectory)).toBe(true);
  });
});

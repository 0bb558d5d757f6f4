import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { migrate } from "@/lib/runtime/migrate";
import { withClient } from "@/lib/runtime/portal-logins";
import { releaseLock, takeLock } from "@/lib/runtime/process-file";
import { identify, isAlive } from "@/lib/runtime/process-identity";
import { refusePrivilegedLogin } from "@/lib/runtime/refuse-privileged";
import { readLaunchEnvironment, readServerEnvironment } from "@/lib/server/environment/launch-environment";
import { createDatabase, makeTestDataDirectory } from "@/tests/support/database";

const SETTINGS = { fsync: "off" };
const PERMISSIONS = 0o777;
const ROOT = process.getuid?.() === 0;

let directories: string[] = [];
let servers: EmbeddedPostgres[] = [];

function dataDirectory(): string {
  const directory = makeTestDataDirectory();
  directories.push(directory);
  return directory;
}

async function start(directory: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory: directory, settings: SETTINGS });
  servers.push(server);
  return server;
}

const count = async (url: string, sql: string): Promise<number | null> => withClient(url, async (client) => (await client.query(sql)).rowCount);

afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  servers = [];
  directories = [];
});

describe("embedded PostgreSQL", () => {
  it("is created once, keeps its port and data over a stop, and only the owner can read its secrets", async () => {
    const directory = dataDirectory();
    const first = await start(directory);
    await count(first.ownerUrl, "CREATE TABLE kept (id int)");
    await first.stop();
    expect(first.isRunning()).toBe(false);
    const second = await start(directory);
    expect(second).toMatchObject({ port: first.port, reused: false, ownerUrl: first.ownerUrl });
    expect(await count(second.ownerUrl, "SELECT 1 FROM pg_class WHERE relname = 'kept'")).toBe(1);
    expect(statSync(path.join(directory, "secrets.json")).mode & PERMISSIONS).toBe(0o600);
    expect(statSync(path.join(directory, "postgres")).mode & PERMISSIONS).toBe(0o700);
  });

  it("is found and used again while it runs", async () => {
    const directory = dataDirectory();
    const first = await start(directory);
    const second = await start(directory);
    expect(second).toMatchObject({ reused: true, process: first.process });
  });

  it("starts again after kill -9, with every committed change", async () => {
    const directory = dataDirectory();
    const first = await start(directory);
    await count(first.ownerUrl, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id");
    process.kill(first.process.pid, "SIGKILL");
    const second = await start(directory);
    expect(second).toMatchObject({ reused: false, port: first.port });
    expect(await count(second.ownerUrl, "SELECT id FROM kept")).toBe(1000);
  });

  it.each([
    ["of a process that is gone", "4194303"],
    ["whose number belongs to another process now", String(process.pid)],
  ])("starts in spite of a postmaster.pid %s", async (_case, pid) => {
    const directory = dataDirectory();
    const first = await start(directory);
    const cluster = path.join(directory, "postgres");
    const lines = readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
    await first.stop();
    writeFileSync(path.join(cluster, "postmaster.pid"), [pid, ...lines.slice(1)].join("\n"));
    expect((await start(directory)).reused).toBe(false);
  });

  it("becomes one server when started twice at once", async () => {
    const directory = dataDirectory();
    const [one, two] = await Promise.all([start(directory), start(directory)]);
    expect(one.process).toEqual(two.process);
  });

  it.runIf(ROOT)("says what to do when root's data is behind a closed directory", async () => {
    const closed = mkdtempSync(path.join(tmpdir(), "kijun-portal-closed-"));
    directories.push(closed);
    chmodSync(closed, 0o700);
    await expect(startEmbeddedPostgres({ dataDirectory: path.join(closed, "data") })).rejects.toThrow(`chmod o+x ${closed}`);
  });
});

describe("migrations", () => {
  it("are applied once; one interrupted by a kill is tried again", async () => {
    const database = await createDatabase();
    expect(await migrate(database.ownerUrl)).toBe(false);
    const interrupted = "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', 'interrupted')";
    await count(database.ownerUrl, interrupted);
    const last = "(SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1 DESC LIMIT 1)";
    await count(database.ownerUrl, `UPDATE _prisma_migrations SET checksum = 'other' WHERE migration_name = ${last}`);
    expect(await migrate(database.ownerUrl)).toBe(true);
    expect(await count(database.ownerUrl, "SELECT 1 FROM _prisma_migrations WHERE id = 'x' AND rolled_back_at IS NOT NULL")).toBe(1);
    await database.drop();
  });
});

describe("the application's login", () => {
  it("is accepted without privileges, and refused as owner, as superuser and when it may bypass row-level security", async () => {
    const database = await createDatabase();
    await expect(refusePrivilegedLogin(database.appUrl)).resolves.toBeUndefined();
    await expect(refusePrivilegedLogin(database.ownerUrl)).rejects.toThrow("表を所有している");
    const server = await start(dataDirectory());
    await expect(refusePrivilegedLogin(server.superuserUrl)).rejects.toThrow("SUPERUSER");
    await count(server.superuserUrl, "ALTER ROLE portal_app BYPASSRLS");
    await expect(refusePrivilegedLogin(server.applicationUrl)).rejects.toThrow("BYPASSRLS");
    await count(server.superuserUrl, "ALTER ROLE portal_app NOBYPASSRLS; GRANT pg_monitor TO portal_app");
    await expect(refusePrivilegedLogin(server.applicationUrl)).resolves.toBeUndefined();
    await count(server.superuserUrl, "GRANT portal_owner TO portal_app");
    await count(server.ownerUrl, "CREATE TABLE owned (id int)");
    await expect(refusePrivilegedLogin(server.applicationUrl)).rejects.toThrow("表を所有している（1 個）");
    await database.drop();
  });
});

describe("the lock of a data directory", () => {
  it("is held by a running process, and taken over from one that has ended or whose id was reused", () => {
    const lock = path.join(dataDirectory(), "portal.lock");
    const living = { ...identify(process.pid), url: "http://127.0.0.1:3000" };
    expect(takeLock(lock, living)).toBeNull();
    expect(takeLock(lock, { ...identify(process.ppid), url: "http://127.0.0.1:3001" })).toEqual(living);
    releaseLock(lock, living);
    expect(existsSync(lock)).toBe(false);
    const gone = { pid: process.pid, startedAt: "another boot/1", url: "http://127.0.0.1:3000" };
    writeFileSync(lock, JSON.stringify(gone));
    expect(isAlive(gone)).toBe(process.platform !== "linux");
    expect(takeLock(lock, living)).toBeNull();
    writeFileSync(lock, "half a fi");
    expect(takeLock(lock, living)).toBeNull();
  });
});

describe("the environment", () => {
  it("has defaults for a single machine", () => {
    expect(readLaunchEnvironment({ DATA_DIR: "data" })).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      dataDirectory: path.resolve("data"),
      portalUrl: "http://127.0.0.1:3000",
      databaseUrl: null,
      demo: false,
    });
  });

  it("names every invalid variable, and shows no secret", () => {
    const wrong = { PORT: "99999", PORTAL_URL: "portal", DATABASE_URL: "mysql://u:geheim@h/d", NEXTAUTH_SECRET: "short" };
    expect(() => readLaunchEnvironment(wrong)).toThrow(/PORT は[^]*DATABASE_URL は[^]*PORTAL_URL は[^]*NEXTAUTH_SECRET は/);
    expect(() => readLaunchEnvironment(wrong)).not.toThrow(/geheim|short/);
    expect(() => readServerEnvironment({})).toThrow(/DATABASE_URL がありません[^]*NEXTAUTH_SECRET がありません/);
  });
});

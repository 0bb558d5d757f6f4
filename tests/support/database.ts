import { randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { loadDemo } from "@/lib/demo/load";
import { importContent } from "@/lib/launch/content-import/import-content";
import { startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { migrate } from "@/lib/runtime/migrate";
import { withClient } from "@/lib/runtime/portal-logins";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { endProcess, identify, isAlive, type ProcessIdentity } from "@/lib/runtime/process-identity";
import { startWithMachinesClock } from "@/tests/support/days";

const PREFIX = "kijun-portal-test-";
const TEMPLATE_LOCK = 7_120_603;

/** Test data need not survive the machine. A killed server still loses nothing, because the system keeps its writes. */
const SETTINGS = { fsync: "off", full_page_writes: "off", max_connections: "300" };

const clusterSchema = z.object({ superuserUrl: z.string(), ownerUrl: z.string(), applicationUrl: z.string() });
type Cluster = z.infer<typeof clusterSchema>;

/** `portal_template`: migrated, with both guidelines. `portal_template_demo`: with the demo data too. */
const TEMPLATES = { content: "portal_template", demo: "portal_template_demo" } as const;
export type TemplateName = keyof typeof TEMPLATES;

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Makes it again under its name, even while others are connected. */
  renew(): Promise<void>;
  drop(): Promise<void>;
}

/** The directory's name identifies its owner, because inside there may be only the portal's files, as in any data directory. */
const nameFor = (maker: ProcessIdentity): string => `${PREFIX}${String(maker.pid)}-${Buffer.from(maker.startedAt ?? "").toString("hex")}-`;

function makerOf(name: string): ProcessIdentity | null {
  const [, pid, startedAt = ""] = new RegExp(`^${PREFIX}(\\d+)-([0-9a-f]*)-`).exec(name) ?? [];
  return pid === undefined ? null : { pid: Number(pid), startedAt: Buffer.from(startedAt, "hex").toString() || null };
}

const MEMORY = "/dev/shm";
const ROOM = 8 * 2 ** 30;

/** A file system in memory, where there is one with room: a database is hundreds of files to create and to remove. */
function placeOfCluster(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM ? MEMORY : tmpdir();
}

/** Removes clusters of test runs that were killed. */
async function sweepAbandoned(): Promise<void> {
  const directories = [MEMORY, tmpdir()].filter((place) => existsSync(place)).flatMap((place) => readdirSync(place).map((name) => path.join(place, name)));
  for (const directory of directories) {
    const maker = makerOf(path.basename(directory));
    if (maker === null || isAlive(maker)) continue;
    const postmaster = findPostmaster(path.join(directory, "postgres"));
    if (postmaster.state === "running") {
      await endProcess(postmaster.process, [{ signal: "SIGQUIT", patience: 10_000 }], false);
    }
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A data directory for a portal or cluster of a test, reachable by PostgreSQL's user. A portal refuses one among the system's places. */
export function makeTestDataDirectory(place: string = tmpdir()): string {
  const directory = mkdtempSync(path.join(place, nameFor(identify(process.pid))));
  chmodSync(directory, 0o755);
  return directory;
}

/** Starts the cluster of a test run, or joins the run's existing one. Returns a function that stops it. */
export async function startTestCluster(settings: Readonly<Record<string, string>> = SETTINGS, place = placeOfCluster()): Promise<() => Promise<void>> {
  if (process.env.PORTAL_TEST_CLUSTER !== undefined) return () => Promise.resolve();
  await sweepAbandoned();
  const dataDirectory = makeTestDataDirectory(place);
  const server = await startEmbeddedPostgres({ dataDirectory, settings });
  const { superuserUrl, ownerUrl, applicationUrl } = server;
  process.env.PORTAL_TEST_CLUSTER = JSON.stringify({ superuserUrl, ownerUrl, applicationUrl } satisfies Cluster);
  return async () => {
    delete process.env.PORTAL_TEST_CLUSTER;
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
}

/**
 * On a set day, starts a cluster for this file with the machine's clock, for tests of PostgreSQL's own limits
 * (`startWithMachinesClock`); otherwise uses the run's. Returns a function that stops it.
 */
export async function startClusterWithMachinesClock(): Promise<() => Promise<void>> {
  if (process.env.FAKETIME === undefined) return () => Promise.resolve();
  startWithMachinesClock();
  const shared = process.env.PORTAL_TEST_CLUSTER;
  delete process.env.PORTAL_TEST_CLUSTER;
  const stop = await startTestCluster();
  return async () => {
    await stop();
    process.env.PORTAL_TEST_CLUSTER = shared;
  };
}

function currentCluster(): Cluster {
  const known = process.env.PORTAL_TEST_CLUSTER;
  if (known === undefined) throw new Error("startTestCluster() belongs into the global setup of the suite");
  return clusterSchema.parse(JSON.parse(known));
}

function onDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function fillTemplate(template: TemplateName, ownerUrl: string): Promise<void> {
  await migrate(ownerUrl);
  await importContent(ownerUrl);
  if (template === "demo") await loadDemo(ownerUrl);
}

/** Creates the template once for the whole run, whichever process needs it first. */
export async function ensureTemplate(template: TemplateName): Promise<void> {
  const cluster = currentCluster();
  const name = TEMPLATES[template];
  await withClient(cluster.superuserUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [TEMPLATE_LOCK, name]);
    const { rows } = await client.query("SELECT datallowconn FROM pg_database WHERE datname = $1", [name]);
    if (rows.length > 0 && z.object({ datallowconn: z.boolean() }).parse(rows[0]).datallowconn === false) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} OWNER portal_owner`);
    await fillTemplate(template, onDatabase(cluster.ownerUrl, name));
    await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  });
}

/** A database for one test file, cloned from the template. Copying its files takes a third of the time of logging every page. */
export async function createDatabase(template: TemplateName = "content"): Promise<TestDatabase> {
  const cluster = currentCluster();
  await ensureTemplate(template);
  const name = `portal_${randomUUID().replaceAll("-", "")}`;
  const onMaintenance = async (...statements: readonly string[]): Promise<void> =>
    withClient(cluster.superuserUrl, async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  const create = `CREATE DATABASE ${name} OWNER portal_owner TEMPLATE ${TEMPLATES[template]} STRATEGY file_copy`;
  const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
  await onMaintenance(create);
  return {
    ownerUrl: onDatabase(cluster.ownerUrl, name),
    appUrl: onDatabase(cluster.applicationUrl, name),
    renew: () => onMaintenance(drop, create),
    drop: () => onMaintenance(drop),
  };
}

import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { openLog } from "@/lib/runtime/log-file";
import { machineVariables } from "@/lib/runtime/machine-variables";
import { ensurePortalDatabase } from "@/lib/runtime/portal-logins";
import { findBinaries } from "@/lib/runtime/postgres-binaries";
import { checkPlace, createCluster } from "@/lib/runtime/postgres-cluster";
import { findPostmaster, postmasterFile } from "@/lib/runtime/postmaster";
import { endProcess, identify, isAlive, isRunning, type ProcessIdentity, pause, waitFor } from "@/lib/runtime/process-identity";
import { loadSecrets } from "@/lib/runtime/secrets";
import { currentLimits, Stopped } from "@/lib/runtime/start-limits";
import { StartupError } from "@/lib/server/environment/startup-error";
import { makeDirectory, unprivilegedUser } from "@/lib/server/environment/unprivileged";

/** Recovery after a crash may take long; attempts to start do not. */
const RECOVERY_PATIENCE = 600_000;
const START_PATIENCE = 60_000;
const DYING_PATIENCE = 1_000;

/** The application reports errors of single statements; the server's log must not contain their text and keys. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

const STOP_STEPS = [
  { signal: "SIGINT", patience: 30_000 },
  { signal: "SIGQUIT", patience: 10_000 },
  { signal: "SIGKILL", patience: 5_000 },
] as const;

export interface EmbeddedPostgres {
  readonly process: ProcessIdentity;
  readonly port: number;
  /** The server was already running, left by a killed portal or shared with a running one. */
  readonly reused: boolean;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  isRunning(): boolean;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDirectory: string;
  /** Settings of postgresql.conf that override the portal's own. */
  readonly settings?: Readonly<Record<string, string>>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });

const readIf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** One attempt to start. A text result is the reason for the failure, as PostgreSQL logged it. */
async function launch(dataDirectory: string, cluster: string, port: number, settings: Readonly<Record<string, string>>): Promise<string | null> {
  const user = unprivilegedUser(cluster);
  const log = openLog(path.join(dataDirectory, "postgres.log"));
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(findBinaries(user).postgres, ["-D", cluster, "-p", String(port), ...flags], {
    ...user,
    cwd: cluster,
    env: { ...machineVariables(process.env), NODE_ENV: process.env.NODE_ENV },
    detached: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
  });
  log.release();
  let failure: string | null = null;
  child.once("error", (error) => (failure = error.message));
  child.unref();
  const { pid } = child;
  const { stop } = currentLimits();
  const settled = (): boolean => {
    if (stop.aborted) return true;
    if (failure !== null || pid === undefined || !isRunning(pid)) return true;
    const found = findPostmaster(cluster);
    return found.state === "running" && found.process.pid === pid && found.ready;
  };
  await waitFor(settled, RECOVERY_PATIENCE);
  if (stop.aborted) {
    if (pid !== undefined && isRunning(pid)) await endProcess(identify(pid), STOP_STEPS, false);
    throw new Stopped();
  }
  if (pid !== undefined && isRunning(pid)) return null;
  return failure ?? log.written();
}

/** The cluster's server: the running one, or a new one. */
async function startServer(
  dataDirectory: string,
  cluster: string,
  settings: Readonly<Record<string, string>>,
): Promise<{ process: ProcessIdentity; port: number; reused: boolean }> {
  const portFile = path.join(dataDirectory, "postgres.port");
  const deadline = Date.now() + START_PATIENCE;
  let port = Number(readIf(portFile)) || (await freePort());
  let started = false;
  for (;;) {
    const found = findPostmaster(cluster);
    if (found.state === "running") {
      const { process } = found;
      if (found.ready) return { process, port: found.port, reused: !started };
      if (currentLimits().stop.aborted) throw new Stopped();
      await pause(50); // it is starting, recovering or stopping
      continue;
    }
    if (found.state === "stale") rmSync(postmasterFile(cluster), { force: true });
    const failure = await launch(dataDirectory, cluster, port, settings);
    if (failure === null) {
      writeFileSync(portFile, String(port));
      started = true;
      continue;
    }
    const passing = /shared memory block|lock file|Address already in use/.test(failure) && !failure.includes("No space left");
    if (!passing || Date.now() > deadline) throw new StartupError(`データベースを起動できませんでした。\n${failure}`);
    if (failure.includes("Address already in use")) port = await freePort();
    else await pause(200); // remains of a killed server are still stopping
  }
}

/** Starts the portal's own PostgreSQL, or uses the server that already serves the same data directory. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = path.resolve(options.dataDirectory);
  const cluster = path.join(dataDirectory, "postgres");
  makeDirectory(dataDirectory);
  const user = unprivilegedUser(cluster);
  checkPlace(dataDirectory, cluster, user);
  const secrets = loadSecrets(dataDirectory);
  if (!existsSync(path.join(cluster, "PG_VERSION"))) {
    createCluster(dataDirectory, cluster, findBinaries(user), user, secrets.databaseSuperuser);
  }
  const server = await startServer(dataDirectory, cluster, { ...SETTINGS, ...options.settings });
  const address = (login: string, password: string, database: string): string =>
    `postgresql://${login}:${password}@127.0.0.1:${String(server.port)}/${database}`;
  const superuserUrl = address("postgres", secrets.databaseSuperuser, "postgres");
  try {
    await ensurePortalDatabase(superuserUrl, secrets);
  } catch (error) {
    // if the server it found was stopping, start a new one
    if (!(error instanceof Stopped) && (await waitFor(() => !isAlive(server.process), DYING_PATIENCE))) return startEmbeddedPostgres(options);
    if (!server.reused) await endProcess(server.process, STOP_STEPS, false);
    throw error;
  }
  return {
    ...server,
    superuserUrl,
    ownerUrl: address("portal_owner", secrets.databaseOwner, "portal"),
    applicationUrl: address("portal_app", secrets.databaseApplication, "portal"),
    isRunning: () => isAlive(server.process),
    stop: () => endProcess(server.process, STOP_STEPS, false),
  };
}

import path from "node:path";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { type Database, openDatabase } from "@/lib/launch/database";
import { firstAdministratorLink } from "@/lib/launch/first-administrator";
import { prepareAsOwner, refuseUnfitDatabase } from "@/lib/launch/prepare-database";
import { checkSettings, checkStart } from "@/lib/launch/start-checks";
import { ensureBuild } from "@/lib/runtime/build";
import { claimPlace, rememberPlace } from "@/lib/runtime/data-directory";
import { asPortalUser, dropRoot } from "@/lib/runtime/drop-root";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/lib/runtime/embedded-postgres";
import { inWords } from "@/lib/runtime/in-words";
import { type ProcessRecord, portalLock, readProcessFile, releaseLock, takeLock } from "@/lib/runtime/process-file";
import { identify, isAlive, pause } from "@/lib/runtime/process-identity";
import { refusePrivilegedLogin } from "@/lib/runtime/refuse-privileged";
import { loadSecrets } from "@/lib/runtime/secrets";
import { Stopped, underLimits } from "@/lib/runtime/start-limits";
import { stopSignal } from "@/lib/runtime/stop-signal";
import { announceFailure, keepRunning, type Part } from "@/lib/runtime/supervise";
import { startWebServer } from "@/lib/runtime/web-server";
import { type EnvironmentSource, type LaunchEnvironment, readLaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { makeDirectory } from "@/lib/server/environment/unprivileged";
import { keepBounded } from "@/lib/server/log/bounded-output";

export interface PortalOptions {
  readonly demo: boolean;
  readonly dev?: boolean;
  /** If a portal already runs on the same data, use it. */
  readonly reuse?: boolean;
  readonly announce?: (line: string) => void;
  readonly source?: EnvironmentSource;
  /** A script that tests run instead of the built pages. */
  readonly webScript?: string;
}

async function prepareDatabase({ ownerUrl, applicationUrl }: Database, demo: boolean, announce: (line: string) => void): Promise<void> {
  await refusePrivilegedLogin(applicationUrl); // before the migration, and again after it, because the migration may have made the login an owner of tables
  if (ownerUrl === null) {
    announce("DATABASE_OWNER_URL がないので、データベースの移行と内容の取り込みは行いません。");
  } else {
    if (await prepareAsOwner({ ownerUrl, applicationUrl }, demo, announce)) announce("データベースを新しい形に移行しました。");
    await refusePrivilegedLogin(applicationUrl);
  }
  await refuseUnfitDatabase(applicationUrl, demo);
}

/** The lines to show once the portal is running: its address, and how to sign in first. Queries the database. */
async function greeting({ portalUrl, demo }: LaunchEnvironment, ownerUrl: string | null): Promise<readonly string[]> {
  const ways: string[] = [];
  if (demo) {
    ways.push("\n見本の利用者（どれもこの見本だけのものです）:");
    for (const { role, email, password } of demoSignIns()) ways.push(`  ${role}  ${email}  ${password}`);
  } else if (ownerUrl !== null) {
    const link = await firstAdministratorLink(ownerUrl, portalUrl);
    if (link !== null) ways.push(`最初の管理者を登録する、一度だけ使えるリンク:\n  ${link}`);
  }
  return [`\nポータルを起動しました: ${portalUrl}`, ...ways, "\n終了するには Ctrl-C を押してください。"];
}

const GREETING_INTERVAL = 500;

/** Prints the greeting once the database responds. A failure of the database at this moment does not end a running portal. */
async function greet(make: () => Promise<readonly string[]>, announce: (line: string) => void, stop: AbortSignal): Promise<void> {
  for (let failure = ""; !stop.aborted; await pause(GREETING_INTERVAL)) {
    try {
      for (const line of await make()) announce(line);
      return;
    } catch (error) {
      failure = announceFailure(error, failure, announce);
    }
  }
}

/** Output files beside the web server's own log: output of PostgreSQL, and of the web server before it listens or when it crashes. */
const OUTPUTS = ["postgres.log", "server-start.log"];

/** Starts everything from the environment and runs the portal until it is told to stop; then stops what it started. Calls `started` once the portal serves. */
async function run(environment: LaunchEnvironment, options: PortalOptions, stop: AbortSignal, started: () => void): Promise<void> {
  const { announce = console.log, dev = false, webScript } = options;
  const directory = process.cwd();
  const { dataDirectory } = environment;
  const leaveOutputs = keepBounded(OUTPUTS.map((name) => path.join(dataDirectory, name)));
  const secrets = loadSecrets(dataDirectory);
  announce("データベースを起動しています…");
  const database = await openDatabase(environment);
  /** The running parts. Every start stores its result here, so that no code acts on a replaced part. */
  const now: { web: Part | null; postgres: EmbeddedPostgres | null } = { web: null, postgres: database.embedded };
  const applicationUrl = (): string => now.postgres?.applicationUrl ?? database.applicationUrl;
  const startWeb = async (): Promise<Part> => {
    const before = now.web;
    now.web = null;
    await before?.stop(); // it may still run with an old address of the database
    const databaseUrl = applicationUrl();
    const server = await startWebServer({
      environment,
      directory,
      dev,
      stop,
      script: webScript ?? null,
      databaseUrl,
      sessionSecret: environment.sessionSecret ?? secrets.session,
    });
    // A server with an outdated database address counts as ended, even if the database moved while it started.
    return (now.web = { isRunning: () => server.isRunning() && databaseUrl === applicationUrl(), stop: server.stop });
  };
  const startPostgres = async (): Promise<EmbeddedPostgres> => (now.postgres = await startEmbeddedPostgres({ dataDirectory }));
  try {
    await prepareDatabase(database, environment.demo, announce);
    if (stop.aborted) return;
    const web = await startWeb();
    started();
    if (stop.aborted) return;
    const ownerUrl = (): string | null => now.postgres?.ownerUrl ?? database.ownerUrl;
    await Promise.all([
      greet(() => greeting(environment, ownerUrl()), announce, stop),
      keepRunning(web, "Web サーバー", startWeb, announce, stop),
      ...(database.embedded === null ? [] : [keepRunning(database.embedded, "データベース", startPostgres, announce, stop)]),
    ]);
  } finally {
    try {
      await now.web?.stop();
    } finally {
      await now.postgres?.stop();
      leaveOutputs();
    }
  }
}

/** Runs the portal with the lock of its data; returns the portal that already holds the lock, if there is one. */
async function runLocked(environment: LaunchEnvironment, options: PortalOptions, stop: AbortSignal): Promise<ProcessRecord | null> {
  const { dataDirectory, portalUrl } = environment;
  const before = rememberPlace(dataDirectory);
  const lock = portalLock(dataDirectory);
  const self = { ...identify(process.pid), url: portalUrl };
  try {
    makeDirectory(dataDirectory);
    const holder = takeLock(lock, self);
    if (holder !== null) return holder;
    try {
      claimPlace(environment);
      await run(environment, options, stop, () => {
        before.forget();
      });
      return null;
    } catch (error) {
      before.restore();
      throw error;
    } finally {
      releaseLock(lock, self);
    }
  } catch (error) {
    before.removeEmpty();
    throw error;
  }
}

/** The portal that already runs on the same data, if there is one. */
function runningPortal({ dataDirectory }: LaunchEnvironment): ProcessRecord | null {
  const holder = readProcessFile(portalLock(dataDirectory));
  return holder !== null && isAlive(holder) ? holder : null;
}

async function start(environment: LaunchEnvironment, options: PortalOptions, stop: AbortSignal): Promise<ProcessRecord | null> {
  const running = runningPortal(environment);
  if (running !== null) return running;
  const { announce = console.log, dev = false, webScript } = options;
  checkSettings(environment);
  await asPortalUser(environment.dataDirectory, () => checkStart(environment, { stop, announce }));
  if (!stop.aborted && !dev && webScript === undefined) await ensureBuild(process.cwd(), { announce, stop });
  if (stop.aborted) return null;
  await dropRoot(environment, true);
  return runLocked(environment, options, stop);
}

/** Runs the portal; returns the exit code once it has stopped. Throws a StartupError for problems that the person can fix. */
export async function startPortal(options: PortalOptions): Promise<number> {
  const { demo, reuse = false, announce = console.log, source = process.env } = options;
  const stop = stopSignal();
  try {
    const environment = readLaunchEnvironment(demo ? { ...source, PORTAL_DEMO: "1" } : source);
    const limits = { stop: stop.signal, announce, seconds: environment.databaseWait };
    const holder = await underLimits(limits, () => start(environment, options, stop.signal));
    if (holder === null) return 0;
    announce(`同じデータのポータルがすでに動いています: ${holder.url}（プロセス ${String(holder.pid)}）`);
    return reuse ? 0 : 1;
  } catch (error) {
    if (error instanceof Stopped) return 0;
    throw inWords(error);
  } finally {
    stop.release();
  }
}

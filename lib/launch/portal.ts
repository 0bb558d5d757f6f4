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
  /** A portal that already runs on the same data is as good as a start. */
  readonly reuse?: boolean;
  readonly announce?: (line: string) => void;
  readonly source?: EnvironmentSource;
  /** Run instead of the built pages, in tests. */
  readonly webScript?: string;
}

async function prepareDatabase({ ownerUrl, applicationUrl }: Database, demo: boolean, announce: (line: string) => void): Promise<void> {
  await refusePrivilegedLogin(applicationUrl); // before the migration, and after it, which may have made it the owner of tables
  if (ownerUrl === null) {
    announce("DATABASE_OWNER_URL がないので、データベースの移行と内容の取り込みは行いません。");
  } else {
    if (await prepareAsOwner({ ownerUrl, applicationUrl }, demo, announce)) announce("データベースを新しい形に移行しました。");
    await refusePrivilegedLogin(applicationUrl);
  }
  await refuseUnfitDatabase(applicationUrl, demo);
}

/** What is said once the portal serves: its address, and how one gets in first. Asks the database. */
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

/** Greets as soon as the database answers: it may go down at that very moment, which does not end a portal that serves. */
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

/** What grows beside the web server's own log: what PostgreSQL, and the web server before it listens or as it crashes, print. */
const OUTPUTS = ["postgres.log", "server-start.log"];

/**
 * From the environment to a portal that runs until it is told to stop; everything that was started is stopped again.
 * `started` is called once it serves.
 */
async function run(environment: LaunchEnvironment, options: PortalOptions, stop: AbortSignal, started: () => void): Promise<void> {
  const { announce = console.log, dev = false, webScript } = options;
  const directory = process.cwd();
  const { dataDirectory } = environment;
  const leaveOutputs = keepBounded(OUTPUTS.map((name) => path.join(dataDirectory, name)));
  const secrets = loadSecrets(dataDirectory);
  announce("データベースを起動しています…");
  const database = await openDatabase(environment);
  /** What runs now: every start puts itself here, so that nothing is done to one that has long been replaced. */
  const now: { web: Part | null; postgres: EmbeddedPostgres | null } = { web: null, postgres: database.embedded };
  const applicationUrl = (): string => now.postgres?.applicationUrl ?? database.applicationUrl;
  const startWeb = async (): Promise<Part> => {
    const before = now.web;
    now.web = null;
    await before?.stop(); // it may still serve, with an address that the database has left
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
    // One that serves with an old address of the database is as good as gone, also where the database moved as it started.
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

/** Runs the portal with the lock of its data; gives the portal that holds it already, if one does. */
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

/** The portal that runs on the same data already, if one does. */
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

/** Runs the portal; gives the exit code once it has stopped. Throws a StartupError for what the person can mend. */
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

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { nextCommand, serveCommand } from "@/lib/runtime/build";
import { openLog } from "@/lib/runtime/log-file";
import { machineVariables } from "@/lib/runtime/machine-variables";
import { readProcessFile, removeProcessFile, writeProcessFile } from "@/lib/runtime/process-file";
import { endProcess, identify, isAlive, isRunning, type ProcessIdentity, pause } from "@/lib/runtime/process-identity";
import type { EnvironmentSource, LaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { StartupError } from "@/lib/server/environment/startup-error";

const READY_PATIENCE = 120_000;
const STOP_STEPS = [
  { signal: "SIGTERM", patience: 10_000 },
  { signal: "SIGKILL", patience: 5_000 },
] as const;

export interface WebServerOptions {
  readonly environment: LaunchEnvironment;
  readonly directory: string;
  readonly databaseUrl: string;
  readonly sessionSecret: string;
  readonly dev: boolean;
  /** A script that tests run instead. */
  readonly script: string | null;
  readonly stop: AbortSignal;
}

export interface WebServer {
  isRunning(): boolean;
  stop(): Promise<void>;
}

const recordFile = (dataDirectory: string): string => path.join(dataDirectory, "server.json");

async function stopServer(dataDirectory: string, identity: ProcessIdentity): Promise<void> {
  await endProcess(identity, STOP_STEPS, true);
  removeProcessFile(recordFile(dataDirectory), identity);
}

/** Stops the web server that a killed portal left behind on the same data. */
export async function stopOrphan(dataDirectory: string): Promise<void> {
  const orphan = readProcessFile(recordFile(dataDirectory));
  if (orphan !== null && isAlive(orphan)) await stopServer(dataDirectory, orphan);
}

/** A web server that just ended may hold its port for a moment, because its threads do not all end with the main one. */
const PORT_PATIENCE = 2_000;

/** Null if the address is free, else the error of listening on it. */
const listenError = ({ host, port }: LaunchEnvironment): Promise<NodeJS.ErrnoException | null> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(port, host, () => {
      probe.close(() => {
        resolve(null);
      });
    });
  });

/** Refuses to start, with a remedy, if another program already listens on the port. */
export async function refuseTakenPort(environment: LaunchEnvironment): Promise<void> {
  const deadline = Date.now() + PORT_PATIENCE;
  let error = await listenError(environment);
  while (error?.code === "EADDRINUSE" && Date.now() < deadline) {
    await pause(100);
    error = await listenError(environment);
  }
  if (error === null) return;
  const { host, port } = environment;
  if (error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    throw new StartupError(`HOST=${host} の名前が見つかりません。IP アドレスか、この機械の名前を指定してください。`);
  if (error.code !== "EADDRINUSE") throw error;
  throw new StartupError(
    `${host} の ${String(port)} 番ポートはほかのプログラムが使っています。\n` + `別の番号を指定してください（例：PORT=${String(port + 1)} npm start）。`,
  );
}

/**
 * The environment of the web server: the portal's settings and, from the shell, only what every process needs. Other
 * variables that a shell may hold (the owner's login, AUTH_TRUST_HOST, VERCEL, NODE_OPTIONS …) would change whom the server
 * trusts.
 */
export function serverVariables(
  { environment, databaseUrl, sessionSecret, dev }: Pick<WebServerOptions, "environment" | "databaseUrl" | "sessionSecret" | "dev">,
  shell: EnvironmentSource,
): NodeJS.ProcessEnv {
  return {
    ...machineVariables(shell),
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    ...(environment.databaseUrl === null ? { PORTAL_DATABASE_DIR: environment.dataDirectory } : {}),
    PORTAL_URL: environment.portalUrl,
    NEXTAUTH_URL: environment.portalUrl,
    NEXTAUTH_SECRET: sessionSecret,
    PORTAL_DEMO: environment.demo ? "1" : "0",
    TRUSTED_PROXY: environment.trustedProxy.join(","),
    PORTAL_LOG: path.join(environment.dataDirectory, "server.log"),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the web server and waits until it responds. It writes its own log (`PORTAL_LOG`); output before it listens, and a
 * crash of Node itself, go to `server-start.log` in the data directory.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { host, port, dataDirectory, portalUrl } = options.environment;
  const logFile = path.join(dataDirectory, "server-start.log");
  const log = openLog(logFile);
  const command = options.dev ? [nextCommand(), "dev"] : [options.script ?? serveCommand()];
  const child = spawn(process.execPath, [...command, "-H", host, "-p", String(port)], {
    cwd: options.directory,
    env: serverVariables(options, process.env),
    stdio: ["ignore", log.descriptor, log.descriptor],
    detached: true,
  });
  log.release();
  child.on("error", () => undefined); // detected below as a process that does not run
  child.unref();
  if (child.pid === undefined) throw new StartupError("Web サーバーを起動できませんでした。");
  const identity = identify(child.pid);
  try {
    writeProcessFile(recordFile(dataDirectory), { ...identity, url: portalUrl });
  } catch (error) {
    await stopServer(dataDirectory, identity); // a forgotten server would block the port for the next start
    throw error;
  }
  const local = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const deadline = Date.now() + READY_PATIENCE;
  while (!options.stop.aborted && !(await answers(`http://${local}:${String(port)}/healthz`))) {
    if (isRunning(identity.pid) && Date.now() < deadline) {
      await pause(50);
      continue;
    }
    await stopServer(dataDirectory, identity);
    throw new StartupError(`Web サーバーを起動できませんでした（${logFile}）。\n${log.written()}`);
  }
  return { isRunning: () => isAlive(identity), stop: () => stopServer(dataDirectory, identity) };
}

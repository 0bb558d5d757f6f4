import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { serveCommand } from "@/lib/runtime/build";
import { endProcess, identify, isRunning, pause } from "@/lib/runtime/process-identity";
import { underClock } from "@/scripts/clock.mjs";
import type { TestDatabase } from "@/tests/support/database";

export const TEST_SECRET = "a secret of the tests, at least 32 characters";
const READY_PATIENCE = 90_000;
const STOP_STEPS = [
  { signal: "SIGTERM", patience: 5_000 },
  { signal: "SIGKILL", patience: 5_000 },
] as const;

/** A running portal, reachable at `url`. */
export interface Portal {
  readonly url: string;
  readonly pid: number;
  /** The output of its process. */
  written(): string;
  stop(): Promise<void>;
  /** Sends a word to the module that was loaded `beside` it, and returns its answer. */
  ask(word: string): Promise<unknown>;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/v1/openapi.json`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

export interface PortalServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The address of a module of the tests that its process loads first, and that answers words (`ask`). */
  readonly beside?: string;
  /** Shows the fictional people on the sign-in page. */
  readonly demo?: boolean;
  /** The start of its clock; default: the tests' own clock. */
  readonly from?: Date;
}

/** Starts the built portal with the application's login of the database; resolves when it responds. */
export async function startPortalServer(database: Pick<TestDatabase, "appUrl">, options: PortalServerOptions = {}): Promise<Portal> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${String(port)}`;
  const { from, beside } = options;
  const serve = [...(beside === undefined ? [] : ["--import", beside]), serveCommand(), "-H", "127.0.0.1", "-p", String(port)];
  const plain = { command: process.execPath, args: serve };
  const { command, args } = from === undefined ? plain : underClock(`@${String(Math.floor(from.getTime() / 1000))}`, plain.command, plain.args);
  const child = spawn(command, args, {
    env: {
      ...process.env,
      ...(from === undefined ? {} : { FAKETIME_FMT: "%s" }),
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: "",
      PORTAL_URL: url,
      NEXTAUTH_URL: url,
      NEXTAUTH_SECRET: TEST_SECRET,
      PORTAL_DEMO: options.demo === true ? "1" : "0",
    },
    stdio: ["ignore", "pipe", "pipe", ...(beside === undefined ? [] : (["ipc"] as const))],
    detached: true,
  });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (written += chunk.toString()));
  if (child.pid === undefined) throw new Error("the portal's server did not start");
  const identity = identify(child.pid);
  const stop = () => endProcess(identity, STOP_STEPS, true);
  const deadline = Date.now() + READY_PATIENCE;
  while (!(await isReady(url))) {
    if (!isRunning(identity.pid) || Date.now() > deadline) {
      await stop();
      throw new Error(`the portal's server did not answer:\n${written}`);
    }
    await pause(100);
  }
  const ask = async (word: string): Promise<unknown> => {
    const answered = once(child, "message");
    child.send(word);
    const [answer] = (await answered) as [unknown];
    return answer;
  };
  return { url, pid: identity.pid, written: () => written, stop, ask };
}

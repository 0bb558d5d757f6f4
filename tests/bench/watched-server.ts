import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { serveCommand } from "@/lib/runtime/build";
import type { TestDatabase } from "@/tests/support/database";
import { freePort, TEST_SECRET } from "@/tests/support/portal-server";

const LOOP_DELAY = new URL("loop-delay.mjs", import.meta.url).href;
const READY_PATIENCE = 90_000;

/** Delays of the event loop, in milliseconds. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A portal whose event loop can be watched. */
export interface WatchedServer {
  readonly url: string;
  readonly pid: number;
  /** The delays while `work` goes on. */
  watch(work: () => Promise<void>): Promise<LoopDelay>;
  stop(): Promise<void>;
}

async function answered(child: ChildProcess, word: "begin" | "end"): Promise<unknown> {
  const answer = once(child, "message");
  child.send(word);
  const [message] = (await answer) as [unknown];
  return message;
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/api/v1/openapi.json`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Starts the built portal as in production, with the module that watches its event loop beside it. */
export async function startWatchedServer({ appUrl }: Pick<TestDatabase, "appUrl">): Promise<WatchedServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const child = spawn(process.execPath, ["--import", LOOP_DELAY, serveCommand(), "-H", "127.0.0.1", "-p", String(port)], {
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", NODE_OPTIONS: "", NEXT_TELEMETRY_DISABLED: "1", DATABASE_URL: appUrl, DATABASE_OWNER_URL: "" },
      ...{ PORTAL_URL: url, NEXTAUTH_URL: url, NEXTAUTH_SECRET: TEST_SECRET, PORTAL_DEMO: "0" },
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  const deadline = Date.now() + READY_PATIENCE;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error("the watched server did not answer");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    ...{ url, pid: child.pid ?? 0, stop },
    watch: async (work) => {
      await answered(child, "begin");
      await work();
      return (await answered(child, "end")) as LoopDelay;
    },
  };
}

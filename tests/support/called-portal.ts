import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import { findPostmaster } from "@/lib/runtime/postmaster";
import { readProcessFile } from "@/lib/runtime/process-file";
import { pause } from "@/lib/runtime/process-identity";
import { makeTestDataDirectory } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

export const NOBODY = 65534;
export const PATIENCE = 150_000;

type Environment = Readonly<Record<string, string>>;

export interface CallOptions {
  readonly environment?: Environment;
  /** Whom the process belongs to; as the tests where it is not said. */
  readonly uid?: number;
  /** Hears of everything that is said, with what ends the process. */
  readonly onSaid?: (said: string, end: () => void) => void;
}

export interface Called {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  said(): string;
}

export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Arguments of node that run a TypeScript file of the project. */
export const typeScript = (...args: readonly string[]): string[] => ["--conditions=react-server", "--import", "tsx", ...args];
const STAND_IN = ["tests/support/run-portal.ts", path.resolve("tests/support/stand-in-server.mjs")];

/** Real, effective, saved and file system id. */
const idsOf = (pid: number): string[] => /^Uid:\s+(.*)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1]?.split(/\s+/) ?? [];
/** The one user whose the process is, for good; NaN where its ids differ. */
export const userOf = (pid: number): number => (new Set(idsOf(pid)).size === 1 ? Number(idsOf(pid)[0]) : NaN);

/** A portal's processes, called as a person calls them, in a data directory of each test's own that they may still make. */
export class CalledPortal {
  place = "";
  private readonly running: Called[] = [];

  constructor() {
    beforeEach(() => {
      this.place = makeTestDataDirectory();
    });
    afterEach(async () => {
      for (const { child, ended } of this.running.splice(0)) {
        if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
        await ended;
      }
      const found = findPostmaster(path.join(this.dataDirectory, "postgres"));
      if (found.state === "running") process.kill(found.process.pid, "SIGQUIT");
      rmSync(this.place, { recursive: true, force: true });
    });
  }

  get dataDirectory(): string {
    return path.join(this.place, "data");
  }

  /** Runs node with these arguments. */
  call(args: readonly string[], { environment = {}, uid, onSaid }: CallOptions = {}): Called {
    const child = spawn(process.execPath, args, {
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: { ...process.env, DATABASE_URL: "", DATABASE_OWNER_URL: "", NEXTAUTH_SECRET: "", DATA_DIR: this.dataDirectory, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        onSaid?.(said, () => child.kill("SIGTERM"));
      });
    }
    const called = { child, said: () => said, ended: new Promise<number | null>((resolve) => child.once("close", resolve)) };
    this.running.push(called);
    return called;
  }

  async toEnd(args: readonly string[], options: CallOptions = {}): Promise<Ended> {
    const { ended, said } = this.call(args, options);
    return { code: await ended, said: said() };
  }

  /** A start of the launcher, with a web server that stands in for the pages. */
  async start(options: CallOptions = {}, ...flags: readonly string[]): Promise<Ended> {
    return this.toEnd(typeScript(...STAND_IN, ...flags), { ...options, environment: { PORT: String(await freePort()), ...options.environment } });
  }

  command(args: readonly string[], environment: Environment = {}): Promise<Ended> {
    return this.toEnd(typeScript("lib/cli/entry.ts", ...args), { environment });
  }

  /** Comes back once the portal serves. `args`: of node; the launcher with the stand-in where they are not said. */
  async serving(options: CallOptions = {}, args: readonly string[] = typeScript(...STAND_IN)): Promise<Called & { readonly url: string }> {
    const port = options.environment?.["PORT"] ?? String(await freePort());
    const called = this.call(args, { ...options, environment: { ...options.environment, PORT: port } });
    const deadline = Date.now() + PATIENCE;
    while (!called.said().includes("ポータルを起動しました")) {
      if (called.child.exitCode !== null || Date.now() > deadline) throw new Error(`did not start:\n${called.said()}`);
      await pause(50);
    }
    return { ...called, url: `http://127.0.0.1:${port}` };
  }

  /** Launcher, web server and, where the portal has its own, database. */
  processes(): number[] {
    const portal = readProcessFile(path.join(this.dataDirectory, "portal.lock"));
    const server = readProcessFile(path.join(this.dataDirectory, "server.json"));
    const database = findPostmaster(path.join(this.dataDirectory, "postgres"));
    if (portal === null || server === null) throw new Error("the portal does not run");
    return [portal.pid, server.pid, ...(database.state === "running" ? [database.process.pid] : [])];
  }
}

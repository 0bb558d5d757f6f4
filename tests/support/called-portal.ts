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
  /** The user id of the process; default: that of the tests. */
  readonly uid?: number;
  /** Called with all output so far, and with a function that ends the process. */
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
/** The one user whose the process is permanently; NaN if its ids differ. */
export const userOf = (pid: number): number => (new Set(idsOf(pid)).size === 1 ? Number(idsOf(pid)[0]) : NaN);

/** A portal's processes, called like a person calls them, with a data directory for each test that they may still have to create. */
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

  /** Starts the launcher with a stub in place of the web server. */
  async start(options: CallOptions = {}, ...flags: readonly string[]): Promise<Ended> {
    return this.toEnd(typeScript(...STAND_IN, ...flags), { ...options, environment: { PORT: String(await freePort()), ...options.environment } });
  }

  command(args: readonly string[], environment: Environment = {}): Promise<Ended> {
    return this.toEnd(typeScript("lib/cli/entry.ts", ...args), { environment });
  }

  /** Resolves once the portal serves. `args`: arguments of node; default: the launcher with the stub. */
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

  /** The launcher, the web server and, if the portal has its own, the database. */
  processes(): number[] {
    const portal = readProcessFile(path.join(this.dataDirectory, "portal.lock"));
    const server = readProcessFile(path.join(this.dataDirectory, "server.json"));
    const database = findPostmaster(path.join(this.dataDirectory, "postgres"));
    if (portal === null || server === null) throw new Error("the portal does not run");
    return [portal.pid, server.pid, ...(database.state === "running" ? [database.process.pid] : [])];
  }
}

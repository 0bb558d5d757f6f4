import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { hasCluster } from "@/lib/runtime/data-directory";
import { handOver } from "@/lib/runtime/own-files";
import { findBinaries } from "@/lib/runtime/postgres-binaries";
import { checkPlace } from "@/lib/runtime/postgres-cluster";
import { readableCopy } from "@/lib/runtime/readable-project";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { makeDirectory, NOBODY, type RunAs } from "@/lib/server/environment/unprivileged";

const isRoot = (): boolean => process.getuid?.() === 0;

const ownerOf = (file: string): RunAs | null => {
  if (!existsSync(file)) return null;
  const { uid, gid } = statSync(file);
  return uid === 0 ? null : { uid, gid };
};

/** The user that the portal runs as when root starts it: the owner of its database, else of its data directory, else nobody. */
export const portalUser = (dataDirectory: string): RunAs =>
  ownerOf(path.join(dataDirectory, "postgres")) ?? ownerOf(dataDirectory) ?? { uid: NOBODY, gid: NOBODY };

/** Switches the whole process to the user; it cannot become root again. */
function become(user: RunAs, home: string): void {
  process.setgroups?.([user.gid]);
  process.setgid?.(user.gid);
  process.setuid?.(user.uid);
  process.env["HOME"] = home; // root's home is closed to it
  process.send?.({ runAs: user }); // the script that started this process follows
}

type Needs = Pick<LaunchEnvironment, "dataDirectory" | "databaseUrl" | "demo">;

/** Prepares what only root can: the data directory and the libraries of the embedded PostgreSQL. */
function prepareAsRoot({ dataDirectory, databaseUrl }: Needs, user: RunAs, make: boolean): void {
  checkPlace(dataDirectory, path.join(dataDirectory, "postgres"), user);
  if (make && !existsSync(dataDirectory)) makeDirectory(dataDirectory);
  if (make || hasCluster(dataDirectory)) handOver(dataDirectory, user);
  if (databaseUrl === null) findBinaries(user);
}

/**
 * Runs the same command in a copy of the project that the user can read, and exits with its exit code. The child starts as
 * root too and drops root itself: a process that changes its user is closed to that user's other processes (memory,
 * environment), one that starts as the user is not.
 */
async function runInCopy(copy: string, user: RunAs, { dataDirectory, demo }: Needs): Promise<never> {
  const project = process.cwd();
  const moved = (argument: string): string => (argument.startsWith(`${project}${path.sep}`) ? path.join(copy, path.relative(project, argument)) : argument);
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)].map(moved), {
    cwd: copy,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, DATA_DIR: dataDirectory, PORTAL_DEMO: demo ? "1" : "0", HOME: dataDirectory, INIT_CWD: process.env["INIT_CWD"] ?? project },
  });
  child.once("message", () => {
    become(user, dataDirectory);
  }); // once the child has dropped root
  for (const name of ["SIGTERM", "SIGHUP"] as const) process.on(name, () => child.kill(name));
  process.on("SIGINT", () => undefined); // the terminal signals the child itself
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("close", (ended, signal) => {
      resolve(ended ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  process.exit(code);
}

/** Runs checks as the portal's future user, then becomes root again. Changes nothing, because the start may still be refused. */
export async function asPortalUser<Output>(dataDirectory: string, work: () => Promise<Output>): Promise<Output> {
  if (!isRoot()) return work();
  const user = portalUser(dataDirectory);
  process.setegid?.(user.gid);
  process.seteuid?.(user.uid);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

/**
 * Drops root if root started this process: first does what only root can, then makes the process, with all its children, the
 * portal's user. `make`: create the data directory if it is missing.
 */
export async function dropRoot(needs: Needs, make: boolean): Promise<void> {
  if (!isRoot()) return;
  const user = portalUser(needs.dataDirectory);
  prepareAsRoot(needs, user, make);
  const copy = readableCopy(process.cwd(), user);
  if (copy !== null) await runInCopy(copy, user, needs);
  become(user, existsSync(needs.dataDirectory) ? needs.dataDirectory : "/");
}

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

/** As whom a portal that root starts runs: the owner of its database, else of its data directory, else nobody. */
export const portalUser = (dataDirectory: string): RunAs =>
  ownerOf(path.join(dataDirectory, "postgres")) ?? ownerOf(dataDirectory) ?? { uid: NOBODY, gid: NOBODY };

/** From here on the whole process is the user's; it cannot become root again. */
function become(user: RunAs, home: string): void {
  process.setgroups?.([user.gid]);
  process.setgid?.(user.gid);
  process.setuid?.(user.uid);
  process.env["HOME"] = home; // root's is closed to it
  process.send?.({ runAs: user }); // the script that started this one follows
}

type Needs = Pick<LaunchEnvironment, "dataDirectory" | "databaseUrl" | "demo">;

/** The place of what root still has to do itself: the data directory, the libraries of the embedded PostgreSQL. */
function prepareAsRoot({ dataDirectory, databaseUrl }: Needs, user: RunAs, make: boolean): void {
  checkPlace(dataDirectory, path.join(dataDirectory, "postgres"), user);
  if (make && !existsSync(dataDirectory)) makeDirectory(dataDirectory);
  if (make || hasCluster(dataDirectory)) handOver(dataDirectory, user);
  if (databaseUrl === null) findBinaries(user);
}

/**
 * The same call in a copy of the project that the user can read. Ends as it ends. It begins as root too and drops root by
 * itself: what changes its user is closed to other processes of that user (memory, environment), what is begun as it is not.
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
  }); // once the child has done so
  for (const name of ["SIGTERM", "SIGHUP"] as const) process.on(name, () => child.kill(name));
  process.on("SIGINT", () => undefined); // the terminal tells the child itself
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("close", (ended, signal) => {
      resolve(ended ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  process.exit(code);
}

/** Runs checks as the user that the portal will be, and comes back as root. Changes nothing: the start may yet be refused. */
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
 * Ends being root, where root started this process: what only root can do is done first, then the process, and all that it
 * starts, is the portal's user. `make`: the data directory is made where it is missing.
 */
export async function dropRoot(needs: Needs, make: boolean): Promise<void> {
  if (!isRoot()) return;
  const user = portalUser(needs.dataDirectory);
  prepareAsRoot(needs, user, make);
  const copy = readableCopy(process.cwd(), user);
  if (copy !== null) await runInCopy(copy, user, needs);
  become(user, existsSync(needs.dataDirectory) ? needs.dataDirectory : "/");
}

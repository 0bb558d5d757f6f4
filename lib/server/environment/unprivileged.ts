import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";

/** PostgreSQL refuses to run as root; started by root, it runs as this user (nobody). */
export const NOBODY = 65534;

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** The user that PostgreSQL runs as: the owner of the cluster if there is one, else nobody. Null: the current user. */
export function unprivilegedUser(cluster: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  if (!existsSync(cluster)) return { uid: NOBODY, gid: NOBODY };
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid, gid };
}

const ancestors = (directory: string): string[] => {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [...ancestors(parent), directory];
};

function mayEnter(directory: string, user: RunAs): boolean {
  const { mode, uid, gid } = statSync(directory);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** The first directory on the path that `user` cannot traverse; null if there is none. */
export function closedAncestor(directory: string, user: RunAs | null): string | null {
  if (user === null) return null;
  const existing = ancestors(path.resolve(directory)).filter((step) => existsSync(step));
  return existing.find((step) => !mayEnter(step, user)) ?? null;
}

/** Creates the directory and its missing parents; those created by root stay traversable for all. */
export function makeDirectory(directory: string): void {
  const mode = process.getuid?.() === 0 ? 0o755 : 0o700;
  for (const step of ancestors(path.resolve(directory))) {
    if (existsSync(step)) continue;
    mkdirSync(step, { recursive: true });
    chmodSync(step, mode);
  }
}

/** Where root keeps the files that PostgreSQL's user must reach, if the project's own folder is closed to it. */
export function reachableHome(): string {
  return "/var/lib/kijun-portal";
}

/**
 * `./data` (`./data/demo` for the demo, which never mixes with real data), unless root runs the portal from a folder that
 * PostgreSQL's user cannot traverse (a 0700 home).
 */
export function defaultDataDirectory(projectDirectory: string, demo: boolean): string {
  const within = demo ? ["demo"] : [];
  const wanted = path.join(projectDirectory, "data", ...within);
  if (closedAncestor(wanted, unprivilegedUser(path.join(wanted, "postgres"))) === null) return wanted;
  const mark = createHash("sha256").update(projectDirectory).digest("hex").slice(0, 12);
  return path.join(reachableHome(), mark, ...within);
}

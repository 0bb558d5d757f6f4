import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isOwnName } from "@/lib/runtime/own-files";
import { portalLock } from "@/lib/runtime/process-file";
import type { LaunchEnvironment } from "@/lib/server/environment/launch-environment";
import { StartupError } from "@/lib/server/environment/startup-error";

type Place = Pick<LaunchEnvironment, "dataDirectory" | "demo">;

const markOf = (dataDirectory: string): string => path.join(dataDirectory, "demo");

/** Whether the directory has the mark of demo data. */
export const isDemoDirectory = (dataDirectory: string): boolean => existsSync(markOf(dataDirectory));

/** Whether the data of the portal's own PostgreSQL is in the directory. */
export const hasCluster = (dataDirectory: string): boolean => existsSync(path.join(dataDirectory, "postgres"));

/** Demo data and real data never share a directory. */
export function refuseOtherPlace({ dataDirectory, demo }: Place): void {
  const marked = isDemoDirectory(dataDirectory);
  if (demo && !marked && hasCluster(dataDirectory)) {
    throw new StartupError(`${dataDirectory} には本番のデータがあります。見本（demo）には DATA_DIR で別の場所を指定してください。`);
  }
  if (!demo && marked) {
    throw new StartupError(`${dataDirectory} には見本（demo）のデータがあります。DATA_DIR に別の場所を指定してください。`);
  }
}

/** What prevents a directory at this path: the topmost existing part that is not a directory. */
function obstacle(directory: string): string | null {
  const parent = path.dirname(directory);
  const above = parent === directory ? null : obstacle(parent);
  if (above !== null) return above;
  if (existsSync(directory)) return statSync(directory).isDirectory() ? null : directory;
  return lstatSync(directory, { throwIfNoEntry: false }) === undefined ? null : directory; // a dangling link
}

/** Refuses a data directory whose path is taken by something else. */
export function refuseImpossiblePlace({ dataDirectory }: Place): void {
  const found = obstacle(dataDirectory);
  if (found === null) return;
  throw new StartupError(
    found === dataDirectory
      ? `DATA_DIR=${dataDirectory} はフォルダーではありません。フォルダーの場所を指定してください。`
      : `DATA_DIR=${dataDirectory} は作れません。途中の ${found} がフォルダーではありません。ほかの場所を指定してください。`,
  );
}

export function claimPlace(place: Place): void {
  refuseOtherPlace(place);
  if (place.demo && !isDemoDirectory(place.dataDirectory)) writeFileSync(markOf(place.dataDirectory), "");
}

/** The missing directories of the path, innermost first. */
function missing(directory: string): string[] {
  return existsSync(directory) ? [] : [directory, ...missing(path.dirname(directory))];
}

/** The portal's home is its data directory: programs that it runs (Prisma) keep their settings in it. */
const OF_PROGRAMS = ".config";

/** What was in the directory before a start, so that a refused start leaves no secrets without a database. */
export interface Remembered {
  /** Removes what the portal has written since, unless a database was created. Needs the lock of the directory. */
  restore(): void;
  /** Removes the directories created since, if they are empty. */
  removeEmpty(): void;
  /** From here on nothing is removed: the portal runs, and its files may be anybody's data. */
  forget(): void;
}

export function rememberPlace(dataDirectory: string): Remembered {
  const absent = missing(path.resolve(dataDirectory));
  const before = new Set(absent.length > 0 ? [] : readdirSync(dataDirectory));
  const lock = path.basename(portalLock(dataDirectory));
  let forgotten = false;
  const isOfThisStart = (name: string): boolean => (isOwnName(name) || name === OF_PROGRAMS) && !before.has(name) && !name.startsWith(lock);
  return {
    restore: () => {
      if (forgotten || (!before.has("postgres") && hasCluster(dataDirectory))) return;
      for (const name of readdirSync(dataDirectory).filter(isOfThisStart)) rmSync(path.join(dataDirectory, name), { recursive: true, force: true });
    },
    removeEmpty: () => {
      for (const directory of absent) if (existsSync(directory) && readdirSync(directory).length === 0) rmdirSync(directory);
    },
    forget: () => {
      forgotten = true;
    },
  };
}

import { existsSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LaunchEnvironment } from "@/lib/env";
import { portalLock } from "@/lib/runtime/process-file";
import { StartupError } from "@/lib/runtime/startup-error";

type Place = Pick<LaunchEnvironment, "dataDirectory" | "demo">;

const markOf = (dataDirectory: string): string => path.join(dataDirectory, "demo");

/** Whether the directory carries the mark of demo data. */
export const isDemoDirectory = (dataDirectory: string): boolean => existsSync(markOf(dataDirectory));

/** Whether the portal's own PostgreSQL has its data there. */
export const hasCluster = (dataDirectory: string): boolean => existsSync(path.join(dataDirectory, "postgres"));

/** Demo data and real data never share a place. */
export function refuseOtherPlace({ dataDirectory, demo }: Place): void {
  const marked = isDemoDirectory(dataDirectory);
  if (demo && !marked && hasCluster(dataDirectory)) {
    throw new StartupError(`${dataDirectory} には本番のデータがあります。見本（demo）には DATA_DIR で別の場所を指定してください。`);
  }
  if (!demo && marked) {
    throw new StartupError(`${dataDirectory} には見本（demo）のデータがあります。DATA_DIR に別の場所を指定してください。`);
  }
}

export function claimPlace(place: Place): void {
  refuseOtherPlace(place);
  if (place.demo && !isDemoDirectory(place.dataDirectory)) writeFileSync(markOf(place.dataDirectory), "");
}

/** The directories on the way that are missing, the innermost first. */
function missing(directory: string): string[] {
  return existsSync(directory) ? [] : [directory, ...missing(path.dirname(directory))];
}

/** What was there before a start, for one that is refused: it leaves no secrets that fit nothing. */
export interface Remembered {
  /** Takes away what was added since, unless a database was made. Only with the lock of the directory. */
  restore(): void;
  /** Takes away the directories that were made since, where they are empty. */
  removeEmpty(): void;
}

export function rememberPlace(dataDirectory: string): Remembered {
  const absent = missing(path.resolve(dataDirectory));
  const before = new Set(absent.length > 0 ? [] : readdirSync(dataDirectory));
  const lock = path.basename(portalLock(dataDirectory));
  return {
    restore: () => {
      if (!before.has("postgres") && hasCluster(dataDirectory)) return;
      for (const name of readdirSync(dataDirectory)) {
        if (!before.has(name) && !name.startsWith(lock)) rmSync(path.join(dataDirectory, name), { recursive: true, force: true });
      }
    },
    removeEmpty: () => {
      for (const directory of absent) if (existsSync(directory) && readdirSync(directory).length === 0) rmdirSync(directory);
    },
  };
}

import { copyFileSync, statfsSync, statSync, truncateSync } from "node:fs";
import path from "node:path";

/** Bytes after which the output of a process is put aside. */
export const OUTPUT_LIMIT = 10_000_000;
const INTERVAL = 5_000;

/**
 * Puts the output of a running process aside when it is long: a process keeps writing to the file that it was given (at its
 * end), so the text is copied and the file emptied. On a disk with little room it is emptied alone.
 */
export function boundOutput(file: string, limit = OUTPUT_LIMIT): void {
  try {
    if (statSync(file).size <= limit) return;
    const { bavail, bsize } = statfsSync(path.dirname(file));
    if (bavail * bsize > limit * 20) copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // not there: another database, another user's; or no room even for this
  }
}

/** Looks after the outputs while the process runs. */
export function keepBounded(files: readonly string[]): void {
  setInterval(() => {
    for (const file of files) boundOutput(file);
  }, INTERVAL).unref();
}

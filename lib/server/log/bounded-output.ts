import { copyFileSync, rmSync, statfsSync, statSync, truncateSync } from "node:fs";
import path from "node:path";

/** Bytes after which the output of a process is put aside. */
export const OUTPUT_LIMIT = 10_000_000;
const INTERVAL = 5_000;
/** With less room than so many times the limit there is one small file, and nothing aside. */
const ROOM = 20;
const SMALL = 10;

/**
 * Puts the output of a running process aside when it is long: a process keeps writing to the file that it was given (at its
 * end), so the text is copied and the file emptied. On a disk with little room it is emptied alone, and sooner.
 */
export function boundOutput(file: string, limit = OUTPUT_LIMIT, room = limit * ROOM): void {
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file));
    const isShort = bavail * bsize < room;
    if (isShort) rmSync(`${file}.1`, { force: true });
    if (statSync(file).size <= (isShort ? limit / SMALL : limit)) return;
    if (!isShort) copyFileSync(file, `${file}.1`);
    truncateSync(file);
  } catch {
    // not there: another database, another user's; or no room even for this
  }
}

/** Looks after the outputs until it is told to stop, by the process that outlives those which write them. */
export function keepBounded(files: readonly string[]): () => void {
  const timer = setInterval(() => {
    for (const file of files) boundOutput(file);
  }, INTERVAL).unref();
  return () => {
    clearInterval(timer);
  };
}

import { copyFileSync, rmSync, statfsSync, statSync, truncateSync } from "node:fs";
import path from "node:path";

/** Bytes after which the output of a process is rotated. */
export const OUTPUT_LIMIT = 10_000_000;
const INTERVAL = 5_000;
/** With less free space than this multiple of the limit, one small file is kept and no rotated one. */
const ROOM = 20;
const SMALL = 10;

/**
 * Rotates the output of a running process when it is long. The process keeps its open file and writes to its end, so the text
 * is copied and the file truncated. On a disk with little free space the file is only truncated, and sooner.
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
    // not there, another user's, or no space even for this
  }
}

/** Keeps the outputs bounded until the returned function is called. Runs in the process that outlives their writers. */
export function keepBounded(files: readonly string[]): () => void {
  const timer = setInterval(() => {
    for (const file of files) boundOutput(file);
  }, INTERVAL).unref();
  return () => {
    clearInterval(timer);
  };
}

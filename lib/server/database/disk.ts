import { statfsSync } from "node:fs";

/**
 * With less room than this nothing new is taken. PostgreSQL writes ahead in pieces of 16 MB, and stops altogether where it
 * cannot begin the next one; with these two pieces left it goes on to serve what is there.
 */
const ROOM = 32 * 1024 * 1024;
const MEASURE_AGAIN = 1_000;

const seen = new Map<string, { readonly at: number; readonly full: boolean }>();

/** Whether the disk that holds `directory` has no room for what is new. Looked at once a second at most. */
export function isDiskFull(directory: string, now: number): boolean {
  const last = seen.get(directory);
  if (last !== undefined && now >= last.at && now - last.at < MEASURE_AGAIN) return last.full;
  let full = false;
  try {
    const { bavail, bsize } = statfsSync(directory);
    full = bavail * bsize < ROOM;
  } catch {
    // what cannot be looked at is the database's to report
  }
  seen.set(directory, { at: now, full });
  return full;
}

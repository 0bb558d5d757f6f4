import { statfsSync } from "node:fs";
import { ofProcess } from "@/lib/server/process/of-process";

/**
 * With less free space than this, the portal refuses new data. PostgreSQL writes ahead in files of 16 MB and stops when it
 * cannot begin the next one; the space of two files keeps it serving.
 */
const ROOM = 32 * 1024 * 1024;
const MEASURE_AGAIN = 1_000;

const seen = ofProcess("disks", () => new Map<string, { readonly at: number; readonly full: boolean }>());

/** Whether the disk that holds `directory` is too full for new data. Checked at most once a second. */
export function isDiskFull(directory: string, now: number): boolean {
  const last = seen().get(directory);
  if (last !== undefined && now >= last.at && now - last.at < MEASURE_AGAIN) return last.full;
  let full = false;
  try {
    const { bavail, bsize } = statfsSync(directory);
    full = bavail * bsize < ROOM;
  } catch {
    // the database itself reports a directory that cannot be read
  }
  seen().set(directory, { at: now, full });
  return full;
}

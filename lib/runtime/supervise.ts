import { pause } from "@/lib/runtime/process-identity";

const WATCH_INTERVAL = 200;
const LONGEST_WAIT = 5_000;
const STEADY_AFTER = 30_000;

export interface Part {
  isRunning(): boolean;
  stop(): Promise<void>;
}

const DISK_FULL = "データの置き場所（DATA_DIR）のディスクに空きがありません。空きができると、自動で起動し直します。";

/** Messages of PostgreSQL and of the system. */
const NO_ROOM = /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/;

/** The line to announce, without PostgreSQL's time stamp, which would make it a different text each time. */
function whatFailed(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return NO_ROOM.test(message) ? DISK_FULL : message.replaceAll(/^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] /gm, "");
}

/** Announces a repeated failure once, because retries may go on for days (a full disk). Returns the announced text. */
export function announceFailure(error: unknown, told: string, announce: (line: string) => void): string {
  const failure = whatFailed(error);
  if (failure !== told) announce(failure);
  return failure;
}

/**
 * Keeps one part of the portal running until `stop` is given. When it ends, it is restarted, at once the first time, then
 * after growing pauses, without a limit. Reports to `announce`.
 */
export async function keepRunning(first: Part, name: string, start: () => Promise<Part>, announce: (line: string) => void, stop: AbortSignal): Promise<void> {
  let part = first;
  let startedAt = Date.now();
  let wait = 0;
  let failure = "";
  while (!stop.aborted) {
    if (part.isRunning()) {
      await pause(WATCH_INTERVAL);
      continue;
    }
    if (Date.now() - startedAt > STEADY_AFTER) wait = 0;
    if (failure === "") announce(`${name}が止まったので、起動し直します…`);
    await pause(wait);
    wait = Math.min(LONGEST_WAIT, wait * 2 + WATCH_INTERVAL);
    startedAt = Date.now();
    try {
      part = await start();
      failure = "";
      announce(`${name}を起動し直しました。`);
    } catch (error) {
      failure = announceFailure(error, failure, announce);
    }
  }
}

import { pause } from "@/lib/runtime/process-identity";

const WATCH_INTERVAL = 200;
const LONGEST_WAIT = 5_000;
const STEADY_AFTER = 30_000;

export interface Part {
  isRunning(): boolean;
  stop(): Promise<void>;
}

/**
 * Keeps one part of the portal running until `stop` is given: when it goes, it is started again,
 * at once the first time, then after growing pauses. `announce` hears of it. Gives the part that runs at the end.
 */
export async function keepRunning<Running extends Part>(
  first: Running,
  name: string,
  start: () => Promise<Running>,
  announce: (line: string) => void,
  stop: AbortSignal,
): Promise<Running> {
  let part = first;
  let startedAt = Date.now();
  let wait = 0;
  while (!stop.aborted) {
    if (part.isRunning()) {
      await pause(WATCH_INTERVAL);
      continue;
    }
    if (Date.now() - startedAt > STEADY_AFTER) wait = 0;
    announce(`${name}が止まったので、起動し直します…`);
    await pause(wait);
    wait = Math.min(LONGEST_WAIT, wait * 2 + WATCH_INTERVAL);
    startedAt = Date.now();
    try {
      part = await start();
      announce(`${name}を起動し直しました。`);
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
  }
  return part;
}

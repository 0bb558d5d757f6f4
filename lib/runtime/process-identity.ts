import { readFileSync } from "node:fs";

/**
 * Identifies a process beyond its id, which another process may get later. `startedAt` counts ticks since the boot named;
 * null where the system has no /proc.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string | null;
}

const FIRST_FIELD_AFTER_NAME = 3;
const STATE_FIELD = 3;
const START_TIME_FIELD = 22;

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function statOf(pid: number): { state: string; startTime: string } | null {
  const stat = readOrNull(`/proc/${String(pid)}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): string => fields[number - FIRST_FIELD_AFTER_NAME] ?? "";
  return { state: field(STATE_FIELD), startTime: field(START_TIME_FIELD) };
}

/** The identity of the process that now has this id. */
export function identify(pid: number): ProcessIdentity {
  const stat = statOf(pid);
  if (stat === null) return { pid, startedAt: null };
  const boot = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return { pid, startedAt: `${boot}/${stat.startTime}` };
}

/** Whether a process of this id is running. A zombie is not. */
export function isRunning(pid: number): boolean {
  if (process.platform === "linux") {
    const stat = statOf(pid);
    return stat !== null && stat.state !== "Z" && stat.state !== "X";
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether exactly the process of `identity` is still running. */
export function isAlive(identity: ProcessIdentity): boolean {
  return isRunning(identity.pid) && identify(identity.pid).startedAt === identity.startedAt;
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `condition` holds; false after the time limit. */
export async function waitFor(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await pause(25);
  }
  return true;
}

function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch {
    // gone already
  }
}

/** Ends a process, or the whole group that it leads: sends the signals in turn and waits after each. Resolves when the process is gone. */
export async function endProcess(identity: ProcessIdentity, steps: readonly { signal: NodeJS.Signals; patience: number }[], group: boolean): Promise<void> {
  for (const step of steps) {
    if (!isAlive(identity)) break;
    signal(group ? -identity.pid : identity.pid, step.signal);
    if (await waitFor(() => !isAlive(identity), step.patience)) break;
  }
  if (group) signal(-identity.pid, "SIGKILL");
}

/** Runs commands on another day with Debian's `faketime`. Their child processes, database and portal included, share the clock. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

const PLACES = ["/usr/bin/faketime", "/usr/local/bin/faketime", "/opt/homebrew/bin/faketime"];
const DAY = 86_400;

/** The machine's real time, even if this process already runs on another day. */
const realNow = () => Date.now() - (Number(process.env.FAKETIME) || 0) * 1000;

export const clockIsThere = () => PLACES.some((file) => existsSync(file));

const SHARED = "/dev/shm";
const LEFT_BEHIND = /^(?:sem\.)?faketime_(?:sem|shm)_(\d+)$/;

/**
 * Removes the files that `faketime` keeps for ended processes. A killed process leaves its file behind, named by process id;
 * another user's process with the same id could not start.
 */
export function sweepClocks() {
  for (const name of existsSync(SHARED) ? readdirSync(SHARED) : []) {
    const pid = LEFT_BEHIND.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(path.join(SHARED, name), { force: true });
  }
}

/** The command and its arguments under the clock, for `faketime -f`. Timeouts use the monotonic clock, which stays real. */
export function underClock(clock, command, args) {
  const faketime = PLACES.find((file) => existsSync(file));
  if (faketime === undefined) throw new Error("時計を別の日にするには faketime が必要です（Debian では apt-get install faketime）。");
  return { command: faketime, args: ["--exclude-monotonic", "-f", clock, command, ...args] };
}

/**
 * The clock for a day in Japan, YYYY-MM-DD or YYYY-MM-DDTHH:MM, running on from there. The default time is 01:30, when UTC
 * still has the previous day, so that tests catch code that confuses the two.
 */
export function clockOfDay(text) {
  const [, day = "", time = "01:30"] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text) ?? [];
  const start = Date.parse(`${day}T${time}:00+09:00`);
  if (Number.isNaN(start) || new Date(Date.parse(day)).toISOString().slice(0, 10) !== day) {
    throw new Error("--day には、暦にある日を 2028-02-29 の形で指定してください（時刻も決めるなら 2028-02-29T23:50）。");
  }
  const ahead = Math.round((start - realNow()) / 1000);
  if (ahead < -DAY) throw new Error(`${text} は過ぎています。--day には、今日より後の日を指定してください。`);
  return `${ahead < 0 ? "" : "+"}${String(ahead)}`;
}

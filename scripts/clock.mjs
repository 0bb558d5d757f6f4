/** Runs commands as on another day, with Debian's `faketime`: what they start, the database and the portal too, has the same clock. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

const PLACES = ["/usr/bin/faketime", "/usr/local/bin/faketime", "/opt/homebrew/bin/faketime"];
const DAY = 86_400;

/** The machine's own time, also where this process lives ahead of it already. */
const realNow = () => Date.now() - (Number(process.env.FAKETIME) || 0) * 1000;

export const clockIsThere = () => PLACES.some((file) => existsSync(file));

const SHARED = "/dev/shm";
const LEFT_BEHIND = /^(?:sem\.)?faketime_(?:sem|shm)_(\d+)$/;

/**
 * Removes what `faketime` keeps for processes that are gone. It is named after their number, and a process that was killed leaves
 * it behind: another user's process that gets the same number later could not start.
 */
export function sweepClocks() {
  for (const name of existsSync(SHARED) ? readdirSync(SHARED) : []) {
    const pid = LEFT_BEHIND.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(path.join(SHARED, name), { force: true });
  }
}

/** The command and its arguments with the clock set, as `faketime -f` reads it. Waiting goes by the clock that nobody sets. */
export function underClock(clock, command, args) {
  const faketime = PLACES.find((file) => existsSync(file));
  if (faketime === undefined) throw new Error("時計を別の日にするには faketime が必要です（Debian では apt-get install faketime）。");
  return { command: faketime, args: ["--exclude-monotonic", "-f", clock, command, ...args] };
}

/**
 * The clock for a day in Japan, YYYY-MM-DD or YYYY-MM-DDTHH:MM, going on from there. Without a time it is half past one at night:
 * in Greenwich it is still the day before, so that whoever confuses the two is found out.
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

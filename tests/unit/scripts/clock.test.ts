import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { clockOfDay, underClock } from "@/scripts/clock.mjs";
import { dayFromNow } from "@/tests/support/days";

const LOOK = "console.log(new Date().toISOString())";

function lookUnder(clock: string, script = LOOK): Date {
  const { command, args } = underClock(clock, process.execPath, ["-e", script]);
  return new Date(execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim());
}

const apart = (one: Date, other: Date): number => Math.abs(one.getTime() - other.getTime()) / 1000;

describe("the clock of another day", () => {
  it.each([
    ["a time of its own", `${dayFromNow(200)}T23:50`, `${dayFromNow(200)}T23:50:00+09:00`],
    ["no time: the night, when it is another day in Greenwich", dayFromNow(90), `${dayFromNow(90)}T01:30:00+09:00`],
  ])("M5 is the clock of the started process: %s", (_case, text, instant) => {
    expect(apart(lookUnder(clockOfDay(text)), new Date(instant))).toBeLessThan(60);
  });

  it("M5 is inherited by its child processes", () => {
    const looksThroughAnother = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(LOOK)}], { stdio: "inherit" })`;
    const day = dayFromNow(100);
    expect(apart(lookUnder(clockOfDay(day), looksThroughAnother), new Date(`${day}T01:30:00+09:00`))).toBeLessThan(60);
  });

  it.each(["2027-02-29", "2100-02-29", "2028-13-01", "tomorrow", "", "2028-2-9", "2028-02-29T25:00"])("M5 refuses an invalid day: %j", (text) => {
    expect(() => clockOfDay(text)).toThrow("暦にある日");
  });

  it("M5 refuses a past day, on which a browser would drop its sign-in", () => {
    expect(() => clockOfDay("2026-11-01")).toThrow("過ぎています");
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { countUnserved, OUTAGE_INTERVAL, reportOutage, setProbe } from "@/lib/server/log/outage";
import { type Fields, type Level, setSink } from "@/lib/server/log/report";
import { makeThrottle, WINDOW } from "@/lib/server/log/throttle";

describe("M3 a flood of lines", () => {
  it("M3 becomes some lines of its kind and a count, and the next window starts fresh", () => {
    const throttle = makeThrottle();
    const admitted = Array.from({ length: 1000 }, () => throttle.admits("answered 404", 5)).filter(Boolean);
    expect(admitted).toHaveLength(10);
    expect([...throttle.heldBack()]).toEqual([["answered 404", 990]]);
    expect([...throttle.heldBack()]).toEqual([]);
    expect(throttle.admits("answered 404", 5 + WINDOW)).toBe(true);
  });

  it("M3 of ever new kinds is limited too", () => {
    const throttle = makeThrottle();
    const admitted = Array.from({ length: 10_000 }, (_, kind) => throttle.admits(`kind ${String(kind)}`, 5)).filter(Boolean);
    expect(admitted.length).toBeLessThanOrEqual(200);
    expect(throttle.heldBack().size).toBeLessThanOrEqual(101);
  });

  it("M3 does not hide another kind", () => {
    const throttle = makeThrottle();
    for (let count = 0; count < 100; count += 1) throttle.admits("flood", 5);
    expect(throttle.admits("outage began", 5)).toBe(true);
  });
});

describe("M3 an outage", () => {
  const lines: [Level, string, Fields][] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    lines.length = 0;
    setSink((level, event, fields) => lines.push([level, event, fields]));
  });
  afterEach(() => {
    vi.useRealTimers();
    setSink(null);
  });

  it("M3 of 35 seconds with 972 failures is logged at once, then in counts, and finally as over", async () => {
    let away = true;
    setProbe(() => (away ? Promise.reject(new Error("away")) : Promise.resolve()));
    for (let second = 0; second < 35; second += 1) {
      for (let count = 0; count < (second === 34 ? 20 : 28); count += 1) {
        reportOutage(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
        reportOutage(new Error("the same, as Next tells it once more"));
        countUnserved();
      }
      if (second === 0) expect(lines).toEqual([["error", "outage began", { error: expect.objectContaining({ code: "ECONNREFUSED" }) as unknown }]]);
      await vi.advanceTimersByTimeAsync(1000);
    }
    away = false;
    await vi.advanceTimersByTimeAsync(2 * OUTAGE_INTERVAL);
    expect(lines.map(([level, event]) => `${level} ${event}`)).toEqual([
      "error outage began",
      ...Array.from({ length: 4 }, () => "error outage goes on"),
      "info outage is over",
    ]);
    expect(lines.at(-1)?.[2]).toMatchObject({ inAll: 972 });
    expect(lines.slice(1, -1).reduce((sum, [, , { failed }]) => sum + Number(failed), 0)).toBe(972);
    await vi.advanceTimersByTimeAsync(10 * OUTAGE_INTERVAL);
    expect(lines).toHaveLength(6);
  });

  it("M3 that is refused without an error is logged too", async () => {
    setProbe(() => Promise.resolve());
    for (let count = 0; count < 7; count += 1) countUnserved();
    await vi.advanceTimersByTimeAsync(2 * OUTAGE_INTERVAL);
    expect(lines.map(([level, event]) => `${level} ${event}`)).toEqual(["error outage began", "error outage goes on", "info outage is over"]);
    expect(lines.at(-1)?.[2]).toMatchObject({ inAll: 7 });
  });
});

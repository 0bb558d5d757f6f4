import { AsyncLocalStorage } from "node:async_hooks";
import { beforeEach, describe, expect, it } from "vitest";
import { doDueWork, setDueWork } from "@/lib/server/auth/due-work";
import { markOutage } from "@/lib/server/outage/outage-mark";
import { Outage } from "@/lib/server/outage/unavailable";
import type { AccountDescription } from "@/lib/server/scope/scope";

const NOON = new Date("2026-12-01T03:00:00Z");
const accountOf = (operatorId: string, handoverOn: string | null): AccountDescription => ({ operatorId, handoverOn }) as AccountDescription;

/** Work that runs until it is ended, with the operators that it was begun for. */
function heldWork() {
  const begun: string[] = [];
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  setDueWork((operatorId) => {
    begun.push(operatorId);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  });
  return { begun, ends };
}

const requests = new AsyncLocalStorage<{ outage: boolean; diskFull: boolean }>();
beforeEach(() => Object.assign(globalThis, { portalOutages: requests }));

describe("M6 the work of a morning before the first requests", () => {
  it("M6 is done once for all requests of the operator that come while it runs, and again for a later one", async () => {
    const { begun, ends } = heldWork();
    const asked = Array.from({ length: 20 }, () => doDueWork(accountOf("o1", "2026-12-01"), NOON));
    const other = doDueWork(accountOf("o2", "2026-12-01"), NOON);
    expect(begun).toEqual(["o1", "o2"]);
    for (const { resolve } of ends) resolve();
    expect(new Set(await Promise.all([...asked, other]))).toEqual(new Set([true]));
    const later = doDueWork(accountOf("o1", "2026-12-01"), NOON);
    expect(begun).toEqual(["o1", "o2", "o1"]);
    ends.at(-1)?.resolve();
    await later;
  });

  it("M6 of the next day is not taken for that of the day before", async () => {
    const { begun, ends } = heldWork();
    const both = [doDueWork(accountOf("o1", "2026-12-01"), NOON), doDueWork(accountOf("o1", "2026-12-01"), new Date("2026-12-01T15:00:00Z"))];
    expect(begun).toEqual(["o1", "o1"]);
    for (const { resolve } of ends) resolve();
    await Promise.all(both);
  });

  it.each([
    ["is planned", null],
    ["is planned before tomorrow", "2026-12-02"],
  ])("M6 is none where nothing %s", async (_what, day) => {
    const { begun } = heldWork();
    expect([await doDueWork(accountOf("o1", day), NOON), begun]).toEqual([false, []]);
  });

  it("M6 an outage that stops it is one of every request that waits, and the next request tries again", async () => {
    const { begun, ends } = heldWork();
    const marks = [1, 2].map(() => ({ outage: false, diskFull: false }));
    const asked = marks.map((mark) => requests.run(mark, () => doDueWork(accountOf("o1", "2026-12-01"), NOON)));
    ends[0]?.reject(new Outage(new Error("away"), false));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(marks).toEqual([1, 2].map(() => ({ outage: true, diskFull: false })));
    const again = doDueWork(accountOf("o1", "2026-12-01"), NOON);
    expect(begun).toHaveLength(2);
    ends.at(-1)?.resolve();
    expect(await again).toBe(true);
  });

  it("M6 an outage that it gets over is none of the request", async () => {
    setDueWork(() => Promise.resolve(markOutage(true)));
    const mark = { outage: false, diskFull: false };
    expect(await requests.run(mark, () => doDueWork(accountOf("o1", "2026-12-01"), NOON))).toBe(true);
    expect(mark).toEqual({ outage: false, diskFull: false });
  });
});

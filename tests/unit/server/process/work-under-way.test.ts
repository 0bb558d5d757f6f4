import { AsyncLocalStorage } from "node:async_hooks";
import { beforeEach, describe, expect, it } from "vitest";
import { markOutage } from "@/lib/server/outage/outage-mark";
import { Outage } from "@/lib/server/outage/unavailable";
import { workUnderWay } from "@/lib/server/process/work-under-way";

/** Work that runs until it is ended, with what it was begun for. */
function heldWork(name: string) {
  const begun: string[] = [];
  const ends: { resolve: (value: string) => void; reject: (error: unknown) => void }[] = [];
  const work = workUnderWay<string>(name);
  const ask = (key: string) =>
    work.of(key, () => {
      begun.push(key);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    });
  return { begun, ends, ask, runs: work.runs };
}

const requests = new AsyncLocalStorage<{ outage: boolean; diskFull: boolean }>();
beforeEach(() => Object.assign(globalThis, { portalOutages: requests }));

describe("C5 work that several requests wait for", () => {
  it.each([2, 10, 100])("C5 is done once for %i that ask for the same at once", async (callers) => {
    const { begun, ends, ask } = heldWork(`once for ${String(callers)}`);
    const asked = Array.from({ length: callers }, () => ask("same"));
    ends[0]?.resolve("done");
    expect(await Promise.all(asked)).toEqual(asked.map(() => "done"));
    expect(begun).toEqual(["same"]);
  });

  it("C5 is done for each that asks for something else, and each gets its own", async () => {
    const { begun, ends, ask } = heldWork("for each");
    const asked = ["one", "other"].map(ask);
    ends[1]?.resolve("of the other");
    ends[0]?.resolve("of the one");
    expect(await Promise.all(asked)).toEqual(["of the one", "of the other"]);
    expect(begun).toEqual(["one", "other"]);
  });

  it.each(["succeeded", "failed"])("C5 is done again for who asks after it %s", async (how) => {
    const { begun, ends, ask, runs } = heldWork(`again after it ${how}`);
    const first = ask("same");
    expect(runs("same")).toBe(true);
    if (how === "failed") ends[0]?.reject(new Error("unreadable"));
    else ends[0]?.resolve("first");
    await Promise.allSettled([first]);
    expect(runs("same")).toBe(false);
    const second = ask("same");
    ends[1]?.resolve("second");
    expect(await second).toBe("second");
    expect(begun).toHaveLength(2);
  });

  it("C5 fails for each that waits, where it fails", async () => {
    const { ends, ask } = heldWork("fails for each");
    const asked = [1, 2, 3].map(() => ask("same"));
    ends[0]?.reject(new Error("unreadable"));
    expect(await Promise.allSettled(asked)).toEqual(asked.map(() => ({ status: "rejected", reason: new Error("unreadable") })));
  });

  it("C5 that throws at once fails, and is not kept", async () => {
    const work = workUnderWay<string>("throws at once");
    const thrown = work.of("same", () => {
      throw new Error("at once");
    });
    await expect(thrown).rejects.toThrow("at once");
    expect(await work.of("same", () => Promise.resolve("again"))).toBe("again");
  });

  it.each([true, false])("M4 that an outage stops marks each request that waits for it, on a full disk: %s", async (diskFull) => {
    const { ends, ask } = heldWork(`an outage ${String(diskFull)}`);
    const marks = [1, 2, 3].map(() => ({ outage: false, diskFull: false }));
    const asked = marks.map((mark) => requests.run(mark, () => ask("same")));
    ends[0]?.reject(new Outage(new Error("away"), diskFull));
    await Promise.allSettled(asked);
    expect(marks).toEqual(marks.map(() => ({ outage: true, diskFull })));
  });

  it("M4 that gets over an outage marks no request", async () => {
    const mark = { outage: false, diskFull: false };
    await requests.run(mark, () => workUnderWay<null>("gets over it").of("same", () => Promise.resolve(markOutage(true)).then(() => null)));
    expect(mark).toEqual({ outage: false, diskFull: false });
  });
});

import { describe, expect, it } from "vitest";
import { untilNextChange } from "@/lib/server/audit/last-changes";

const at = (seconds: number): Date => new Date(Date.UTC(2027, 3, 1) + seconds * 1_000);
const fails = (): Promise<never> => Promise.reject(new Error("unreadable"));

describe("C5 what is kept until the next change", () => {
  it.each([
    [59, "first"],
    [60, "second"],
  ])("C5 is kept for a minute: after %i seconds it is the %s", async (seconds, expected) => {
    const kept = untilNextChange<string>(`kept for a minute ${String(seconds)}`, 10);
    await kept(["1"], at(0), () => Promise.resolve("first"));
    expect(await kept(["1"], at(seconds), () => Promise.resolve("second"))).toBe(expected);
  });

  it("C5 is given to others only while one request reads it again", async () => {
    const kept = untilNextChange<string>("while one reads", 10);
    await kept(["1"], at(0), () => Promise.resolve("first"));
    let end = (_value: string): void => undefined;
    const rereading = kept(["1"], at(60), () => new Promise((resolve) => (end = resolve)));
    expect(await kept(["1"], at(61), fails)).toBe("first");
    end("second");
    expect(await rereading).toBe("second");
    expect(await kept(["1"], at(62), fails)).toBe("second");
  });

  it.each([1, 2, 5])("C5 is not given for longer because reading it again fails: %i times", async (times) => {
    const kept = untilNextChange<string>(`failing ${String(times)}`, 10);
    await kept(["1"], at(0), () => Promise.resolve("first"));
    for (let time = 0; time < times; time += 1) await expect(kept(["1"], at(60 + time), fails)).rejects.toThrow("unreadable");
    expect(await kept(["1"], at(60 + times), () => Promise.resolve("second"))).toBe("second");
  });

  /** Reads that end when they are told to, and how many were begun. */
  function heldReads(name: string) {
    const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
    const kept = untilNextChange<string>(name, 10);
    const ask = (key: readonly [string, ...unknown[]], seconds = 0) =>
      kept(key, at(seconds), () => new Promise((resolve, reject) => ends.push({ resolve, reject })));
    return { ends, ask };
  }

  it.each([
    ["nothing is there", false],
    ["what is there is of an earlier change", true],
  ])("C5 is read once for ten requests at once where %s", async (_what, earlier) => {
    const { ends, ask } = heldReads(`ten at once ${String(earlier)}`);
    if (earlier) {
      const before = ask(["1"]);
      ends.shift()?.resolve("of the earlier change");
      await before;
    }
    const asked = Array.from({ length: 10 }, () => ask(["2"], 1));
    expect(ends).toHaveLength(1);
    ends[0]?.resolve("read once");
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["read once"]));
    expect(await ask(["2"], 2)).toBe("read once");
  });

  it("C5 is read apart for a request that sees another change or may see something else, while the first is still read", async () => {
    const { ends, ask } = heldReads("another key meanwhile");
    const asked = [ask(["1", null]), ask(["2", null]), ask(["1", "a department"])];
    expect(ends).toHaveLength(3);
    for (const [index, { resolve }] of [...ends.entries()].reverse()) resolve(`value ${String(index)}`);
    expect(await Promise.all(asked)).toEqual(["value 0", "value 1", "value 2"]);
    expect(await ask(["2", null], 1)).toBe("value 1");
  });

  it("C5 fails for each request that waits where it cannot be read, and the next one reads it", async () => {
    const { ends, ask } = heldReads("cannot be read");
    const asked = Array.from({ length: 10 }, () => ask(["1"]));
    for (const { reject } of ends) reject(new Error("unreadable"));
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(asked.map(() => "rejected"));
    const again = ask(["1"], 1);
    expect(ends).toHaveLength(2);
    ends[1]?.resolve("readable");
    expect(await again).toBe("readable");
  });

  it("C5 is read by one request at a time, however long that takes", async () => {
    const { ends, ask } = heldReads("however long");
    const first = ask(["1"]);
    ends[0]?.resolve("first");
    await first;
    const [slow, ...others] = [ask(["1"], 60), ask(["1"], 119), ask(["1"], 125)];
    expect(await Promise.all(others)).toEqual(["first", "first"]);
    expect(ends).toHaveLength(2);
    ends[1]?.resolve("second");
    expect([await slow, await ask(["1"], 119)]).toEqual(["second", "second"]);
  });
});

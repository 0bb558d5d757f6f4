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

  it("C5 that another request has read meanwhile stays, although an earlier attempt fails", async () => {
    const kept = untilNextChange<string>("read meanwhile", 10);
    await kept(["1"], at(0), () => Promise.resolve("first"));
    let fail = (_error: Error): void => undefined;
    const failing = kept(["1"], at(60), () => new Promise((_resolve, reject) => (fail = reject)));
    expect(await kept(["1"], at(120), () => Promise.resolve("second"))).toBe("second");
    fail(new Error("unreadable"));
    await expect(failing).rejects.toThrow("unreadable");
    expect(await kept(["1"], at(121), fails)).toBe("second");
  });
});

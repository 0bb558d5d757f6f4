import { describe, expect, it } from "vitest";
import { BoundedLine, type Leave } from "@/lib/server/request/bounded-line";

/** Sources in the order in which they were admitted; null for those that were refused. */
function ask(line: BoundedLine, source: string, admitted: (source: string, leave: Leave) => void): Promise<boolean> {
  return line.enter(source).then((leave) => {
    if (leave !== null) admitted(source, leave);
    return leave !== null;
  });
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe("M3 the waiting line before passwords", () => {
  it("M3 admits a limited number at once, lets a limited number wait, and refuses the rest at once", async () => {
    const line = new BoundedLine({ running: 2, waiting: 3 });
    const leaves: Leave[] = [];
    const asked = Array.from({ length: 8 }, () => ask(line, "a", (_source, leave) => leaves.push(leave)));
    await settled();
    expect(leaves).toHaveLength(2);
    expect(await Promise.all(asked.slice(5))).toEqual([false, false, false]);
    while (leaves.length < 5) {
      leaves.at(-1)?.();
      leaves.at(-2)?.();
      await settled();
    }
    expect(await Promise.all(asked.slice(0, 5))).toEqual([true, true, true, true, true]);
  });

  it("M3 counts a leaving source once, however often it calls", async () => {
    const line = new BoundedLine({ running: 1, waiting: 2 });
    const leave = await line.enter("a");
    const [second, third] = [line.enter("a"), line.enter("a")];
    leave?.();
    leave?.();
    expect(await second).not.toBeNull();
    expect(await Promise.race([third, Promise.resolve("waiting")])).toBe("waiting");
  });

  it("M3 gives sources turns, so that a flood from one does not keep another out", async () => {
    const line = new BoundedLine({ running: 1, waiting: 4 });
    const order: string[] = [];
    let leave: Leave = () => undefined;
    const note = (source: string, mine: Leave): void => {
      order.push(source);
      leave = mine;
    };
    const flood = Array.from({ length: 9 }, () => ask(line, "flood", note));
    await settled();
    const other = ask(line, "other", note);
    await settled();
    for (let turn = 0; turn < 5; turn += 1) {
      leave();
      await settled();
    }
    expect(await other).toBe(true);
    expect(order).toEqual(["flood", "other", "flood", "flood", "flood"]);
    expect((await Promise.all(flood)).filter(Boolean)).toHaveLength(4);
  });

  it("M3 makes no room for a source that waits as often as the others", async () => {
    const line = new BoundedLine({ running: 1, waiting: 2 });
    await line.enter("a");
    void line.enter("a");
    void line.enter("b");
    expect(await line.enter("b")).toBeNull();
    expect(await line.enter("a")).toBeNull();
  });
});

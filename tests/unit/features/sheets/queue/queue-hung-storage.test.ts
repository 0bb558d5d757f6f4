import { describe, expect, it } from "vitest";
import { change, draft, settled, tab, World } from "./queue-fakes";

const ITEM = "kuko-2:3.1.1:1";
const KEY = `person-1|sheet-1|${ITEM}`;

/** Lets the time of everything pass that waits for a while. */
async function patienceEnds(timers: (() => void)[]): Promise<void> {
  await settled();
  for (const task of timers.splice(0)) task();
  await settled();
}

describe("M11 a browser whose storage neither answers nor fails", () => {
  it("M11 does not hold the queue: after a while it sends from memory, each answer once, and says so", async () => {
    const world = new World();
    world.storage = "hung";
    const { queue, timers } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    await settled();
    expect(world.server.size, "it waits for the storage first").toBe(0);
    await patienceEnds(timers);
    expect(world.server.get(ITEM)).toMatchObject({ status: "partial", version: 1 });
    expect(queue.snapshot()).toMatchObject({ stuck: true, entries: new Map() });
    queue.change(change({ draft: draft({ status: "implemented" }), version: 1 }), 0);
    queue.change(change({ itemId: "item-2" }), 0);
    await settled();
    expect(world.server.get(ITEM), "and waits only once").toMatchObject({ status: "implemented", version: 2 });
    expect(world.server.get("item-2")).toMatchObject({ version: 1 });
    expect(world.requests).toHaveLength(3);
  });

  it("M11 resumes an earlier page's journal and answers the page before handing in", async () => {
    const world = new World();
    world.storage = "hung";
    world.journal.set("item-2", change({ itemId: "item-2" }));
    const { queue, timers } = tab(world);
    void queue.start();
    const unsent = queue.unsentOf("sheet-1");
    await patienceEnds(timers);
    expect(await unsent).toEqual([]);
    expect(world.server.has("item-2")).toBe(true);
  });

  it("M11 that answers late gets the present state: what was sent does not come back, what waits is there", async () => {
    const world = new World();
    world.storage = "hung";
    const { queue, timers } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    await patienceEnds(timers);
    world.reachable = false;
    queue.change(change({ itemId: "item-2" }), 0);
    await settled();
    expect(world.journal.has("item-2"), "the second copy holds it").toBe(true);
    world.wake();
    await settled();
    expect(queue.snapshot().stuck).toBe(false);
    expect([...world.stored.keys()]).toEqual([`person-1|sheet-1|item-2`]);
    expect(world.journal.size).toBe(0);
    world.reachable = true;
    await queue.flush();
    await settled();
    expect([world.server.size, world.stored.size, world.requests.length]).toEqual([2, 0, 2]);
  });

  it("M11 that answers late gives up what an earlier page had stored, and it is sent", async () => {
    const world = new World();
    world.reachable = false;
    tab(world).queue.change(change({ itemId: "item-3" }), 0);
    await settled();
    world.reachable = true;
    world.storage = "hung";
    const { queue, timers } = tab(world);
    void queue.start();
    await patienceEnds(timers);
    expect(queue.snapshot().stuck).toBe(true);
    world.wake();
    await settled();
    expect(world.server.has("item-3")).toBe(true);
    expect(world.stored.has(KEY)).toBe(false);
  });
});

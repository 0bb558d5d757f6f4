import { describe, expect, it } from "vitest";
import { change, draft, savedAnswer, settled, tab, World } from "./queue-fakes";

const ITEM = "kuko-2:3.1.1:1";
const KEY = `person-1|sheet-1|${ITEM}`;

describe("AnswerQueue", () => {
  it("sends a change and forgets it once the server has confirmed it", async () => {
    const world = new World();
    const { queue } = tab(world);
    queue.change(change(), 0);
    expect(queue.snapshot().entries.has(KEY)).toBe(true);
    await settled();
    expect(world.server.get(ITEM)?.version).toBe(1);
    expect(world.stored.size).toBe(0);
    expect(queue.snapshot().entries.size).toBe(0);
    expect(queue.snapshot().saved.get(KEY)?.version).toBe(1);
  });

  it("stores while the text is typed and sends only the last version", async () => {
    const world = new World();
    const { queue, timers } = tab(world);
    for (const remark of ["あ", "あい", "あいう"]) queue.change(change({ draft: draft({ remark }) }), 800);
    await settled();
    expect(world.stored.get(KEY)?.draft.remark).toBe("あいう");
    expect(world.requests).toHaveLength(0);
    expect(timers).toHaveLength(1);
    timers[0]?.();
    await settled();
    expect(world.requests.map((request) => request.draft.remark)).toEqual(["あいう"]);
  });

  it("puts the next change on top of the version that the first one got", async () => {
    const world = new World();
    const { queue } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    queue.change(change({ draft: draft({ status: "notImplemented" }) }), 0);
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "notImplemented", version: 2 });
    expect(world.stored.size).toBe(0);
  });

  it.each(Array.from({ length: 14 }, (_, turns) => turns))("never takes its own answer for another person's (%i turns between)", async (turns) => {
    const world = new World();
    const { queue } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    queue.change(change({ draft: draft({ status: "implemented" }) }), 0);
    await settled();
    expect(world.stored.size).toBe(0);
    expect(world.server.get(ITEM)?.status).toBe("implemented");
  });

  it("repeats a request whose reply was lost word for word, so that it is applied once", async () => {
    const world = new World();
    world.lostReplies = 1;
    const { queue } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    await settled();
    expect(queue.snapshot().connection).toBe("offline");
    queue.change(change({ draft: draft({ status: "implemented" }) }), 0);
    await settled();
    expect(world.requests.map((request) => request.mutationId)).toEqual(["mutation-1", "mutation-1", "mutation-2"]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "implemented", version: 2 });
    expect(world.stored.size).toBe(0);
  });

  it("keeps twenty answers of a closed tab and sends each exactly once from the next", async () => {
    const world = new World();
    world.reachable = false;
    const first = tab(world);
    for (let n = 0; n < 20; n += 1) first.queue.change(change({ itemId: `item-${n}` }), 0);
    await settled();
    expect(first.queue.snapshot().connection).toBe("offline");
    world.reachable = true;
    const second = tab(world);
    const third = tab(world);
    await Promise.all([second.queue.start(), third.queue.start()]);
    for (let n = 0; n < 6; n += 1) await settled();
    expect(world.requests).toHaveLength(20);
    expect(world.seen.size).toBe(20);
    expect(world.stored.size).toBe(0);
  });

  it("resumes a change that had not reached the store", async () => {
    const world = new World();
    world.journal.set(ITEM, change());
    await tab(world).queue.start();
    await settled();
    expect(world.server.get(ITEM)?.status).toBe("implemented");
    expect(world.journal.size).toBe(0);
  });

  it("neither shows nor sends the answers of another account", async () => {
    const world = new World();
    world.reachable = false;
    tab(world).queue.change(change(), 0);
    await settled();
    world.reachable = true;
    const other = tab(world, "person-2");
    await other.queue.start();
    await settled();
    expect(other.queue.snapshot().entries.size).toBe(0);
    expect(world.requests).toHaveLength(0);
    expect(world.stored.size).toBe(1);
  });

  it("asks after a conflict, and sends the own answer only after the choice", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer());
    const { queue } = tab(world);
    queue.change(change({ version: 2 }), 0);
    await settled();
    expect(queue.snapshot().entries.get(KEY)?.problem?.kind).toBe("conflict");
    await queue.flush();
    expect(world.requests).toHaveLength(1);
    await queue.keepMine(KEY);
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "implemented", version: 4 });
  });

  it("shows the other answer when that one is kept, and puts the own one into the history", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer());
    const { queue } = tab(world);
    queue.change(change({ version: 2 }), 0);
    await settled();
    await queue.keepTheirs(KEY);
    await settled();
    expect(queue.snapshot().saved.get(KEY)).toMatchObject({ status: "partial", version: 5 });
    expect(world.server.get(ITEM)).toMatchObject({ status: "partial", version: 5 });
    expect(world.setAside.map((attempt) => attempt.draft.status)).toEqual(["implemented"]);
    expect(world.stored.size).toBe(0);
  });

  it("keeps an answer that the server refuses, and continues with the others", async () => {
    const world = new World();
    world.refusal = { kind: "held", code: "sheet_not_answerable" };
    const { queue } = tab(world);
    queue.change(change(), 0);
    await settled();
    world.refusal = null;
    queue.change(change({ itemId: "item-2" }), 0);
    await settled();
    expect(world.server.has("item-2")).toBe(true);
    expect(world.stored.get(KEY)?.problem).toEqual({ kind: "held", code: "sheet_not_answerable" });
  });

  it("waits for a new sign-in without losing anything", async () => {
    const world = new World();
    world.refusal = { kind: "signedOut" };
    const { queue } = tab(world);
    queue.change(change(), 0);
    await settled();
    expect(queue.snapshot().connection).toBe("signedOut");
    world.refusal = null;
    await queue.flush();
    expect(world.server.has(ITEM)).toBe(true);
  });
});

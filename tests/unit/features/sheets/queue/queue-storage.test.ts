import { describe, expect, it } from "vitest";
import { presentAnswer } from "@/lib/features/sheets/queue/state";
import { change, draft, savedAnswer, settled, tab, World } from "./queue-fakes";

const ITEM = "kuko-2:3.1.1:1";
const KEY = `person-1|sheet-1|${ITEM}`;
const place = { accountId: "person-1", sheetId: "sheet-1", itemId: ITEM };

describe("a browser whose storage cannot be written", () => {
  it.each(["full", "gone"] as const)("sends the answers all the same, each once (%s)", async (storage) => {
    const world = new World();
    world.storage = storage;
    const { queue } = tab(world);
    for (const status of ["partial", "implemented"] as const) {
      queue.change(change({ draft: draft({ status }) }), 0);
      await settled();
      expect(queue.snapshot()).toMatchObject({ connection: "online", entries: new Map() });
    }
    queue.change(change({ itemId: "item-2" }), 0);
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "implemented", version: 2 });
    expect(world.server.get("item-2")).toMatchObject({ version: 1 });
    expect(world.requests.map(({ draft: sent }) => sent.status)).toEqual(["partial", "implemented", "implemented"]);
    expect(world.journal.size, "nothing comes back on the next page").toBe(0);
  });

  it("keeps them in the journal until the server has them, even after the page closes", async () => {
    const world = new World();
    world.storage = "full";
    world.reachable = false;
    const first = tab(world);
    first.queue.change(change({ draft: draft({ remark: "途中" }) }), 0);
    first.queue.change(change({ draft: draft({ remark: "途中まで" }) }), 0);
    await settled();
    expect(first.queue.snapshot().entries.get(KEY)?.draft.remark).toBe("途中まで");
    expect(first.queue.snapshot().unkept, "the journal has it").toBe(false);
    world.reachable = true;
    await tab(world).queue.start();
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ remark: "途中まで", version: 1 });
    expect([world.journal.size, world.requests.length]).toEqual([0, 1]);
  });

  it("does not create a second version of an answer whose reply was lost with the page", async () => {
    const world = new World();
    world.storage = "gone";
    world.lostReplies = 1;
    tab(world).queue.change(change({ draft: draft({ remark: "備考 " }) }), 0);
    await settled();
    world.storage = "sound";
    const second = tab(world);
    await second.queue.start();
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ remark: "備考", version: 1 });
    expect(second.queue.snapshot().entries.size, "nobody is asked about the own answer").toBe(0);
    expect([world.journal.size, world.stored.size]).toEqual([0, 0]);
  });

  it("repeats a request word for word while the page is open", async () => {
    const world = new World();
    world.storage = "full";
    world.lostReplies = 1;
    const { queue } = tab(world);
    queue.change(change(), 0);
    await settled();
    await queue.flush();
    await settled();
    expect(world.requests.map(({ mutationId }) => mutationId)).toEqual([world.requests[0]?.mutationId, world.requests[0]?.mutationId]);
    expect(world.server.get(ITEM)).toMatchObject({ version: 1 });
    expect(queue.snapshot().entries.size).toBe(0);
  });

  it("never puts an older change that failed slowly on top of a newer one", async () => {
    const world = new World();
    world.storage = "full";
    const { queue } = tab(world);
    queue.change(change({ draft: draft({ status: "partial" }) }), 800);
    await Promise.resolve();
    await Promise.resolve();
    world.storage = "sound";
    queue.change(change({ draft: draft({ status: "notImplemented" }) }), 0);
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "notImplemented", version: 1 });
    expect([world.stored.size, world.journal.size, queue.snapshot().entries.size]).toEqual([0, 0, 0]);
  });

  it("uses the storage again as soon as it can", async () => {
    const world = new World();
    world.reachable = false;
    world.storage = "gone";
    const { queue } = tab(world);
    queue.change(change(), 0);
    await settled();
    world.storage = "sound";
    await queue.flush();
    await settled();
    expect(world.stored.get(KEY)?.attempt).not.toBeNull();
    expect(world.journal.size).toBe(0);
  });

  it("holds back neither what an earlier page stored, nor one change because of another that cannot be read", async () => {
    const world = new World();
    world.reachable = false;
    tab(world).queue.change(change({ itemId: "item-2" }), 0);
    await settled();
    world.reachable = true;
    world.storage = "full";
    world.journal.set("broken", { accountId: "person-1", itemId: "broken" } as never);
    world.journal.set(ITEM, change());
    await tab(world).queue.start();
    await settled();
    expect([...world.server.keys()].sort()).toEqual(["item-2", ITEM].sort());
  });

  it("reports an answer that nothing in the browser keeps", async () => {
    const world = new World();
    world.reachable = false;
    world.storage = "gone";
    world.journals = false;
    const { queue } = tab(world);
    queue.change(change(), 0);
    await settled();
    expect(presentAnswer(queue.snapshot(), place, null, String).save).toEqual({ kind: "unkept" });
    world.storage = "sound";
    await queue.flush();
    expect(presentAnswer(queue.snapshot(), place, null, String).save).toEqual({ kind: "waiting" });
  });
});

describe("an earlier page's journal", () => {
  it("does not replace later entries", async () => {
    const world = new World();
    world.journal.set("item-2", change({ itemId: "item-2" }));
    world.journal.set(ITEM, change({ draft: draft({ status: "notImplemented" }) }));
    const { queue } = tab(world);
    const started = queue.start();
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    await started;
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "partial", version: 1 });
    expect(world.server.has("item-2")).toBe(true);
    expect(world.journal.size).toBe(0);
  });
});

describe("the unsent answers of a sheet", () => {
  it("are none once all are sent, and otherwise those that could not be sent", async () => {
    const world = new World();
    world.journal.set("item-2", change({ itemId: "item-2" }));
    const { queue } = tab(world);
    void queue.start();
    queue.change(change(), 800);
    expect(await queue.unsentOf("sheet-1")).toEqual([]);
    expect(world.server.size).toBe(2);
    world.server.set("item-3", savedAnswer());
    queue.change(change({ itemId: "item-3" }), 0);
    queue.change(change({ itemId: "item-4", sheetId: "sheet-2" }), 0);
    expect((await queue.unsentOf("sheet-1")).map(({ itemId, problem }) => [itemId, problem?.kind])).toEqual([["item-3", "conflict"]]);
    world.reachable = false;
    queue.change(change({ draft: draft({ status: "partial" }) }), 0);
    expect((await queue.unsentOf("sheet-1")).map(({ itemId }) => itemId).sort()).toEqual(["item-3", ITEM].sort());
  });
});

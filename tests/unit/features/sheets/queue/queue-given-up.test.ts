import { describe, expect, it } from "vitest";
import type { AnswerStatus } from "@/lib/domain/checking/state";
import { change, draft, savedAnswer, settled, tab, World } from "./queue-fakes";

const ITEM = "kuko-2:3.1.1:1";
const KEY = `person-1|sheet-1|${ITEM}`;

/** The own 実施 conflicted with the other person's 一部実施, which is kept while offline. */
async function givenUp() {
  const world = new World();
  world.server.set(ITEM, savedAnswer());
  const { queue } = tab(world);
  queue.change(change({ version: 2 }), 0);
  await settled();
  world.reachable = false;
  await queue.keepTheirs(KEY);
  await settled();
  world.requests.length = 0;
  const answer = async (status: AnswerStatus) => {
    queue.change(change({ version: 3, draft: draft({ status }) }), 0);
    await settled();
  };
  const connect = async () => {
    world.reachable = true;
    await queue.flush();
    await settled();
  };
  return { world, queue, answer, connect, aside: () => world.setAside.map((attempt) => attempt.draft.status) };
}

describe("an own answer given up in a conflict", () => {
  it("can be given again before it has gone into the history", async () => {
    const { world, queue, answer, connect, aside } = await givenUp();
    await answer("implemented");
    expect(queue.snapshot().entries.get(KEY)).toMatchObject({ setAsideFor: null, draft: { status: "implemented" } });
    await connect();
    expect(aside()).toEqual(["implemented"]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "implemented", version: 6 });
    expect(world.stored.size).toBe(0);
  });

  it("goes into the history before a later entry", async () => {
    const { world, answer, connect, aside } = await givenUp();
    await answer("notImplemented");
    await connect();
    expect(aside()).toEqual(["implemented"]);
    expect(world.requests.map(({ draft: sent, setAsideFor }) => [sent.status, setAsideFor?.status ?? null])).toEqual([
      ["implemented", "partial"],
      ["notImplemented", null],
    ]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "notImplemented", version: 6 });
    expect(world.stored.size).toBe(0);
  });

  it("goes into the history even if another entry is made before its request is under way", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer());
    const { queue } = tab(world);
    queue.change(change({ version: 2 }), 0);
    await settled();
    await queue.keepTheirs(KEY);
    queue.change(change({ version: 3, draft: draft({ status: "notImplemented" }) }), 0);
    await settled();
    expect(world.setAside.map((attempt) => attempt.draft.status)).toEqual(["implemented"]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "notImplemented", version: 6 });
    expect(world.stored.size).toBe(0);
  });

  it("goes into the history even if a third answer arrived, which a newer entry does not overwrite without asking", async () => {
    const { world, queue, answer, connect, aside } = await givenUp();
    await answer("notImplemented");
    world.server.set(ITEM, savedAnswer({ status: "notApplicable", reason: "対象がない", version: 4 }));
    await connect();
    expect(aside()).toEqual(["implemented"]);
    expect(queue.snapshot().entries.get(KEY)).toMatchObject({
      draft: { status: "notImplemented" },
      problem: { kind: "conflict", current: { status: "notApplicable", version: 6 } },
    });
    await queue.keepTheirs(KEY);
    await settled();
    expect(aside()).toEqual(["implemented", "notImplemented"]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "notApplicable", version: 8 });
    expect(world.stored.size).toBe(0);
  });

  it("is asked about again if there is no newer entry and a third answer arrived", async () => {
    const { world, queue, connect } = await givenUp();
    world.server.set(ITEM, savedAnswer({ status: "notImplemented", version: 4 }));
    await connect();
    expect(queue.snapshot().entries.get(KEY)).toMatchObject({
      draft: { status: "implemented" },
      setAsideFor: null,
      problem: { kind: "conflict", current: { version: 4 } },
    });
  });

  it("is kept when the server does not accept it now", async () => {
    const { world, queue, answer, connect, aside } = await givenUp();
    await answer("notImplemented");
    world.refusal = { kind: "held", code: "sheet_not_answerable" };
    await connect();
    expect(queue.snapshot().entries.get(KEY)?.problem?.kind).toBe("held");
    world.refusal = null;
    await queue.retry(KEY);
    await settled();
    expect(aside()).toEqual(["implemented"]);
    expect(world.server.get(ITEM)).toMatchObject({ status: "notImplemented" });
  });

  it("is reported, not dropped, when no history can take it", async () => {
    const { world, queue, answer, connect } = await givenUp();
    await answer("notImplemented");
    world.refusal = { kind: "invalid", message: "使えない文字が入っています。" };
    await connect();
    expect(queue.snapshot().entries.get(KEY)?.problem).toEqual({ kind: "invalid", message: "使えない文字が入っています。" });
  });
});

describe("a choice between two answers", () => {
  it("is shown before it has reached the server", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer());
    const { queue } = tab(world);
    queue.change(change({ version: 2 }), 0);
    await settled();
    let reached = false;
    const decided = queue.keepMine(KEY);
    void settled().then(() => (reached = true));
    world.send = () => new Promise(() => undefined);
    await decided;
    expect(reached).toBe(false);
    expect(queue.snapshot().entries.get(KEY)?.problem).toBeNull();
  });
});

describe("the reason of a 該当なし", () => {
  const notApplicable = change({ draft: draft({ status: "notApplicable", reason: "対象の機器がない" }) });

  it("is restored after another answer, although the server keeps it with 該当なし only", async () => {
    const world = new World();
    const { queue } = tab(world);
    queue.change(notApplicable, 0);
    await settled();
    queue.change({ ...notApplicable, draft: { ...notApplicable.draft, status: "implemented" } }, 0);
    await settled();
    expect(world.server.get(ITEM)).toMatchObject({ status: "implemented", reason: "" });
    expect(queue.snapshot().saved.get(KEY)).toMatchObject({ status: "implemented", reason: "対象の機器がない" });
  });

  it("makes no difference between answers that are not 該当なし", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer({ status: "implemented", version: 5 }));
    const { queue } = tab(world);
    queue.change({ ...notApplicable, draft: { ...notApplicable.draft, status: "implemented" } }, 0);
    await settled();
    expect(queue.snapshot().entries.size).toBe(0);
    expect(world.server.get(ITEM)?.version).toBe(5);
  });

  it("survives a choice between two answers", async () => {
    const world = new World();
    world.server.set(ITEM, savedAnswer());
    const { queue } = tab(world);
    queue.change({ ...notApplicable, draft: { ...notApplicable.draft, status: "notImplemented" } }, 0);
    await settled();
    await queue.keepMine(KEY);
    await settled();
    expect(queue.snapshot().saved.get(KEY)).toMatchObject({ status: "notImplemented", reason: "対象の機器がない" });
  });
});

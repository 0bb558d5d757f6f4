import { describe, expect, it } from "vitest";
import { TYPING_DELAY } from "@/lib/features/sheets/queue/queue";
import { change, draft, settled, tab, World } from "./queue-fakes";

const typed = (remark: string) => change({ draft: draft({ remark }) });

describe("while an input method converts", () => {
  it("M8 nothing is sent: not by the timer of typing, not on leaving the field, not when the connection is back", async () => {
    const world = new World();
    const { queue, timers } = tab(world);
    queue.change(typed("管理"), TYPING_DELAY);
    queue.pause(true);
    for (const due of timers.splice(0)) due();
    await queue.flush();
    await settled();
    expect(world.requests).toEqual([]);
    expect([...world.stored.values()].map((entry) => entry.draft.remark)).toEqual(["管理"]);
  });

  it("M8 what waited is sent with the change that ends the conversion, once", async () => {
    const world = new World();
    const { queue, timers } = tab(world);
    queue.change(typed("管理"), TYPING_DELAY);
    queue.pause(true);
    for (const due of timers.splice(0)) due();
    queue.pause(false);
    queue.change(typed("管理台帳"), TYPING_DELAY);
    await settled();
    expect(world.requests).toEqual([]);
    for (const due of timers.splice(0)) due();
    await settled();
    expect(world.requests.map((attempt) => attempt.draft.remark)).toEqual(["管理台帳"]);
  });

  it("M8 text that arrives after the end (Safari's order) replaces what the end gave, before anything is sent", async () => {
    const world = new World();
    const { queue, timers } = tab(world);
    queue.pause(true);
    queue.pause(false);
    queue.change(typed("かんり"), TYPING_DELAY);
    queue.change(typed("管理"), TYPING_DELAY);
    await settled();
    expect(timers).toHaveLength(1);
    for (const due of timers.splice(0)) due();
    await settled();
    expect(world.requests.map((attempt) => attempt.draft.remark)).toEqual(["管理"]);
  });
});

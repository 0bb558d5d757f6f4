import { describe, expect, it } from "vitest";
import { presentAnswer } from "@/lib/features/sheets/queue/state";
import { notAnsweringWords } from "@/lib/features/sheets/queue/texts";
import { change, settled, tab, World } from "./queue-fakes";

const KEY = "person-1|sheet-1|kuko-2:3.1.1:1";

describe("a portal that answers that it cannot serve now", () => {
  it("is told from a connection that is missing: what waits is kept, and sent again once it serves", async () => {
    const world = new World();
    world.refusal = { kind: "busy" };
    const { queue, timers } = tab(world);
    queue.change(change(), 0);
    await settled();
    expect(queue.snapshot().connection).toBe("notAnswering");
    expect(world.stored.has(KEY)).toBe(true);
    expect(presentAnswer(queue.snapshot(), change(), null, String).save).toEqual({ kind: "waiting" });
    world.refusal = null;
    timers.at(-1)?.();
    await settled();
    expect(queue.snapshot()).toMatchObject({ connection: "online", entries: new Map() });
  });

  it("is not called offline", () => {
    const words = notAnsweringWords(2, "14:32");
    expect(words).toEqual({
      title: "ポータルがいま応答していません。",
      text: "14:32 からの未送信の回答 2件 はこの端末に保存してあり、自動で送り直します。このまま回答できます。",
    });
  });
});

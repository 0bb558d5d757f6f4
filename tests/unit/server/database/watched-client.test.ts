import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchedClient } from "@/lib/server/database/watched-client";
import { setSink } from "@/lib/server/log/report";

interface Sent {
  readonly text: string;
  answer(error?: Error): Promise<void>;
}

let sent: Sent[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  vi.spyOn(pg.Client.prototype, "query").mockImplementation(
    ((asked: string | pg.QueryConfig) =>
      new Promise((resolve, reject) => {
        const answer = async (error?: Error): Promise<void> => {
          if (error) reject(error);
          else resolve({ rows: [] });
          await vi.advanceTimersByTimeAsync(0);
        };
        sent.push({ text: typeof asked === "string" ? asked : asked.text, answer });
      })) as never,
  );
});

afterEach(() => {
  vi.useRealTimers();
});

/** A connection of which the set-up is answered, and whether it was dropped. */
async function connected() {
  const client = new (watchedClient({ suspect: () => Promise.resolve(false) }))();
  const { connection } = client as unknown as { readonly connection: { readonly stream: { destroy(): void } } };
  const dropped = vi.spyOn(connection.stream, "destroy").mockImplementation(() => undefined);
  const ask = async (config: pg.QueryConfig): Promise<Sent> => {
    const before = sent.length;
    client.query(config).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    const [last] = sent.slice(before);
    if (!last) throw new Error("nothing was sent");
    return last;
  };
  return { client, ask, dropped: () => dropped.mock.calls.length > 0 };
}

async function prepared() {
  const made = await connected();
  const setUp = await made.ask({ text: "SELECT 1" });
  await setUp.answer();
  await sent[1]?.answer();
  return made;
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

describe("C5 the set-up of a connection", () => {
  it("C5 is sent once, before the first statement", async () => {
    const { ask } = await prepared();
    await ask({ text: "SELECT 2" });
    expect(sent.map(({ text }) => text)).toEqual([expect.stringMatching(/^SET lock_timeout/), "SELECT 1", "SELECT 2"]);
  });

  it("C5 that failed fails what waited for it, and is sent again before the next statement", async () => {
    const { client } = await connected();
    const waiting = [client.query("SELECT 1"), client.query("SELECT 2")].map((answer) => expect(answer).rejects.toThrow("cancelled"));
    await vi.advanceTimersByTimeAsync(0);
    await sent[0]?.answer(new Error("cancelled"));
    await Promise.all(waiting);
    const next = client.query("SELECT 3");
    await vi.advanceTimersByTimeAsync(0);
    await sent[1]?.answer();
    await sent[2]?.answer();
    await next;
    expect(sent.map(({ text }) => text)).toEqual([expect.stringMatching(/^SET/), expect.stringMatching(/^SET/), "SELECT 3"]);
  });
});

describe("C5 a statement without an answer for 40 seconds", () => {
  it("C5 ends its connection", async () => {
    const { ask, dropped } = await prepared();
    await ask({ text: "SELECT 2" });
    await seconds(40);
    expect(dropped()).toBe(false);
    await seconds(4);
    expect(dropped()).toBe(true);
  });

  it.each([2, 3, 5])("C5 does not while others of %i that were sent with it had their turn", async (count) => {
    const { ask, dropped } = await prepared();
    const asked: Sent[] = [];
    for (let place = 0; place < count; place += 1) asked.push(await ask({ text: `SELECT ${String(place)}` }));
    for (const one of asked) {
      await seconds(29);
      expect(dropped()).toBe(false);
      await one.answer();
    }
    await seconds(60);
    expect(dropped()).toBe(false);
  });

  it("C5 does once its own turn lasts that long", async () => {
    const { ask, dropped } = await prepared();
    const first = await ask({ text: "SELECT 2" });
    await ask({ text: "SELECT 3" });
    await seconds(29);
    await first.answer();
    await seconds(39);
    expect(dropped()).toBe(false);
    await seconds(5);
    expect(dropped()).toBe(true);
  });
});

describe("C5 the log of slow statements", () => {
  let lines: unknown[] = [];
  beforeEach(() => {
    lines = [];
    setSink((level, event, fields) => void lines.push([level, event, fields]));
  });
  afterEach(() => {
    setSink(null);
  });

  it("C5 has the name, the text and the time of its own turn", async () => {
    const { ask } = await prepared();
    const first = await ask({ name: "portal_7", text: "SELECT *\n    FROM sheet WHERE id = $1", values: ["secret"] });
    const second = await ask({ name: "portal_8", text: "SELECT 1" });
    await seconds(1);
    await first.answer();
    await vi.advanceTimersByTimeAsync(999);
    await second.answer();
    expect(lines).toEqual([["warn", "slow statement", { statement: "portal_7", milliseconds: 1000, text: "SELECT * FROM sheet WHERE id = $1" }]]);
  });

  it.each([
    ["the scope and the request of an opening", "BEGIN; SELECT set_config('app.request', '{\"tokenHash\":\"ab\"}', true)", "BEGIN"],
    ["a cursor's command", "FETCH 100 FROM exported", "FETCH"],
  ])("C5 has no value that is part of a text: %s", async (_name, text, said) => {
    const { ask } = await prepared();
    const slow = await ask({ text });
    await seconds(5);
    await slow.answer();
    expect(lines).toEqual([["warn", "slow statement", { statement: "", milliseconds: 5000, text: said }]]);
  });

  it.each([
    ["a statement of thirty thousand parameters", `INSERT INTO person (id) VALUES ${"($1),\n".repeat(30_000)}($2)`],
    ["a text without a space", `SELECT ${"x".repeat(100_000)}`],
    ["a command of an opening", "x".repeat(100_000)],
  ])("C5 has the beginning of a long text alone: %s", async (_name, text) => {
    const { ask } = await prepared();
    const slow = await ask({ text, values: text.startsWith("x") ? [] : ["1", "2"] });
    await seconds(1);
    await slow.answer();
    const [[, , fields]] = lines as [[string, string, { readonly text: string }]];
    expect(fields.text.length).toBeLessThanOrEqual(2_000);
    expect(fields.text.length).toBeGreaterThan(1_000);
    expect(text.replaceAll("\n", " ").startsWith(fields.text)).toBe(true);
  });

  it("C5 has a text of that length to its end", async () => {
    const text = `SELECT ${"x".repeat(1_993)}`;
    const { ask } = await prepared();
    const slow = await ask({ text, values: ["1"] });
    await seconds(1);
    await slow.answer();
    expect(lines).toEqual([["warn", "slow statement", { statement: "", milliseconds: 1000, text }]]);
  });

  it("C5 has no line of a statement that the server did not answer: that is an outage", async () => {
    const { ask } = await prepared();
    const lost = await ask({ name: "portal_9", text: "SELECT 1" });
    await seconds(5);
    await lost.answer(new Error("Connection terminated unexpectedly"));
    expect(lines).toEqual([]);
    const refused = await ask({ name: "portal_9", text: "SELECT 1" });
    await seconds(3);
    await refused.answer(new pg.DatabaseError("canceling statement due to lock timeout", 0, "error"));
    expect(lines).toHaveLength(1);
  });
});

import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { exportAnswers } from "@/lib/features/results/answers-export/queries";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { closeDatabase, inScope, type Transaction } from "@/lib/server/database/client";
import type { Streamed } from "@/lib/server/use-cases/operation";
import { streamed } from "@/lib/server/use-cases/streamed";
import { as, codeOf, cycle, NOW, prepareSheetGround, rows } from "@/tests/support/sheet-ground";
import { readExport, textOf } from "@/tests/support/streamed";

/* Responses that are written while they are read. */

prepareSheetGround();

/** How often to look, and when to give up: it takes a fraction of that on a busy machine too. */
const PATIENTLY = { interval: 20, timeout: 20_000 };

type Write = (transaction: Transaction) => AsyncIterable<string>;

/** Begins to stream as a use case does: in the transaction that decides. */
const start = (write: Write, longest?: number) =>
  inScope(as("ciso").scope, (deciding) => Promise.resolve(streamed(deciding, as("ciso").scope, write, longest === undefined ? {} : { longest })));

/** Retries until a place is free: the place of a reader who left is freed when the next piece would be written. */
async function begin(write: Write, longest?: number): Promise<Streamed> {
  const begun: Streamed[] = [];
  await expect
    .poll(async () => {
      const result = await start(write, longest);
      if (result.ok) begun.push(result.value);
      return result.ok;
    }, PATIENTLY)
    .toBe(true);
  return begun[0] as Streamed;
}

async function* endless(transaction: Transaction): AsyncGenerator<string> {
  for (;;) yield JSON.stringify(await transaction.$queryRaw`SELECT 1 AS one`);
}

/** Waits until nothing that can be done without the reader is left to do. */
async function standsStill(progress: () => number): Promise<void> {
  for (let before = -1; before !== progress(); await new Promise(setImmediate)) before = progress();
}

/** Waits until the database has ended the connection that this process of it serves. */
const ended = (pid: number) => expect.poll(() => rows("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [pid]), PATIENTLY).toEqual([]);

const exportOf = async (cycleId: string) => {
  const result = await exportAnswers(as("auditor"), { cycleId }, NOW);
  if (!result.ok) throw new Error(result.refusal.detail);
  return readExport(result.value);
};

describe("a response that is written while it is read", () => {
  it("is complete, and reads no further ahead than the reader asks", async () => {
    let made = 0;
    async function* counted(): AsyncGenerator<string> {
      for (made = 1; made <= 1000; made += 1) yield `${String(made)};`;
    }
    const answer = await begin(counted);
    const reader = answer.pieces.getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value);
    await standsStill(() => made);
    expect(made).toBeLessThan(10);
    for (let next = await reader.read(); !next.done; next = await reader.read()) text += decoder.decode(next.value);
    expect(text).toBe(Array.from({ length: 1000 }, (_, index) => `${String(index + 1)};`).join(""));
  });

  it("sees one snapshot of the database, whatever is saved in the meantime", async () => {
    const { cycleId, sheets, items } = await cycle();
    const before = await exportOf(cycleId);
    const itemId = items.handler[0]!;
    async function* twice(transaction: Transaction): AsyncGenerator<string> {
      const read = () => transaction.$queryRaw`SELECT status FROM answer WHERE sheet_id = ${sheets.handler}::uuid AND item_id = ${itemId}`;
      const first = JSON.stringify(await read());
      expect(codeOf(await saveAnswer(as("handler"), { sheetId: sheets.handler, itemId, status: "notImplemented", version: 1 }, NOW))).toBe("ok");
      yield String(JSON.stringify(await read()) === first);
    }
    expect(await textOf(await begin(twice))).toBe("true");
    const after = await exportOf(cycleId);
    const answerIn = (file: typeof before) => file.sheets.find(({ id }) => id === sheets.handler)?.answers[itemId];
    expect([answerIn(before), answerIn(after)]).toEqual(["implemented", "notImplemented"]);
  });

  it("is refused while two are running, and frees its place once a reader leaves", async () => {
    const [one, other] = [await begin(endless), await begin(endless)];
    const third = await start(endless);
    expect(third.ok ? "ok" : third.refusal.code).toBe("busy");
    await one.pieces.cancel();
    const next = await begin(endless);
    for (const { pieces } of [other, next]) await pieces.cancel();
  });

  it.each([
    ["lost against another one", Object.assign(new Error("lost"), { code: "40001" })],
    ["failed", new Error("failed")],
  ])("M12 takes no place and reads nothing for a decision that %s", async (_what, failure) => {
    let begun = 0;
    async function* counted(): AsyncGenerator<string> {
      begun += 1;
      yield "1";
    }
    const { scope } = as("ciso");
    /** Decides once there is a place; the first attempt fails after it took that place. */
    async function decide(): Promise<Streamed | undefined> {
      let attempts = 0;
      const result = await inScope(scope, (deciding) => {
        const taken = streamed(deciding, scope, counted);
        if (taken.ok) attempts += 1;
        return taken.ok && attempts === 1 ? Promise.reject(failure) : Promise.resolve(taken);
      }).catch((error: unknown) => error);
      if (result === failure) return undefined;
      const { ok, value } = result as { readonly ok: boolean; readonly value: Streamed };
      return ok ? value : decide();
    }
    for (let time = 0; time < 3; time += 1) {
      const decided = await decide();
      expect(decided && (await textOf(decided))).toBe("code" in failure ? "1" : undefined);
    }
    expect(begun).toBe("code" in failure ? 3 : 0);
    for (const { pieces } of [await begin(endless), await begin(endless)]) await pieces.cancel();
  });

  it("M12 is read to its end by a reader who pauses for longer than other transactions may be idle", async () => {
    const send = pg.Client.prototype.query;
    const sent = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function hasty(this: pg.Client, ...given: unknown[]) {
      const shorter = given.map((one) =>
        typeof one === "string" ? one.replace("idle_in_transaction_session_timeout = '30s'", "idle_in_transaction_session_timeout = '300ms'") : one,
      );
      return Reflect.apply(send, this, shorter) as never;
    } as never);
    await closeDatabase();
    const serverOf = async (transaction: Transaction) => (await transaction.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid ?? 0;
    let made = 0;
    async function* pieces(transaction: Transaction): AsyncGenerator<string> {
      for (let piece = 1; piece <= 5; piece += 1) {
        const text = `${String(await serverOf(transaction))};`;
        made = piece;
        yield text;
      }
    }
    try {
      const reader = (await begin(pieces)).pieces.getReader();
      const first = new TextDecoder().decode((await reader.read()).value);
      // One was read, one can be, and the next waits for its place: the stream asks the database nothing until the reader goes on.
      await expect.poll(() => made, PATIENTLY).toBe(3);
      // Another transaction begins to be idle only now, and the database ends it: so the reader pauses for longer than that takes.
      const idle = inScope(as("ciso").scope, async (transaction) => {
        await ended(await serverOf(transaction));
        return transaction.$queryRaw`SELECT 1`;
      });
      await expect(idle).rejects.toThrow("cannot serve now");
      let text = first;
      for (let next = await reader.read(); !next.done; next = await reader.read()) text += new TextDecoder().decode(next.value);
      expect(text).toBe(first.repeat(5));
    } finally {
      sent.mockRestore();
      await closeDatabase();
    }
  });

  it("ends by itself if nobody reads, and a late reader can see that it is a part", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const unread = await begin(endless, 300);
    await expect.poll(() => log.mock.calls.length, PATIENTLY).toBe(1);
    await expect(textOf(unread)).rejects.toThrow("not read in time");
    const [one, other] = [await begin(endless), await begin(endless)];
    for (const { pieces } of [one, other]) await pieces.cancel();
  });

  it("breaks off if reading fails, so that a part never looks complete, and logs the failure", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    async function* failing(transaction: Transaction): AsyncGenerator<string> {
      yield "[1,";
      await transaction.$queryRaw`SELECT 1 / 0`;
      yield "2]";
    }
    await expect(textOf(await begin(failing))).rejects.toThrow();
    await expect.poll(() => log.mock.calls.length, PATIENTLY).toBe(1);
  });

  it("cannot write: its transaction is read-only", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { sheets } = await cycle();
    const answered = () => rows("SELECT answered FROM sheet WHERE id = $1", [sheets.handler]);
    const before = await answered();
    async function* writing(transaction: Transaction): AsyncGenerator<string> {
      await transaction.$executeRaw`UPDATE sheet SET answered = answered + 1 WHERE operator_id = portal_operator()`;
      yield "1";
    }
    await expect(textOf(await begin(writing))).rejects.toThrow();
    expect(await answered()).toEqual(before);
  });
});

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withClient } from "@/lib/runtime/portal-logins";
import { closeDatabase, inScope, outOfScope, Prisma, type Transaction } from "@/lib/server/database/client";
import type { Scope } from "@/lib/server/scope/scope";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";

/* Conversion of values between the portal and PostgreSQL, and the guarantees of a transaction. */

const SCOPE = { kind: "platform", accountId: null } as unknown as Scope;
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase("content");
  serveDatabase(database);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const readOne = (sql: Prisma.Sql) => outOfScope(async (client) => (await client.$queryRaw<{ value: unknown }[]>(sql))[0]?.value);

describe("values of hand-written SQL", () => {
  it.each([
    ["a bigint beyond what a number holds", Prisma.sql`SELECT 9007199254740993::bigint AS value`, 9007199254740993n],
    ["an integer", Prisma.sql`SELECT 7::int AS value`, 7],
    ["a date, as midnight UTC in every time zone", Prisma.sql`SELECT '2028-02-29'::date AS value`, new Date("2028-02-29T00:00:00Z")],
    ["an instant", Prisma.sql`SELECT '2027-03-31T23:59:59.123+09:00'::timestamptz AS value`, new Date("2027-03-31T14:59:59.123Z")],
    ["JSON", Prisma.sql`SELECT '{"a": [1, null]}'::jsonb AS value`, { a: [1, null] }],
    [
      "a list of texts with everything that has a meaning in a list",
      Prisma.sql`SELECT ${["a,b", '"c"', "{d}", "\\e", "", "NULL"]}::text[] AS value`,
      ["a,b", '"c"', "{d}", "\\e", "", "NULL"],
    ],
    ["a list of ids", Prisma.sql`SELECT ${["00000000-0000-4000-8000-000000000001"]}::uuid[] AS value`, ["00000000-0000-4000-8000-000000000001"]],
    ["an instant that was sent", Prisma.sql`SELECT ${new Date("2027-03-31T14:59:59.123Z")}::timestamptz AS value`, new Date("2027-03-31T14:59:59.123Z")],
    ["the day of an instant that was sent, in UTC", Prisma.sql`SELECT ${new Date("2027-03-31T23:30:00Z")}::date AS value`, new Date("2027-03-31T00:00:00Z")],
    ["a bigint that was sent", Prisma.sql`SELECT ${9007199254740993n}::bigint AS value`, 9007199254740993n],
    ["nothing", Prisma.sql`SELECT ${null}::text AS value`, null],
    ["text that would be SQL", Prisma.sql`SELECT ${"'; DROP TABLE audit; --"} AS value`, "'; DROP TABLE audit; --"],
  ])("are exact: %s", async (_name, sql, expected) => {
    expect(await readOne(sql)).toEqual(expected);
  });

  it("are refused if no type holds them exactly: a numeric has to be cast", async () => {
    await expect(readOne(Prisma.sql`SELECT sum(one) AS value FROM (VALUES (1::bigint)) AS t (one)`)).rejects.toThrow("cast it in the statement");
    expect(await readOne(Prisma.sql`SELECT sum(one)::int AS value FROM (VALUES (1::bigint)) AS t (one)`)).toBe(1);
  });
});

describe("a transaction", () => {
  const told = () =>
    inScope(SCOPE, async (transaction) => {
      const rows = await transaction.$queryRaw<{ one: string }[]>`SELECT coalesce(current_setting('portal.told', true), '') AS one`;
      return rows[0]?.one;
    });

  it("runs raw statements and models together: both see the other's writes", async () => {
    await inScope(SCOPE, async (transaction) => {
      await transaction.$executeRaw`INSERT INTO audit (at, action, target, outcome, detail) VALUES (now(), 'test.raw', 'raw', 'done', '{}')`;
      await transaction.audit.createMany({ data: [{ at: new Date(), action: "test.model", target: "model", outcome: "done", detail: {} }] });
      expect(await transaction.audit.count({ where: { action: { startsWith: "test." } } })).toBe(2);
      throw new Error("undo");
    }).catch((error: unknown) => {
      expect(String(error)).toBe("Error: undo");
    });
    expect(await inScope(SCOPE, (transaction) => transaction.audit.count({ where: { action: { startsWith: "test." } } }))).toBe(0);
  });

  it("is rolled back with an error if a statement failed in it and the work ignored that", async () => {
    const swallowing = inScope(SCOPE, async (transaction) => {
      await transaction.$executeRaw`SELECT set_config('portal.told', 'kept', false)`;
      await transaction.$queryRaw`SELECT 1 / 0`.catch(() => undefined);
      return "done";
    });
    await expect(swallowing).rejects.toThrow("nothing of it was kept");
    expect(await told()).toBe("");
  });

  it("accepts nothing once it is over: a query that was not awaited cannot reach another transaction", async () => {
    let late: Promise<unknown> = Promise.resolve();
    let model: Promise<unknown> = Promise.resolve();
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    await inScope(SCOPE, async (transaction) => {
      await transaction.$queryRaw`SELECT 1`;
      late = over.then(() => transaction.$queryRaw`SELECT set_config('portal.told', 'late', false)`);
      model = over.then(() => transaction.edition.count());
    });
    const refusals = [expect(late).rejects.toThrow("the transaction is over"), expect(model).rejects.toThrow("the transaction is over")];
    end();
    await Promise.all(refusals);
    expect(await told()).toBe("");
  });

  describe("with a last statement, which the commit follows at once", () => {
    const note = (target: string) => Prisma.sql`INSERT INTO audit (at, action, target, outcome, detail) VALUES (now(), 'last.note', ${target}, 'done', '{}')`;
    const noted = (target: string) => inScope(SCOPE, (transaction) => transaction.audit.count({ where: { action: "last.note", target } }));

    it("keeps everything of it", async () => {
      const value = await inScope(SCOPE, async (transaction) => {
        await transaction.$executeRaw(note("kept"));
        transaction.$executeLast(note("kept"));
        return "done";
      });
      expect([value, await noted("kept")]).toEqual(["done", 2]);
    });

    it("keeps nothing, and says why, if that statement fails", async () => {
      const failing = inScope(SCOPE, async (transaction) => {
        await transaction.$executeRaw(note("failed"));
        transaction.$executeLast(Prisma.sql`INSERT INTO audit (at, action, target, outcome, detail) VALUES (now(), NULL, 'failed', 'done', '{}')`);
      });
      await expect(failing).rejects.toMatchObject({ code: "23502" });
      expect(await noted("failed")).toBe(0);
    });

    it.each([
      ["an invalid date", new Date(Number.NaN)],
      ["an invalid date in a list", [new Date(Number.NaN)]],
      ["an object with a bigint", { one: 1n }],
    ])("C5 keeps nothing if that statement cannot be sent: %s", async (name, value) => {
      const failing = inScope(SCOPE, async (transaction) => {
        await transaction.$executeRaw(note(name));
        transaction.$executeLast(Prisma.sql`UPDATE audit SET target = ${value} WHERE false`);
      });
      await expect(failing).rejects.toThrow(/Invalid time value|BigInt/);
      expect(await noted(name)).toBe(0);
    });

    it("C5 keeps nothing if a second one is to be the last", async () => {
      const twice = inScope(SCOPE, async (transaction) => {
        await transaction.$executeRaw(note("twice"));
        transaction.$executeLast(note("twice"));
        transaction.$executeLast(note("twice"));
      });
      await expect(twice).rejects.toThrow("the transaction is over");
      expect(await noted("twice")).toBe(0);
    });

    it("keeps nothing if the work throws after it", async () => {
      const throwing = inScope(SCOPE, (transaction) => {
        transaction.$executeLast(note("thrown"));
        throw new Error("undo");
      });
      await expect(throwing).rejects.toThrow("undo");
      expect(await noted("thrown")).toBe(0);
    });

    it("refuses what is asked after it, with everything undone", async () => {
      const asking = inScope(SCOPE, async (transaction) => {
        transaction.$executeLast(note("asked"));
        await transaction.$queryRaw`SELECT 1`;
      });
      await expect(asking).rejects.toThrow("the transaction is over");
      expect(await noted("asked")).toBe(0);
    });

    it("is tried again after a conflict with another one", async () => {
      let tries = 0;
      await inScope(SCOPE, async (transaction) => {
        tries += 1;
        if (tries === 1) transaction.$executeLast(Prisma.sql`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$`);
        else transaction.$executeLast(note("again"));
      });
      expect([tries, await noted("again")]).toEqual([2, 1]);
    });
  });

  it.each(["40001", "40P01"])("M4 is tried again after a conflict that its work ignored: %s", async (code) => {
    let tries = 0;
    const done = await inScope(SCOPE, async (transaction) => {
      tries += 1;
      const lost = `DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END $$`;
      if (tries === 1) await transaction.$queryRawUnsafe(lost).catch(() => undefined);
      return "done";
    });
    expect([tries, done]).toEqual([2, "done"]);
  });

  describe("that is over", () => {
    const held = async (): Promise<Transaction["audit"]> => {
      const taken: { model?: Transaction["audit"] } = {};
      await inScope(SCOPE, async (transaction) => {
        taken.model = transaction.audit;
        await transaction.audit.count();
      });
      if (!taken.model) throw new Error("no model was taken");
      return taken.model;
    };
    const data = { at: new Date(), action: "held.model", target: "held", outcome: "done", detail: {} };
    const kept = () => inScope(SCOPE, (transaction) => transaction.audit.count({ where: { action: "held.model" } }));

    it("C5 refuses a model that was taken during it, between transactions and within the next one", async () => {
      const model = await held();
      await expect(model.createMany({ data: [data] })).rejects.toThrow("the transaction is over");
      await inScope(SCOPE, async (transaction) => {
        await transaction.audit.count();
        await expect(model.createMany({ data: [data] })).rejects.toThrow("the transaction is over");
        await expect(model.count()).rejects.toThrow("the transaction is over");
      });
      expect(await kept()).toBe(0);
    });

    /** Of several statements, one after another and some at once. */
    const editions = (transaction: Transaction) =>
      transaction.edition.findMany({ include: { published: true, sections: { include: { items: { include: { section: true } } } }, items: true } });
    /** Counts the statements of that operation that are sent from now on. */
    const sent = () => {
      const query = vi.spyOn(pg.Client.prototype, "query");
      return () => query.mock.calls.filter((call) => JSON.stringify(call[0])?.includes("edition")).length;
    };
    /** A whole transaction, answered by the database: what was about to be sent has been sent by then. */
    const another = () => inScope(SCOPE, (transaction) => transaction.$queryRaw`SELECT 1`);

    it("C5 keeps nothing if it did not wait for an operation of a model, which is over before another transaction has the connection", async () => {
      let running: Promise<unknown> = Promise.resolve();
      const count = sent();
      const work = inScope(SCOPE, async (transaction) => {
        await transaction.audit.createMany({ data: [data] });
        running = editions(transaction);
        running.catch(() => undefined);
      });
      await expect(work).rejects.toThrow("was not waited for");
      const before = count();
      expect(before).toBeGreaterThan(0);
      await expect(running).rejects.toThrow();
      await another();
      expect(count()).toBe(before);
      expect(await kept()).toBe(0);
    });

    it.each([
      ["threw", () => Promise.reject(new Error("undo"))],
      ["saw a statement fail", (transaction: Transaction) => transaction.$queryRaw`SELECT 1 / 0`],
    ])("C5 sends nothing more of an operation that still ran when its work %s", async (_name, failing) => {
      const count = sent();
      let running: Promise<unknown> = Promise.resolve();
      const work = inScope(SCOPE, (transaction) => {
        running = editions(transaction);
        return Promise.all([running, failing(transaction)]);
      });
      await expect(work).rejects.toThrow();
      await expect(running).rejects.toThrow();
      const before = count();
      expect(before).toBeGreaterThan(0);
      await another();
      expect(count()).toBe(before);
    });
  });

  it("returns the same time by models and by SQL, whatever the time zone of the database", async () => {
    const at = new Date("2027-03-31T14:59:59.123Z");
    const name = new URL(database.ownerUrl).pathname.slice(1);
    await withClient(database.ownerUrl, (client) => client.query(`ALTER DATABASE "${name}" SET timezone = 'Asia/Tokyo'`));
    await closeDatabase();
    await inScope(SCOPE, async (transaction) => {
      await transaction.audit.createMany({ data: [{ at, action: "zone.model", target: "zone", outcome: "done", detail: {} }] });
      await transaction.$executeRaw`INSERT INTO audit (at, action, target, outcome, detail) VALUES (${at}, 'zone.raw', 'zone', 'done', '{}')`;
      const byModel = await transaction.audit.findMany({ where: { target: "zone" }, select: { at: true } });
      const bySql = await transaction.$queryRaw<{ at: Date }[]>`SELECT at FROM audit WHERE target = 'zone'`;
      expect([...byModel, ...bySql].map((row) => row.at)).toEqual([at, at, at, at]);
    });
  });

  it("leaves its connection as it was, however it ended", async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      await inScope(SCOPE, (transaction) => transaction.$queryRaw`SELECT 1 / 0`).catch(() => undefined);
      await outOfScope((client) => client.$queryRaw`SELECT 1 / 0`).catch(() => undefined);
    }
    expect(await readOne(Prisma.sql`SELECT coalesce(current_setting('app.scope', true), '') AS value`)).toBe("");
    expect(
      await readOne(Prisma.sql`SELECT count(*)::int AS value FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()`),
    ).toBe(0);
  });

  it("each of many at once stays on its own connection, including models", async () => {
    const stays = (index: number) =>
      inScope({ ...SCOPE, kind: "job", operatorId: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` } as unknown as Scope, async (transaction) => {
        const before = await transaction.$queryRaw<{ one: string }[]>`SELECT portal_operator()::text AS one`;
        await transaction.edition.findUnique({ where: { id: "none" } });
        const after = await transaction.$queryRaw<{ one: string }[]>`SELECT portal_operator()::text AS one`;
        return before[0]?.one === after[0]?.one && before[0]?.one.endsWith(String(index).padStart(12, "0"));
      });
    // As many at once as there are connections: one more would wait for one, which on a busy machine takes longer than it may.
    const seen = await Promise.all(
      Array.from({ length: 12 }, async (_, lane) => {
        const ofLane: unknown[] = [];
        for (let turn = 0; turn < 5; turn += 1) ofLane.push(await stays(lane * 5 + turn));
        return ofLane;
      }),
    );
    expect(new Set(seen.flat())).toEqual(new Set([true]));
  });
});

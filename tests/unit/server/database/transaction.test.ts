import type pg from "pg";
import { describe, expect, it } from "vitest";
import type { Queryable, Raw } from "@/lib/server/database/statement";
import { inTransaction, onConnection } from "@/lib/server/database/transaction";
import { Prisma } from "@/prisma/generated/client";

type Answer = "fails" | { readonly command?: string; readonly rowCount?: number; readonly rows?: readonly object[] };

const OPENING = "BEGIN; SET LOCAL app.scope = 'own'";

/** A server that answers a message, all that is sent at once, in the turn of the event loop after it. `answers`: by the text, if not with success. */
function server(answers: Readonly<Record<string, Answer>> = {}) {
  const messages: string[][] = [];
  let open: string[] | null = null;
  let answered: Promise<void> = Promise.resolve();
  const connection: Queryable = {
    async query(config) {
      if (open === null) {
        messages.push((open = []));
        answered = new Promise((resolve) => {
          setImmediate(() => {
            open = null;
            resolve();
          });
        });
      }
      open.push(config.text);
      const answer = answers[config.text] ?? { command: config.text };
      await answered;
      if (answer === "fails") throw new Error(`failed: ${config.text}`);
      return { rows: [], rowCount: 0, ...answer } as unknown as pg.QueryResult;
    },
  };
  return { connection, messages };
}

describe("C5 the messages of a transaction", () => {
  it("C5 opening and first statement are one, last statement and commit are one: of five statements, three waits", async () => {
    const { connection, messages } = server();
    const value = await inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$queryRaw`lock`;
      await transaction.$queryRaw`read`;
      transaction.$executeLast(Prisma.sql`write`);
      return "saved";
    });
    expect(value).toBe("saved");
    expect(messages).toEqual([[OPENING, "lock"], ["read"], ["write", "COMMIT"]]);
  });

  it("C5 the opening is waited for where the first statement could do something without it", async () => {
    const { connection, messages } = server();
    await inTransaction(connection, OPENING, (transaction) => transaction.$queryRaw`conclude`, { waits: true });
    expect(messages).toEqual([[OPENING], ["conclude"], ["COMMIT"]]);
  });
});

describe("C5 an opening that fails", () => {
  it("C5 is the error of the transaction, and no answer of its first statement reaches the work", async () => {
    const { connection, messages } = server({ [OPENING]: "fails" });
    const seen: unknown[] = [];
    const work = inTransaction(connection, OPENING, async (transaction) => {
      seen.push(await transaction.$queryRaw`first`);
      seen.push(await transaction.$queryRaw`second`);
    });
    await expect(work).rejects.toThrow(`failed: ${OPENING}`);
    expect(seen).toEqual([]);
    expect(messages.flat()).toEqual([OPENING, "first", "ROLLBACK"]);
  });

  it.each([
    ["a statement", "second"],
    ["the last one", "last"],
  ])("C5 sends nothing after it, even if the work ignores errors: %s", async (_name, next) => {
    const { connection, messages } = server({ [OPENING]: "fails" });
    const work = inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$queryRaw`first`.catch(() => undefined);
      if (next === "last") transaction.$executeLast(Prisma.sql`last`);
      else await transaction.$queryRaw`second`.catch(() => undefined);
    });
    await expect(work).rejects.toThrow(`failed: ${OPENING}`);
    await new Promise(setImmediate);
    expect(messages.flat()).toEqual([OPENING, "first", "ROLLBACK"]);
  });

  it("C5 that is waited for leaves the first statement unsent", async () => {
    const { connection, messages } = server({ [OPENING]: "fails" });
    await expect(inTransaction(connection, OPENING, (transaction) => transaction.$queryRaw`conclude`, { waits: true })).rejects.toThrow("failed");
    expect(messages.flat()).toEqual([OPENING, "ROLLBACK"]);
  });
});

const circular: Record<string, unknown> = {};
circular["itself"] = circular;

/** Values that cannot be sent: the server never hears of their statement. */
const UNSENDABLE: readonly (readonly [string, unknown])[] = [
  ["an invalid date", new Date(Number.NaN)],
  ["an invalid date in a list", ["2027-04-01", [new Date(Number.NaN)]]],
  ["an object that holds itself", circular],
  ["an object with a bigint", { count: 1n }],
  [
    "an object that cannot be written",
    {
      toJSON() {
        throw new Error("unwritable");
      },
    },
  ],
];

describe("C5 a transaction keeps nothing if a statement of it fails before it is sent", () => {
  it.each(UNSENDABLE)("C5 the last one: %s", async (_name, value) => {
    const { connection, messages } = server();
    const work = inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$executeRaw`first`;
      transaction.$executeLast(Prisma.sql`last ${value}`);
    });
    await expect(work).rejects.toThrow();
    expect(messages.flat()).toEqual([OPENING, "first", "ROLLBACK"]);
  });

  it.each(UNSENDABLE)("C5 the last one, and the work ignores that: %s", async (_name, value) => {
    const { connection, messages } = server();
    const work = inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$executeRaw`first`;
      expect(() => {
        transaction.$executeLast(Prisma.sql`last ${value}`);
      }).toThrow();
    });
    await expect(work).rejects.toThrow("nothing of it was kept");
    expect(messages.flat()).toEqual([OPENING, "first", "ROLLBACK"]);
  });

  it.each(UNSENDABLE)("C5 any other one, and the work ignores that: %s", async (_name, value) => {
    const { connection, messages } = server();
    const work = inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$executeRaw`first`;
      await transaction.$executeRaw`second ${value}`.catch(() => undefined);
    });
    await expect(work).rejects.toThrow("nothing of it was kept");
    expect(messages.flat()).toEqual([OPENING, "first", "ROLLBACK"]);
  });

  it.each([
    ["is not caught", false],
    ["is caught", true],
  ])("C5 a second last one, whose error %s", async (_name, isCaught) => {
    const { connection, messages } = server();
    const work = inTransaction(connection, OPENING, async (transaction) => {
      await transaction.$executeRaw`first`;
      transaction.$executeLast(Prisma.sql`last`);
      try {
        transaction.$executeLast(Prisma.sql`another`);
      } catch (error) {
        if (!isCaught) throw error;
      }
    });
    await expect(work).rejects.toThrow(isCaught ? "nothing of it was kept" : "the transaction is over");
    expect(messages.flat()).toEqual([OPENING, "first", "last", "ROLLBACK"]);
  });
});

/** What nobody waited for failed, and no code caught it. The process stays as it is. */
async function unhandledOf(run: () => Promise<void>): Promise<unknown[]> {
  const unhandled: unknown[] = [];
  const others = process.rawListeners("unhandledRejection") as NodeJS.UnhandledRejectionListener[];
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => unhandled.push(reason));
  try {
    await run();
    await new Promise(setImmediate);
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  }
  return unhandled;
}

/** The two ways to run work on a connection. */
const WAYS = [
  ["a transaction", (connection: Queryable, work: (client: Raw) => Promise<unknown>) => inTransaction(connection, OPENING, work)],
  ["a connection without a transaction", (connection: Queryable, work: (client: Raw) => Promise<unknown>) => onConnection(connection, work)],
] as const;

describe.each(WAYS)("C5 work on %s", (_name, run) => {
  it("C5 fails if it did not wait for a statement, which is over before the connection is given back", async () => {
    const { connection, messages } = server();
    const answered: string[] = [];
    const work = run(connection, async (client) => {
      await client.$executeRaw`first`;
      void client.$executeRaw`second`.then(() => answered.push("second"));
      return "done";
    });
    await expect(work).rejects.toThrow("was not waited for");
    expect(answered).toEqual(["second"]);
    expect(messages.flat().filter((text) => text !== OPENING)).toEqual(["first", "second", ...(run === WAYS[0][1] ? ["ROLLBACK"] : [])]);
  });

  it("C5 fails if a statement failed and it ignored that", async () => {
    const { connection } = server({ first: "fails" });
    const work = run(connection, async (client) => {
      await client.$executeRaw`first`.catch(() => undefined);
      return "done";
    });
    await expect(work).rejects.toMatchObject({ cause: new Error("failed: first") });
  });

  it.each([
    ["fails after its work", []],
    ["fails during its work", ["second"]],
    ["cannot be sent", ["second", new Date(Number.NaN)]],
  ] as const)("C5 reports the failure of a statement that it did not wait for once, as the cause: one that %s", async (_which, [then, value = ""]) => {
    const { connection } = server({ first: "fails" });
    let failure: unknown;
    const unhandled = await unhandledOf(async () => {
      failure = await run(connection, async (client) => {
        void client.$executeRaw`first${value === "" ? Prisma.empty : Prisma.sql` ${value}`}`;
        if (then) await client.$executeRaw`second`;
        return "done";
      }).catch((error: unknown) => error);
    });
    expect(failure).toBeInstanceOf(Error);
    expect(String((failure as Error).cause)).toContain(value === "" ? "failed: first" : "Invalid time value");
    expect(unhandled).toEqual([]);
  });

  it("C5 leaves the failure of what is asked after its end to the asker", async () => {
    const { connection } = server();
    const unhandled = await unhandledOf(async () => {
      let late: Raw | null = null;
      await run(connection, async (client) => {
        late = client;
        return Promise.resolve("done");
      });
      void (late as unknown as Raw).$executeRaw`late`;
    });
    expect(unhandled.map(String)).toEqual([expect.stringContaining("over")]);
  });
});

it("C5 what is asked without a transaction is refused once its work is over", async () => {
  const { connection, messages } = server();
  const client = await onConnection(connection, (raw) => Promise.resolve(raw));
  await expect(client.$queryRaw`late`).rejects.toThrow("over");
  expect(messages).toEqual([]);
});

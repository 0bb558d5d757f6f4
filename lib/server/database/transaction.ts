import "server-only";
import type { QueryConfig } from "pg";
import { prismaOn } from "@/lib/server/database/prisma-on";
import { type Queryable, type Raw, rawOn, statementOf } from "@/lib/server/database/statement";
import { Prisma, type PrismaClient } from "@/prisma/generated/client";

type Models = Omit<Prisma.TransactionClient, keyof Raw | "$executeRawUnsafe" | "$extends">;

/** A statement that is the last of its transaction. */
interface Last {
  /** Sends the statement with the commit right behind it, without waiting in between; what is asked afterwards is refused. If it fails, so does the transaction. */
  $executeLast(...statement: Parameters<Raw["$executeRaw"]>): void;
}

/** What to do outside the transaction, once it is known how it ended. Neither may throw. */
interface Ends {
  readonly committed: () => void;
  readonly rolledBack: () => void;
}

interface Over {
  /** Work may run again after a conflict; what it begins outside the transaction therefore waits for the end of the one that is kept. */
  $whenOver(ends: Ends): void;
}

/** What a use case reads and writes with: hand-written SQL goes straight to the driver, models go through Prisma, both in one transaction. */
export type Transaction = Models & Raw & Last & Over;

/** `editionItem` for `EditionItem`, as Prisma calls its models. */
const MODELS = Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1));

const OVER = "the transaction is over: something in it was not waited for";

/** Why work is an error although it succeeded itself. */
interface Faults {
  readonly failed: string;
  readonly unawaited: string;
}

const OF_TRANSACTION: Faults = {
  failed: "a statement of the transaction failed, and nothing of it was kept",
  unawaited: "something in the transaction was not waited for, and nothing of it was kept",
};
/** Each of these statements is kept by itself. */
const OF_CONNECTION: Faults = {
  failed: "a statement failed, and the work ignored that",
  unawaited: "something was not waited for, and may have been kept",
};

/** The hold on a connection that hand-written statements and models go through. Once it is over, it refuses both, even from code that is still running. */
class Lease implements Queryable {
  readonly #connection: Queryable;
  readonly #opened: Promise<unknown>;
  readonly #running = new Set<Promise<unknown>>();
  #isOver = false;
  /** From here on, no end reports what fails. */
  #isConcluded = false;
  #failure: { readonly cause: unknown } | null = null;
  #unawaited: Error | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** `opened`: the answer to what was sent before everything else. */
  constructor(connection: Queryable, opened: Promise<unknown> = Promise.resolve()) {
    this.#connection = connection;
    this.#opened = opened;
    opened.catch(() => {
      this.end(); // so that nothing more is sent to a connection without its transaction
    });
  }

  /** Sends one statement, be it of an operation of a model that has several. */
  query(config: Parameters<Queryable["query"]>[0]): ReturnType<Queryable["query"]> {
    this.#assertOpen();
    return this.#connection.query(config);
  }

  /** Runs a statement or an operation of a model. Its failure is remembered for the end, which reports it also where nobody waits for it. */
  run<Value>(ask: () => Promise<Value>): Promise<Value> {
    const answer = this.#answer(ask);
    if (!this.#isConcluded) answer.catch(() => undefined);
    return answer;
  }

  /** The result is handed over only if the opening succeeded. */
  async #answer<Value>(ask: () => Promise<Value>): Promise<Value> {
    try {
      this.#assertOpen();
      const asked = ask();
      this.#running.add(asked);
      try {
        const value = await asked;
        await this.#opened; // was answered before
        return value;
      } finally {
        this.#running.delete(asked);
      }
    } catch (cause) {
      this.#failure ??= { cause };
      throw cause;
    }
  }

  /** Sends the last statement. A value that cannot be sent is found before anything is. */
  endWith(last: () => QueryConfig): void {
    try {
      this.#assertOpen();
      this.#last = this.#connection.query(last());
    } catch (cause) {
      this.#failure ??= { cause };
      throw cause;
    }
    this.end();
    this.#last.catch(() => undefined); // reported by the end of the transaction
  }

  get models(): PrismaClient {
    return prismaOn(this.#connection, this);
  }

  get last(): Promise<unknown> {
    return this.#last;
  }

  end(): void {
    this.#isOver = true;
  }

  /** Ends it. Throws if the work ignored a failure (the server does not know of one on this side), or did not wait for what it asked. */
  conclude(faults: Faults): void {
    this.end();
    this.#isConcluded = true;
    if (this.#failure) throw new Error(faults.failed, this.#failure);
    if (this.#running.size > 0) throw (this.#unawaited = new Error(faults.unawaited));
  }

  /** When all that runs has ended: until then, nobody else may have the connection. After the end that is soon, since what it sends next is refused. */
  async settled(): Promise<void> {
    if (this.#running.size > 0) await Promise.allSettled(this.#running);
    if (this.#unawaited && this.#failure) this.#unawaited.cause = this.#failure.cause;
  }

  #assertOpen(): void {
    if (this.#isOver) throw new Error(OVER);
  }
}

type Operation = (...given: unknown[]) => PromiseLike<unknown>;

/** A model's operations on the lease, also where the model is kept beyond it. It is no promise: what an `async` function returns is asked for `then`. */
const leasedModel = (lease: Lease, model: string): unknown =>
  new Proxy(
    {},
    {
      get: (_target, operation): Operation | undefined =>
        operation === "then"
          ? undefined
          : (...given) => lease.run(async () => (Reflect.get(Reflect.get(lease.models, model) as object, operation) as Operation)(...given)),
    },
  );

/** The models: most transactions need none, and a connection gets its Prisma client only with the first operation. */
class LeasedModels {
  readonly #lease: Lease;

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  static {
    for (const name of MODELS) {
      Object.defineProperty(LeasedModels.prototype, name, {
        get(this: LeasedModels) {
          return leasedModel(this.#lease, name);
        },
      });
    }
  }
}

/** Hand-written SQL on the lease. */
function leasedRaw(lease: Lease): Raw {
  const raw = rawOn(lease);
  return {
    $queryRaw: (...statement) => lease.run(() => raw.$queryRaw(...statement)),
    $executeRaw: (...statement) => lease.run(() => raw.$executeRaw(...statement)),
    $queryRawUnsafe: (...statement) => lease.run(() => raw.$queryRawUnsafe(...statement)),
  };
}

function transactionOf(lease: Lease, ends: Ends[]): Transaction {
  const own: Last & Over = {
    $whenOver: (one) => void ends.push(one),
    $executeLast: (...statement) => {
      lease.endWith(() => statementOf(...statement));
    },
  };
  return Object.assign(new LeasedModels(lease), leasedRaw(lease), own) as unknown as Transaction;
}

/**
 * Runs `work` on a connection without a transaction, where each statement is kept by itself. Throws as well if a statement failed
 * and `work` ignored that, or if `work` did not wait for all it asked. Afterwards its statements are refused.
 */
export async function onConnection<Value>(connection: Queryable, work: (client: Raw) => Promise<Value>): Promise<Value> {
  const lease = new Lease(connection);
  try {
    const value = await work(leasedRaw(lease));
    lease.conclude(OF_CONNECTION);
    return value;
  } finally {
    lease.end();
    await lease.settled();
  }
}

/**
 * Runs `work` in a transaction on a connection, which begins with `opening` (`BEGIN` and statements without parameters, in
 * one message). Commits when `work` succeeds and rolls back when it throws. Throws as well, and keeps nothing, if a statement
 * failed and `work` ignored that, or if `work` did not wait for all it asked. The opening and the first statement of `work` are
 * sent together, and so are its last one and the commit: each wait for the server costs both sides more than the statement
 * (ADR 0053). `waits`: only the opening's success begins `work`, for a first statement that could do something without it.
 */
export async function inTransaction<Value>(
  connection: Queryable,
  opening: string,
  work: (transaction: Transaction) => Promise<Value>,
  { waits = false }: { readonly waits?: boolean } = {},
): Promise<Value> {
  const opened = connection.query({ text: opening });
  const lease = new Lease(connection, opened);
  const ends: Ends[] = [];
  try {
    if (waits) await opened;
    const [, value] = await Promise.all([opened, work(transactionOf(lease, ends))]);
    lease.conclude(OF_TRANSACTION);
    const [, { command }] = await Promise.all([lease.last, connection.query({ text: "COMMIT" })]);
    if (command !== "COMMIT") throw new Error("the transaction was rolled back, and nothing of it was kept");
    for (const { committed } of ends) committed();
    return value;
  } catch (error) {
    lease.end();
    for (const { rolledBack } of ends) rolledBack();
    // If this fails too, the connection is gone and everything is rolled back.
    await connection.query({ text: "ROLLBACK" }).catch(() => undefined);
    await lease.settled();
    await new Promise(setImmediate); // what a failed operation of a model still had under way was answered, and now ends, too
    throw error;
  }
}

import "server-only";
import { prismaOn } from "@/lib/server/database/prisma-on";
import { type Queryable, type Raw, rawOn } from "@/lib/server/database/statement";
import { Prisma } from "@/prisma/generated/client";

type Models = Omit<Prisma.TransactionClient, keyof Raw | "$executeRawUnsafe" | "$extends">;

/** A statement that is the last of its transaction. */
interface Last {
  /** Sends the statement with the commit right behind it, without waiting in between; what is asked afterwards is refused. If it fails, so does the transaction. */
  $executeLast(...statement: Parameters<Raw["$executeRaw"]>): void;
}

/** What a use case reads and writes with: hand-written SQL goes straight to the driver, models go through Prisma, both in one transaction. */
export type Transaction = Models & Raw & Last;

/** `editionItem` for `EditionItem`, as Prisma calls its models. */
const MODELS = Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1));

/** A transaction's hold on its connection. Once the transaction is over it refuses queries, even from code of `work` that is still running. */
class Lease implements Queryable {
  #isOver = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: Queryable) {}

  query(config: Parameters<Queryable["query"]>[0]): ReturnType<Queryable["query"]> {
    this.#assertOpen();
    return this.connection.query(config);
  }

  models(): Models {
    this.#assertOpen();
    return prismaOn(this.connection);
  }

  #assertOpen(): void {
    if (this.#isOver) throw new Error("the transaction is over: something in it was not waited for");
  }

  endWith(last: Promise<unknown>): void {
    this.end();
    this.#last = last;
    last.catch(() => undefined); // reported by the end of the transaction
  }

  end(): void {
    this.#isOver = true;
  }

  get last(): Promise<unknown> {
    return this.#last;
  }
}

/** The models, each created when first used: most transactions need none, and a connection gets its Prisma client only then. */
class LeasedModels {
  readonly #lease: Lease;

  constructor(lease: Lease) {
    this.#lease = lease;
  }

  static {
    for (const name of MODELS) {
      Object.defineProperty(LeasedModels.prototype, name, {
        get(this: LeasedModels) {
          return this.#lease.models()[name as keyof Models];
        },
      });
    }
  }
}

function transactionOf(lease: Lease): Transaction {
  const raw = rawOn(lease);
  const last: Last = {
    $executeLast: (...statement) => {
      lease.endWith(raw.$executeRaw(...statement));
    },
  };
  return Object.assign(new LeasedModels(lease), raw, last) as unknown as Transaction;
}

/**
 * Runs `work` in a transaction on a connection, which begins with `opening` (`BEGIN` and statements without parameters, in
 * one message). Commits when `work` succeeds and rolls back when it throws. Throws as well if a statement failed and `work`
 * ignored that. The opening and the first statement of `work` are sent together, and so are its last one and the commit: each
 * wait for the server costs both sides more than the statement (ADR 0053).
 */
export async function inTransaction<Value>(connection: Queryable, opening: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  const lease = new Lease(connection);
  try {
    const [, value] = await Promise.all([connection.query({ text: opening }), work(transactionOf(lease))]);
    lease.end();
    const [, { command }] = await Promise.all([lease.last, connection.query({ text: "COMMIT" })]);
    if (command !== "COMMIT") throw new Error("a statement of the transaction failed, and nothing of it was kept");
    return value;
  } catch (error) {
    lease.end();
    // If this fails too, the connection is gone and everything is rolled back.
    await connection.query({ text: "ROLLBACK" }).catch(() => undefined);
    throw error;
  }
}

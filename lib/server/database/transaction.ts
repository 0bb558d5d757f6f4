import "server-only";
import { prismaOn } from "@/lib/server/database/prisma-on";
import { type Queryable, type Raw, rawOn } from "@/lib/server/database/statement";
import { Prisma } from "@/prisma/generated/client";

type Models = Omit<Prisma.TransactionClient, keyof Raw | "$executeRawUnsafe" | "$extends">;

/** What a use case reads and writes with: SQL that is written out goes straight to the driver, models through Prisma, both in one transaction. */
export type Transaction = Models & Raw;

/** `editionItem` for `EditionItem`, as Prisma calls its models. */
const MODELS = Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1));

/** What a transaction has of its connection: nothing any more once it is over, whatever is still under way in `work`. */
class Lease implements Queryable {
  #isOver = false;

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

  end(): void {
    this.#isOver = true;
  }
}

/** Has the models, each looked for only when it is asked for: most transactions need none, and Prisma is made for a connection only once one does. */
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

const transactionOf = (lease: Lease): Transaction => Object.assign(new LeasedModels(lease), rawOn(lease)) as unknown as Transaction;

/**
 * Runs `work` in a transaction on a connection, which begins with `opening` (`BEGIN` and statements without parameters, in one
 * message). It is kept when `work` succeeds, and undone when it throws; it is an error, too, where a statement failed in it and
 * `work` went on.
 */
export async function inTransaction<Value>(connection: Queryable, opening: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  const lease = new Lease(connection);
  try {
    await connection.query({ text: opening });
    const value = await work(transactionOf(lease));
    lease.end();
    const { command } = await connection.query({ text: "COMMIT" });
    if (command !== "COMMIT") throw new Error("a statement of the transaction failed, and nothing of it was kept");
    return value;
  } catch (error) {
    lease.end();
    // Where this fails too, the connection is gone and everything undone with it.
    await connection.query({ text: "ROLLBACK" }).catch(() => undefined);
    throw error;
  }
}

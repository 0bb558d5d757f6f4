import "server-only";
import { prismaOn } from "@/lib/server/database/prisma-on";
import { type Queryable, type Raw, rawOn } from "@/lib/server/database/statement";
import { Prisma } from "@/prisma/generated/client";

type Models = Omit<Prisma.TransactionClient, keyof Raw | "$executeRawUnsafe" | "$extends">;

/** What a use case reads and writes with: SQL that is written out goes straight to the driver, models through Prisma, both in one transaction. */
export type Transaction = Models & Raw;

/** `editionItem` for `EditionItem`, as Prisma calls its models. */
const MODELS = Object.values(Prisma.ModelName).map((name) => name.charAt(0).toLowerCase() + name.slice(1));

/** Most requests need no model, and Prisma is made for a connection only once one does. */
const modelsOn = (connection: Queryable): Models => {
  const models = {};
  for (const name of MODELS) {
    Object.defineProperty(models, name, { get: () => prismaOn(connection)[name as keyof Models], configurable: true });
  }
  return models as Models;
};

const made = new WeakMap<Queryable, Transaction>();

const on = (connection: Queryable): Transaction => {
  const known = made.get(connection);
  if (known) return known;
  const transaction: Transaction = Object.defineProperties(modelsOn(connection), Object.getOwnPropertyDescriptors(rawOn(connection))) as Transaction;
  made.set(connection, transaction);
  return transaction;
};

/**
 * Runs `work` in a transaction on a connection, which begins with `opening` (`BEGIN` and statements without parameters, in one
 * message). It is kept when `work` succeeds, and undone when it throws; undone and told
 * of as an error, too, where a statement failed in it and `work` went on.
 */
export async function inTransaction<Value>(connection: Queryable, opening: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  try {
    await connection.query({ text: opening });
    const value = await work(on(connection));
    const { command } = await connection.query({ text: "COMMIT" });
    if (command !== "COMMIT") throw new Error("a statement of the transaction failed, and nothing of it was kept");
    return value;
  } catch (error) {
    // Where this fails too, the connection is gone and everything undone with it.
    await connection.query({ text: "ROLLBACK" }).catch(() => undefined);
    throw error;
  }
}

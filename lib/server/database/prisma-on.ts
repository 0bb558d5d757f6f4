import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { oncePer } from "@/lib/domain/shared/memo";
import { type Queryable, statementName } from "@/lib/server/database/statement";
import { PrismaClient } from "@/prisma/generated/client";

/** Prisma's own transaction of several writes becomes a savepoint of the transaction that the connection is in. */
const NESTED: Readonly<Record<string, readonly string[]>> = {
  BEGIN: ["SAVEPOINT prisma"],
  COMMIT: ["RELEASE SAVEPOINT prisma"],
  ROLLBACK: ["ROLLBACK TO SAVEPOINT prisma", "RELEASE SAVEPOINT prisma"],
};

async function queryNested(connection: Queryable, config: pg.QueryConfig): Promise<pg.QueryResult> {
  const [first = config, ...rest] = (NESTED[config.text] ?? []).map((text) => ({ ...config, text }));
  let result = await connection.query(first);
  for (const next of rest) result = await connection.query(next);
  return result;
}

/** A pool for Prisma's adapter that always returns the one connection, through the transaction that has it, and never closes it. */
class OneConnection extends pg.Pool {
  through: Queryable | null = null;

  override query(config: unknown): never {
    return this.#held.query(config as pg.QueryConfig) as never;
  }

  override connect(): never {
    const held = this.#held;
    const nothing = (): void => undefined;
    const lent = { query: (config: pg.QueryConfig) => queryNested(held, config), on: nothing, removeListener: nothing, release: nothing };
    return Promise.resolve(lent) as never;
  }

  get #held(): Queryable {
    if (!this.through) throw new Error("no transaction has the connection");
    return this.through;
  }
}

const clientOn = oncePer((_connection: Queryable) => {
  const line = new OneConnection();
  const adapter = new PrismaPg(line, { statementNameGenerator: ({ sql, args }) => statementName(sql, args.length) });
  return { line, client: new PrismaClient({ adapter }) };
});

/**
 * Prisma on one connection, for the transaction that has it now: every statement goes through `through`, until the next one
 * calls this. Each connection has its own client, because Prisma batches simultaneous queries of one client: two requests that
 * shared a client could meet in one statement.
 */
export function prismaOn(connection: Queryable, through: Queryable): PrismaClient {
  const { line, client } = clientOn(connection);
  line.through = through;
  return client;
}

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

/** A pool for Prisma's adapter that always returns the one connection and never closes it. */
class OneConnection extends pg.Pool {
  constructor(private readonly connection: Queryable) {
    super();
  }

  override query(config: unknown): never {
    return this.connection.query(config as pg.QueryConfig) as never;
  }

  override connect(): never {
    const nothing = (): void => undefined;
    const lent = { query: (config: pg.QueryConfig) => queryNested(this.connection, config), on: nothing, removeListener: nothing, release: nothing };
    return Promise.resolve(lent) as never;
  }
}

/**
 * Prisma on one connection, in whatever transaction that connection is in. Each connection has its own client, because Prisma
 * batches simultaneous queries of one client: two requests that shared a client could meet in one statement.
 */
export const prismaOn = oncePer((connection: Queryable): PrismaClient => {
  const adapter = new PrismaPg(new OneConnection(connection), { statementNameGenerator: ({ sql, args }) => statementName(sql, args.length) });
  return new PrismaClient({ adapter });
});

import "server-only";
import pg from "pg";
import { isDiskFull } from "@/lib/server/database/disk";
import { pulseOf } from "@/lib/server/database/pulse";
import { type Reach, watchReach } from "@/lib/server/database/reach";
import { type Raw, rawOn } from "@/lib/server/database/statement";
import { inTransaction, type Transaction } from "@/lib/server/database/transaction";
import { watchedClient } from "@/lib/server/database/watched-client";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { markOutage } from "@/lib/server/outage/outage-mark";
import { isOutage, isUnavailable, Outage, saysDiskFull } from "@/lib/server/outage/unavailable";
import { ofProcess } from "@/lib/server/process/of-process";
import type { AccountDescription, Scope } from "@/lib/server/scope/scope";
import { Prisma } from "@/prisma/generated/client";

export type { Transaction };
export { Prisma };

const CONNECTIONS = 12;
const ATTEMPTS = 6;
/** For a connection: a new one, or one that another request has. A request may wait so twice, and then for a lock. */
const CONNECTION_PATIENCE = 4_000;
/** A connection that nobody uses is kept so long: with it goes what was prepared on it. */
const IDLE = 600_000;

interface Database {
  readonly pool: pg.Pool;
  readonly reach: Reach;
}

const kept = ofProcess("database", (): { open: Database | null } => ({ open: null }));

function connect(): Database {
  const { databaseUrl } = serverEnvironment();
  const reach = watchReach(pulseOf(databaseUrl));
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_PATIENCE,
    keepAlive: true,
    idleTimeoutMillis: IDLE,
    Client: watchedClient(reach),
  });
  pool.on("error", () => undefined); // a connection that broke while nobody used it: the next one to ask gets another
  return { pool, reach };
}

const database = (): Database => (kept().open ??= connect());

/** Ends the connections; what asks afterwards makes new ones. */
export async function closeDatabase(): Promise<void> {
  const { open } = kept();
  kept().open = null;
  await open?.pool.end();
}

/** Whether the disk of the portal's own database is full; of a server elsewhere nobody here knows. */
export function databaseDiskFull(): boolean {
  const { databaseDirectory } = serverEnvironment();
  return databaseDirectory !== null && isDiskFull(databaseDirectory, Date.now());
}

/** The error of what was asked of the database, as an outage where it is one. Only here is an error's code read as the database's. */
function outageOr(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  void database().reach.suspect();
  const diskFull = saysDiskFull(error) || databaseDiskFull();
  markOutage(diskFull);
  return isOutage(error) ? error : new Outage(error, diskFull);
}

/** What is asked while the database is known to be away does not wait for it. The pool itself is not exported. */
function asking<Value>(work: (connection: pg.PoolClient) => Promise<Value>): Promise<Value> {
  const { pool, reach } = database();
  return reach.orLost(async () => {
    const connection = await pool.connect();
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  });
}

/** Runs `work` with no scope, where no row of a table can be seen: for the functions that find out who somebody is. */
export async function outOfScope<Value>(work: (client: Raw) => Promise<Value>): Promise<Value> {
  try {
    return await asking((connection) => work(rawOn(connection)));
  } catch (error) {
    throw outageOr(error);
  }
}

/** A serialization failure or a deadlock, as the driver reports one and in each of the shapes in which Prisma does. */
function isConflict(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, meta } = error as { code?: unknown; cause?: { kind?: unknown; originalCode?: unknown }; meta?: unknown };
  if (code === "P2034" || cause?.kind === "TransactionWriteConflict") return true;
  const text = JSON.stringify([code, cause?.originalCode, meta]);
  return text.includes("40001") || text.includes("40P01");
}

/** Who asks, to be found again in the transaction by the same session or token, or by the account where there is neither. */
export interface Asker {
  readonly accountId: string;
  readonly sessionId: string | null;
  readonly tokenHash: string | null;
  readonly now: Date;
}

/** In SQL: the account of whoever asks as the statement finds it; null when it is closed, or the session or token has ended. */
export const standing = ({ accountId, sessionId, tokenHash, now }: Asker): Prisma.Sql =>
  Prisma.sql`portal_standing(${accountId}::uuid, ${sessionId}::uuid, ${tokenHash}, ${now})`;

type Work<Value> = (transaction: Transaction, present: AccountDescription | null) => Promise<Value>;

/** Statement that sets the scope until its transaction ends. In the message that begins it, so its values are literals and no parameters. */
function scopeSetting(scope: Scope): string {
  const settings = {
    "app.scope": scope.kind,
    "app.operator": scope.kind === "operator" || scope.kind === "job" ? scope.operatorId : "",
    "app.sector": scope.kind === "ministry" ? scope.sectorId : "",
    "app.account": scope.accountId ?? "",
  };
  return `SELECT ${Object.entries(settings)
    .map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(", ")}`;
}

/**
 * Runs `work` in one transaction that begins by setting the scope; a query outside it sees nothing. With an `asker`, its
 * first statement finds out what that account is now, so that rights are those of the transaction.
 * A transaction that lost against another one is tried again, so `work` must have no effect besides the transaction.
 */
export async function inScope<Value>(scope: Scope, work: Work<Value>, asker?: Asker): Promise<Value> {
  const opened = async (transaction: Transaction): Promise<Value> => {
    if (!asker) return work(transaction, null);
    const [row] = await transaction.$queryRaw<{ account: AccountDescription | null }[]>`SELECT ${standing(asker)} AS account`;
    return work(transaction, row?.account ?? null);
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asking((connection) => inTransaction(connection, `BEGIN; ${scopeSetting(scope)}`, opened));
    } catch (error) {
      if (attempt >= ATTEMPTS || !isConflict(error)) throw outageOr(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/**
 * Runs `work` in one transaction of the scope that only reads, and sees the database as it was when it began, however long it
 * takes. It is tried once, so `work` may give away what it reads as it goes.
 */
export async function inSnapshot(scope: Scope, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  const opening = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${scopeSetting(scope)}`;
  try {
    await asking((connection) => inTransaction(connection, opening, work));
  } catch (error) {
    throw outageOr(error);
  }
}

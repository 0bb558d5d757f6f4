import "server-only";
import pg from "pg";
import { isDiskFull } from "@/lib/server/database/disk";
import { pulseOf } from "@/lib/server/database/pulse";
import { type Reach, watchReach } from "@/lib/server/database/reach";
import type { Raw } from "@/lib/server/database/statement";
import { inTransaction, onConnection, type Transaction } from "@/lib/server/database/transaction";
import { watchedClient } from "@/lib/server/database/watched-client";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { markOutage } from "@/lib/server/outage/outage-mark";
import { isConflict, isOutage, isUnavailable, Outage, saysDiskFull } from "@/lib/server/outage/unavailable";
import { ofProcess } from "@/lib/server/process/of-process";
import { currentRequest } from "@/lib/server/request/context";
import type { AccountDescription, Scope } from "@/lib/server/scope/scope";
import { Prisma } from "@/prisma/generated/client";

export type { Transaction };
export { Prisma };

const CONNECTIONS = 12;
const ATTEMPTS = 6;
/** Timeout for getting a connection, new or from the pool. A request may wait this long twice, and then for a lock. */
const CONNECTION_PATIENCE = 4_000;
/** How long an idle connection is kept; its prepared statements go with it. */
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
  pool.on("error", () => undefined); // An idle connection broke: the next query gets another one.
  return { pool, reach };
}

const database = (): Database => (kept().open ??= connect());

/** Closes the connections; later queries open new ones. */
export async function closeDatabase(): Promise<void> {
  const { open } = kept();
  kept().open = null;
  await open?.pool.end();
}

/** Whether the disk of the portal's own database is full; always false for a database on another server. */
export function databaseDiskFull(): boolean {
  const { databaseDirectory } = serverEnvironment();
  return databaseDirectory !== null && isDiskFull(databaseDirectory, Date.now());
}

/** Turns a database error into an `Outage` where it is one. The only place that reads an error's code as the database's. */
function outageOr(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  void database().reach.suspect();
  const diskFull = saysDiskFull(error) || databaseDiskFull();
  markOutage(diskFull);
  return isOutage(error) ? error : new Outage(error, diskFull);
}

/** Runs `work` on a connection, or rejects at once while the database is known to be unreachable. The pool itself is not exported. */
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

/** Runs `work` without a scope, where no row of a table is visible: for the functions that identify an account. */
export async function outOfScope<Value>(work: (client: Raw) => Promise<Value>): Promise<Value> {
  try {
    return await asking((connection) => onConnection(connection, work));
  } catch (error) {
    throw outageOr(error);
  }
}

/** The account that asks. The transaction finds it again by the same session or token, or by the id if there is neither. */
export interface Asker {
  readonly accountId: string;
  readonly sessionId: string | null;
  readonly tokenHash: string | null;
  readonly now: Date;
}

/** SQL for the asker's account in its current state; null if it is closed or its session or token has ended. */
export const currentRights = ({ accountId, sessionId, tokenHash, now }: Asker): Prisma.Sql =>
  Prisma.sql`portal_standing(${accountId}::uuid, ${sessionId}::uuid, ${tokenHash}, ${now})`;

type Work<Value> = (transaction: Transaction, present: AccountDescription | null) => Promise<Value>;

/** The statement that sets the scope until the transaction ends. It is sent in one message with `BEGIN`, so its values are literals instead of parameters. */
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

/** The session or access token of a request, for its audit entries. */
export interface Credential {
  readonly sessionId: string | null;
  readonly tokenHash: string | null;
}

/** Sets where the request comes from, for the defaults of the audit trail's columns (`portal_request`). */
function originSetting({ sessionId, tokenHash }: Credential): string {
  const { address = null, userAgent = null } = currentRequest() ?? {};
  const origin = JSON.stringify({ source: address, userAgent, session: sessionId, tokenHash });
  return `SELECT set_config('app.request', ${pg.escapeLiteral(origin)}, true)`;
}

/**
 * Like `outOfScope`, for a function that writes audit entries: in a transaction that knows where the request comes from. It waits
 * for the opening, without which such a function would do its work all the same: row-level security does not hold it back.
 */
export async function outOfScopeAudited<Value>(credential: Credential, work: (client: Raw) => Promise<Value>): Promise<Value> {
  try {
    return await asking((connection) => inTransaction(connection, `BEGIN; ${originSetting(credential)}`, work, { waits: true }));
  } catch (error) {
    throw outageOr(error);
  }
}

/** How a transaction begins. */
interface Opening {
  /** The account whose rights the first statement reads, so that they are those of the transaction. */
  readonly asker?: Asker;
  /** The audit entries of the transaction say where the request came from. */
  readonly credential?: Credential;
  /** All its statements see the same data. */
  readonly oneSnapshot?: boolean;
}

/**
 * Runs `work` in one transaction that first sets the scope; a query outside it sees nothing. A transaction that lost against
 * another one is retried, so `work` must have no effects outside the transaction, except by `$whenOver`.
 */
export async function inScope<Value>(scope: Scope, work: Work<Value>, { asker, credential, oneSnapshot = false }: Opening = {}): Promise<Value> {
  const isolation = oneSnapshot ? " ISOLATION LEVEL REPEATABLE READ" : "";
  const opening = [`BEGIN${isolation}; ${scopeSetting(scope)}`, ...(credential ? [originSetting(credential)] : [])].join("; ");
  const opened = async (transaction: Transaction): Promise<Value> => {
    if (!asker) return work(transaction, null);
    const [row] = await transaction.$queryRaw<{ account: AccountDescription | null }[]>`SELECT ${currentRights(asker)} AS account`;
    return work(transaction, row?.account ?? null);
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asking((connection) => inTransaction(connection, opening, opened));
    } catch (error) {
      if (attempt >= ATTEMPTS || !isConflict(error)) throw outageOr(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/**
 * Runs `work` in one read-only transaction of the scope, with one snapshot of the database however long it takes. It is tried
 * once, so `work` may send on what it reads as it goes. `patience`: milliseconds that `work` may let pass between two statements,
 * instead of those of every other transaction.
 */
export async function inSnapshot(scope: Scope, patience: number, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  const limit = `SET LOCAL idle_in_transaction_session_timeout = ${patience.toFixed()}`;
  const opening = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${limit}; ${scopeSetting(scope)}`;
  try {
    await asking((connection) => inTransaction(connection, opening, work));
  } catch (error) {
    throw outageOr(error);
  }
}

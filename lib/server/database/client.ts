import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { isDiskFull } from "@/lib/server/database/disk";
import { pulseOf } from "@/lib/server/database/pulse";
import { type Reach, watchReach } from "@/lib/server/database/reach";
import { watchedClient } from "@/lib/server/database/watched-client";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { markOutage } from "@/lib/server/outage/outage-mark";
import { isOutage, isUnavailable, Outage, saysDiskFull } from "@/lib/server/outage/unavailable";
import type { AccountDescription, Scope } from "@/lib/server/scope/scope";
import { Prisma, PrismaClient } from "@/prisma/generated/client";

export { Prisma };
export type Transaction = Prisma.TransactionClient;

const CONNECTIONS = 12;
const ATTEMPTS = 6;
/** For a connection: a new one, or one that another request has. A request may wait so twice, and then for a lock. */
const CONNECTION_PATIENCE = 4_000;

const STATEMENTS = 400;
/** Statements with more parameters are lists, of another length each time. */
const LONGEST = 40;
const statementNames = new Map<string, string>();

/**
 * Names a statement, so that each connection parses and plans it once; row-level security and joins make planning the
 * larger part of a short query. Beyond this many texts (lists of every length) they stay unnamed: a server keeps what is named.
 */
function statementName({ sql, args }: { readonly sql: string; readonly args: readonly unknown[] }): string {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (args.length === 0 || args.length > LONGEST || statementNames.size >= STATEMENTS) return "";
  const name = `portal_${String(statementNames.size)}`;
  statementNames.set(sql, name);
  return name;
}

interface Connection {
  readonly client: PrismaClient;
  readonly reach: Reach;
}

/** One for the process; kept on the global object so that reloading modules in development makes no second pool. */
const kept = globalThis as { portalDatabase?: Connection | undefined };

function connect(): Connection {
  const { databaseUrl } = serverEnvironment();
  const reach = watchReach(pulseOf(databaseUrl));
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECTION_PATIENCE,
    keepAlive: true,
    Client: watchedClient(reach),
  });
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementName, disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return { client, reach };
}

const connection = (): Connection => (kept.portalDatabase ??= connect());

/** Ends the connections; what asks afterwards makes new ones. */
export async function closeDatabase(): Promise<void> {
  const open = kept.portalDatabase;
  kept.portalDatabase = undefined;
  await open?.client.$disconnect();
}

/** Whether the disk of the portal's own database is full; of a server elsewhere nobody here knows. */
export function databaseDiskFull(): boolean {
  const { databaseDirectory } = serverEnvironment();
  return databaseDirectory !== null && isDiskFull(databaseDirectory, Date.now());
}

/** The error of what was asked of the database, as an outage where it is one. Only here is an error's code read as the database's. */
function outageOr(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  void connection().reach.suspect();
  const diskFull = saysDiskFull(error) || databaseDiskFull();
  markOutage(diskFull);
  return isOutage(error) ? error : new Outage(error, diskFull);
}

/** What is asked while the database is known to be away does not wait for it. The client itself is not exported. */
function asking<Value>(work: (client: PrismaClient) => Promise<Value>): Promise<Value> {
  const { client, reach } = connection();
  return reach.orLost(async () => work(client));
}

/** Runs `work` with no scope, where no row of a table can be seen: for the functions that find out who somebody is. */
export async function outOfScope<Value>(work: (client: PrismaClient) => Promise<Value>): Promise<Value> {
  try {
    return await asking(work);
  } catch (error) {
    throw outageOr(error);
  }
}

/** A serialization failure or a deadlock, in each of the shapes in which the driver adapter reports one. */
function isConflict(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, meta } = error as { code?: unknown; cause?: { kind?: unknown; originalCode?: unknown }; meta?: unknown };
  if (code === "P2034" || cause?.kind === "TransactionWriteConflict") return true;
  const text = JSON.stringify([cause?.originalCode, meta]);
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

/** The first statement of a transaction, which gives the account of the asker, where there is one. */
function opening(scope: Scope, asker: Asker | undefined): Prisma.Sql {
  const operator = scope.kind === "operator" || scope.kind === "job" ? scope.operatorId : "";
  const sector = scope.kind === "ministry" ? scope.sectorId : "";
  const present = asker ? standing(asker) : Prisma.sql`NULL::jsonb`;
  return Prisma.sql`
    SELECT set_config('app.scope', ${scope.kind}, true), set_config('app.operator', ${operator}, true),
      set_config('app.sector', ${sector}, true), set_config('app.account', ${scope.accountId ?? ""}, true), ${present} AS account`;
}

/**
 * Runs `work` in one transaction whose first statement sets the scope; a query outside it sees nothing. With an `asker`, the
 * same statement finds out what that account is now, so that rights are those of the transaction.
 * A transaction that lost against another one is tried again, so `work` must have no effect besides the transaction.
 */
export async function inScope<Value>(scope: Scope, work: Work<Value>, asker?: Asker): Promise<Value> {
  const begin = async (transaction: Transaction): Promise<Value> => {
    const [row] = await transaction.$queryRaw<{ account: AccountDescription | null }[]>(opening(scope, asker));
    return work(transaction, row?.account ?? null);
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asking((client) => client.$transaction(begin));
    } catch (error) {
      if (attempt >= ATTEMPTS || !isConflict(error)) throw outageOr(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

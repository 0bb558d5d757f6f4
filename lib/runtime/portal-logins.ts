import pg from "pg";
import { onConnection } from "@/lib/runtime/connection";
import type { Secrets } from "@/lib/runtime/secrets";
import { currentLimits, Stopped } from "@/lib/runtime/start-limits";
import { StartupError } from "@/lib/server/environment/startup-error";

/** The group to which the migrations grant the application's rights; the application's login is a member. */
export const APPLICATION_GROUP = "portal_application";

const INVALID_PASSWORD = "28P01";
const PORTAL_LOGINS_LOCK = 7_120_601;

const CONNECTING = 10_000;
/** PostgreSQL's own timeouts come first, because they name the reason; the socket is closed if the server stays silent. */
const LOCK_BEFORE = 1_000;
const STATEMENT_BEFORE = 500;
const SPEAK_AFTER = 3_000;

type Work<Output> = (client: pg.Client) => Promise<Output>;

async function stoppable<Output>(url: string, whole: number | null, expired: () => void, work: Work<Output>): Promise<Output> {
  const { stop } = currentLimits();
  if (stop.aborted) throw new Stopped();
  try {
    return await onConnection(url, { connecting: Math.min(CONNECTING, (whole ?? Infinity) - STATEMENT_BEFORE), whole, stop, expired }, work);
  } catch (error) {
    throw stop.aborted ? new Stopped() : error;
  }
}

/** Runs `work` on one connection that is closed afterwards, without a time limit. Stopping the start ends it. */
export const withClient = <Output>(url: string, work: Work<Output>): Promise<Output> => stoppable(url, null, () => undefined, work);

function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || "5432"}`;
}

/** The same for the queries of a check, which a working database answers at once: refused when the time of the start is over. */
export async function askDatabase<Output>(url: string, work: Work<Output>): Promise<Output> {
  const { seconds, announce } = currentLimits();
  const whole = seconds * 1_000;
  let expired = false;
  const speak = setTimeout(() => {
    announce(`データベース（${placeOf(url)}）の応えを待っています。最大${String(seconds)}秒待ちます…（Ctrl-C で止められます）`);
  }, SPEAK_AFTER);
  try {
    return await stoppable(
      url,
      whole,
      () => (expired = true),
      async (client) => {
        await client.query(`SET lock_timeout = ${String(whole - LOCK_BEFORE)}; SET statement_timeout = ${String(whole - STATEMENT_BEFORE)}`);
        return work(client);
      },
    );
  } catch (error) {
    if (!expired || error instanceof StartupError) throw error;
    throw new StartupError(
      `データベース（${placeOf(url)}）から${String(seconds)}秒の間、応えがありません。つながりはしました。\n` +
        "データベースが固まっていないか、途中のファイアウォールやプロキシが通信を止めていないかを確かめてから、もう一度試してください。",
      { cause: error },
    );
  } finally {
    clearTimeout(speak);
  }
}

interface Turn {
  readonly lock: number;
  /** A description of the work, for the person who waits. */
  readonly work: string;
  /** Whether the lock ends with the transaction; otherwise it ends with the connection. */
  readonly transaction?: boolean;
}

/** Takes an advisory lock for work of the owner, which may be long. If another process holds it, announces what it waits for. */
export async function awaitTurn(client: pg.ClientBase, { lock, work, transaction = false }: Turn): Promise<void> {
  const kind = transaction ? "advisory_xact_lock" : "advisory_lock";
  const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_${kind}($1) AS taken`, [lock]);
  if (rows[0]?.taken === true) return;
  currentLimits().announce(`ほかのプロセスが行っている${work}が終わるのを待っています…（Ctrl-C で止められます）`);
  await client.query(`SELECT pg_${kind}($1)`, [lock]);
}

const exists = async (client: pg.Client, query: string, name: string): Promise<boolean> => (await client.query(query, [name])).rowCount === 1;

async function ensureRole(client: pg.Client, name: string, password: string | null): Promise<void> {
  const known = await exists(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", name);
  const login = password === null ? "NOLOGIN" : `LOGIN PASSWORD ${pg.escapeLiteral(password)}`;
  if (!known) {
    await client.query(`CREATE ROLE ${name} ${login} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION`);
  }
}

/** Creates, where missing, the database `portal`, its owner `portal_owner` and the application's login `portal_app`. */
export async function ensurePortalDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  try {
    await withClient(superuserUrl, async (client) => {
      await awaitTurn(client, { lock: PORTAL_LOGINS_LOCK, work: "データベースの準備" });
      await ensureRole(client, "portal_owner", secrets.databaseOwner);
      await ensureRole(client, APPLICATION_GROUP, null);
      await ensureRole(client, "portal_app", secrets.databaseApplication);
      await client.query(`GRANT ${APPLICATION_GROUP} TO portal_app`);
      if (await exists(client, "SELECT 1 FROM pg_database WHERE datname = $1", "portal")) return;
      await client.query("CREATE DATABASE portal OWNER portal_owner");
      await client.query("REVOKE ALL ON DATABASE portal FROM PUBLIC");
      await client.query("GRANT CONNECT ON DATABASE portal TO portal_app");
    });
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INVALID_PASSWORD) throw error;
    throw new StartupError("データベースのパスワードが合いません。DATA_DIR の secrets.json を、控えから元に戻してください。");
  }
}

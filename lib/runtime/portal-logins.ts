import pg from "pg";
import type { Secrets } from "@/lib/runtime/secrets";
import { StartupError } from "@/lib/runtime/startup-error";

/** The group that the migrations grant the application's rights to; the application's login is a member of it. */
export const APPLICATION_GROUP = "portal_application";

const INVALID_PASSWORD = "28P01";
const PORTAL_LOGINS_LOCK = 7_120_601;

/** Runs `work` on one connection that is closed afterwards. */
export async function withClient<Output>(url: string, work: (client: pg.Client) => Promise<Output>): Promise<Output> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // a lost connection is reported by the query that needs it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const exists = async (client: pg.Client, query: string, name: string): Promise<boolean> =>
  (await client.query(query, [name])).rowCount === 1;

async function ensureRole(client: pg.Client, name: string, password: string | null): Promise<void> {
  const known = await exists(client, "SELECT 1 FROM pg_roles WHERE rolname = $1", name);
  const login = password === null ? "NOLOGIN" : `LOGIN PASSWORD ${pg.escapeLiteral(password)}`;
  if (!known) {
    await client.query(`CREATE ROLE ${name} ${login} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION`);
  }
}

/** Makes, where missing, the database `portal`, its owner `portal_owner` and the application's login `portal_app`. */
export async function ensurePortalDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  try {
    await withClient(superuserUrl, async (client) => {
      await client.query("SELECT pg_advisory_lock($1)", [PORTAL_LOGINS_LOCK]);
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

import pg from "pg";
import { PEOPLE } from "@/tests/e2e/people";
import { createDatabase } from "@/tests/support/database";
import { freePort, type Portal, startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";

const RENEWABLE = new URL("../support/renewable.mjs", import.meta.url).href;

/** A portal with the demo data in its own database. */
export interface TestPortal {
  readonly url: string;
  /** Rows as the database's owner sees them. */
  rows<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The cookie of a browser in which this person signed in, as `name=value`. */
  cookieOf(email: string): Promise<string>;
  stop(): Promise<void>;
  /** Starts the server again at the same address. */
  start(): Promise<void>;
}

/** Gives a sign-in to the CISO of the operator that still plans its cycle. Two statements, because changing the address ends the password. */
const PLANNER = `
  UPDATE account a SET email = $1 FROM cycle c JOIN appointment m ON m.operator_id = c.operator_id AND m.role = 'ciso'
  WHERE c.state = 'planned' AND a.operator_id = c.operator_id AND a.person_id = m.person_id`;
const PASSWORD_OF_PLANNER = "UPDATE account SET password_hash = (SELECT password_hash FROM account WHERE email = $2) WHERE email = $1";

async function accountOf(owner: pg.Client, email: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>("SELECT id FROM account WHERE email = $1", [email]);
  const [account] = rows;
  if (account === undefined) throw new Error(`the demo has no account of ${email}`);
  return account.id;
}

/** A server that serves one test after the other, each with its own database: starting one takes longer than most tests. */
export interface TestServer {
  /** The portal with its database made again, and nothing kept of the one before. */
  renew(): Promise<TestPortal>;
}

export async function withTestServer(work: (server: TestServer) => Promise<void>): Promise<void> {
  const database = await createDatabase("demo");
  const port = await freePort();
  const start = (): Promise<Portal> => startPortalServer(database, { port, demo: true, beside: RENEWABLE });
  let server: Portal | null = null;
  let owner: pg.Client | null = null;
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = null;
  };
  const renew = async (): Promise<TestPortal> => {
    if (owner !== null) {
      await owner.end();
      await database.renew();
    }
    const present = new pg.Client(database.ownerUrl);
    owner = present;
    await present.connect();
    await present.query(PLANNER, [PEOPLE.planner]);
    await present.query(PASSWORD_OF_PLANNER, [PEOPLE.planner, PEOPLE.ciso]);
    if (server === null) server = await start();
    else await server.ask("renew");
    return {
      url: server.url,
      rows: async (statement, values = []) => (await present.query(statement, [...values])).rows,
      cookieOf: async (email) => withSessionOf(present, await accountOf(present, email)),
      stop,
      start: async () => {
        server = await start();
      },
    };
  };
  try {
    await work({ renew });
  } finally {
    await stop();
    await (owner as pg.Client | null)?.end();
    await database.drop();
  }
}

/** A portal with a database of its own. */
export const withTestPortal = (work: (portal: TestPortal) => Promise<void>): Promise<void> => withTestServer(async (server) => work(await server.renew()));

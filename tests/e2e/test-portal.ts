import pg from "pg";
import { PEOPLE } from "@/tests/e2e/people";
import { createDatabase } from "@/tests/support/database";
import { freePort, type Portal, startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";

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

export async function withTestPortal(work: (portal: TestPortal) => Promise<void>): Promise<void> {
  const database = await createDatabase("demo");
  const owner = new pg.Client(database.ownerUrl);
  try {
    await owner.connect();
    await owner.query(PLANNER, [PEOPLE.planner]);
    await owner.query(PASSWORD_OF_PLANNER, [PEOPLE.planner, PEOPLE.ciso]);
    const port = await freePort();
    let server: Portal = await startPortalServer(database, { port, demo: true });
    try {
      await work({
        url: server.url,
        rows: async (statement, values = []) => (await owner.query(statement, [...values])).rows,
        cookieOf: async (email) => withSessionOf(owner, await accountOf(owner, email)),
        stop: () => server.stop(),
        start: async () => {
          server = await startPortalServer(database, { port, demo: true });
        },
      });
    } finally {
      await server.stop();
    }
  } finally {
    await owner.end();
    await database.drop();
  }
}

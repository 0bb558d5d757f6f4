import type pg from "pg";
import { withClient } from "@/lib/runtime/portal-logins";
import { PEOPLE } from "@/tests/e2e/people";
import { createDatabase } from "@/tests/support/database";
import { freePort, type Portal, startPortalServer } from "@/tests/support/portal-server";

/** A portal with the demo data in its own database. */
export interface TestPortal {
  readonly url: string;
  /** Rows as the database's owner sees them. */
  rows<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
  /** Starts the server again at the same address. */
  start(): Promise<void>;
}

/** Gives a sign-in to the CISO of the operator that still plans its cycle. Two statements, because changing the address ends the password. */
const PLANNER = `
  UPDATE account a SET email = $1 FROM cycle c JOIN appointment m ON m.operator_id = c.operator_id AND m.role = 'ciso'
  WHERE c.state = 'planned' AND a.operator_id = c.operator_id AND a.person_id = m.person_id`;
const PASSWORD_OF_PLANNER = "UPDATE account SET password_hash = (SELECT password_hash FROM account WHERE email = $2) WHERE email = $1";

export async function withTestPortal(work: (portal: TestPortal) => Promise<void>): Promise<void> {
  const database = await createDatabase("demo");
  try {
    await withClient(database.ownerUrl, async (client) => {
      await client.query(PLANNER, [PEOPLE.planner]);
      await client.query(PASSWORD_OF_PLANNER, [PEOPLE.planner, PEOPLE.ciso]);
    });
    const port = await freePort();
    let server: Portal = await startPortalServer(database, { port, demo: true });
    try {
      await work({
        url: server.url,
        rows: (statement, values = []) => withClient(database.ownerUrl, async (client) => (await client.query(statement, [...values])).rows),
        stop: () => server.stop(),
        start: async () => {
          server = await startPortalServer(database, { port, demo: true });
        },
      });
    } finally {
      await server.stop();
    }
  } finally {
    await database.drop();
  }
}

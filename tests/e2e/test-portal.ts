import type pg from "pg";
import { withClient } from "@/lib/runtime/portal-logins";
import { createDatabase } from "@/tests/support/database";
import { freePort, type Portal, startPortalServer } from "@/tests/support/portal-server";

/** A portal with the demo data in a database of its own. */
export interface TestPortal {
  readonly url: string;
  /** Rows as the database's owner sees them. */
  rows<Row extends pg.QueryResultRow>(statement: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
  /** Starts the server again at the same address. */
  start(): Promise<void>;
}

export async function withTestPortal(work: (portal: TestPortal) => Promise<void>): Promise<void> {
  const database = await createDatabase("demo");
  try {
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

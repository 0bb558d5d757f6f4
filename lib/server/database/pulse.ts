import pg from "pg";

/** A working database answers in milliseconds; a frozen one, or one behind a broken line, never does. */
const PATIENCE = 2_000;

/** Runs `work` on its own connection, so that it does not wait behind the pool. Returns `silent` after two seconds at most. */
export async function probe<Answer>(url: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer | "refuses" | "silent"> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on("error", () => undefined); // the pending query reports the lost connection
  const asked = client.connect().then(() => work(client));
  const limit = new Promise<"silent">((resolve) => setTimeout(resolve, PATIENCE, "silent").unref());
  try {
    return await Promise.race([asked, limit]);
  } catch (error) {
    return error instanceof pg.DatabaseError ? "refuses" : "silent";
  } finally {
    void client.end().catch(() => undefined); // drops the connection if a response is still pending
    asked.catch(() => undefined);
  }
}

/** Runs `work` once at a time; callers during a run share its result. */
export function shared<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let under: Promise<Answer> | null = null;
  return () => (under ??= work().finally(() => (under = null)));
}

/** `refuses`: the database is there but has no connection to give, starts, stops, or does not know the login. */
export type Pulse = "answers" | "refuses" | "silent";

/** Whether the database of `url` answers. */
export const pulseOf = (url: string): (() => Promise<Pulse>) =>
  shared(() =>
    probe(url, async (client) => {
      await client.query("SELECT 1");
      return "answers" as const;
    }),
  );

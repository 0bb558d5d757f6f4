import pg from "pg";

/** A database that serves answers in milliseconds; one that is frozen, or behind a line that swallows everything, never. */
const PATIENCE = 2_000;

/**
 * Runs `work` on a connection of its own, so that nothing that waits in the pool stands before it; the answer is `silent` after two
 * seconds at most.
 */
export async function probe<Answer>(url: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer | "refuses" | "silent"> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  client.on("error", () => undefined); // what it lost is told by what waits for it
  const asked = client.connect().then(() => work(client));
  const limit = new Promise<"silent">((resolve) => setTimeout(resolve, PATIENCE, "silent").unref());
  try {
    return await Promise.race([asked, limit]);
  } catch (error) {
    return error instanceof pg.DatabaseError ? "refuses" : "silent";
  } finally {
    void client.end().catch(() => undefined); // cuts the line where an answer is still to come
    asked.catch(() => undefined);
  }
}

/** `work`, once at a time: those who ask while another one does get the same answer. */
export function shared<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let under: Promise<Answer> | null = null;
  return () => (under ??= work().finally(() => (under = null)));
}

/** `refuses`: it is there, and has no connection to give, starts, stops, or does not know the login. */
export type Pulse = "answers" | "refuses" | "silent";

/** Whether the database of `url` lives. */
export const pulseOf = (url: string): (() => Promise<Pulse>) =>
  shared(() =>
    probe(url, async (client) => {
      await client.query("SELECT 1");
      return "answers" as const;
    }),
  );

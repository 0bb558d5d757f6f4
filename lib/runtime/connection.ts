import { Socket } from "node:net";
import pg from "pg";

export interface ConnectionBounds {
  /** Milliseconds for the connection to be made. */
  readonly connecting: number;
  /** Milliseconds for everything, the farewell included; null for as long as it takes. */
  readonly whole: number | null;
  readonly stop: AbortSignal;
  readonly expired?: () => void;
}

/**
 * Runs `work` on one connection that is closed afterwards. `stop` and the end of the time destroy its socket, and what waits
 * fails as on a lost connection: a server that is frozen keeps no limits of its own, and does not say farewell either.
 */
export async function onConnection<Output>(url: string, bounds: ConnectionBounds, work: (client: pg.Client) => Promise<Output>): Promise<Output> {
  const { connecting, whole, stop, expired } = bounds;
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connecting, stream: () => socket });
  client.on("error", () => undefined); // a lost connection is reported by the query that needs it
  const cut = (): void => void socket.destroy();
  const timer =
    whole === null
      ? null
      : setTimeout(() => {
          expired?.();
          cut();
        }, whole);
  stop.addEventListener("abort", cut);
  try {
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  } finally {
    if (timer !== null) clearTimeout(timer);
    stop.removeEventListener("abort", cut);
    cut();
  }
}

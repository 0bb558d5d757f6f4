import { Socket } from "node:net";
import pg from "pg";

export interface ConnectionBounds {
  /** Milliseconds to connect. */
  readonly connecting: number;
  /** Milliseconds for everything, closing included; null: no limit. */
  readonly whole: number | null;
  readonly stop: AbortSignal;
  readonly expired?: () => void;
}

/**
 * Runs `work` on one connection that is closed afterwards. `stop` and the time limit destroy the socket, so that pending
 * queries fail as on a lost connection: a frozen server neither enforces limits nor closes properly.
 */
export async function onConnection<Output>(url: string, bounds: ConnectionBounds, work: (client: pg.Client) => Promise<Output>): Promise<Output> {
  const { connecting, whole, stop, expired } = bounds;
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connecting, stream: () => socket });
  client.on("error", () => undefined); // a query that needs the connection reports the loss
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

import "server-only";
import pg from "pg";
import { serverEnvironment } from "@/lib/server/environment/server-environment";

/** Whether the bare route and page that the measurements compare with are there; they are only in `npm run bench`. */
export const isBench = (): boolean => process.env["PORTAL_BENCH"] === "1";

/** On the global object: the build bundles this module more than once. */
const kept = globalThis as { benchPool?: pg.Pool };

/**
 * One plain query. On connections of its own: the reference must cost the same whatever becomes of the portal's database layer,
 * or figures of different versions cannot be compared.
 */
export const oneQuery = (): Promise<unknown> => {
  kept.benchPool ??= new pg.Pool({ connectionString: serverEnvironment().databaseUrl, max: 12 });
  return kept.benchPool.query({ name: "bench", text: "SELECT 1 AS one" });
};

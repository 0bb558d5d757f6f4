import "server-only";
import pg from "pg";
import { serverEnvironment } from "@/lib/server/environment/server-environment";

/** On the global object, because the build bundles this module more than once; by itself, because the reference uses nothing that may change. */
const kept = globalThis as { referencePool?: pg.Pool };

/**
 * One plain query, for the bare route and page of `npm run bench`. It uses its own connections: the reference must not change
 * with the portal's database layer, or figures of different versions could not be compared.
 */
export const oneQuery = (): Promise<unknown> => {
  kept.referencePool ??= new pg.Pool({ connectionString: serverEnvironment().databaseUrl, max: 12 });
  return kept.referencePool.query({ name: "reference", text: "SELECT 1 AS one" });
};

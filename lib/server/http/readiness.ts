import "server-only";
import { isDiskFull } from "@/lib/server/database/disk";
import { schemaFits } from "@/lib/server/database/installation";
import { probe, shared } from "@/lib/server/database/pulse";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { ofProcess } from "@/lib/server/process/of-process";

/** How long a result is reused. */
const GOOD_FOR = 1_000;

const kept = ofProcess("readiness", () => ({ at: 0, ready: false }));

const askDatabase = shared(async (): Promise<boolean> => {
  const { databaseUrl } = serverEnvironment();
  return (await probe(databaseUrl, (client) => schemaFits(async (statement) => (await client.query(statement)).rows as unknown[]))) === true;
});

/**
 * Whether database, schema and disk are as the portal needs them. Concurrent callers share one check, which takes two seconds
 * at most, so there is at most one check per second.
 */
export async function isReady(): Promise<boolean> {
  const { databaseDirectory } = serverEnvironment();
  if (databaseDirectory !== null && isDiskFull(databaseDirectory, Date.now())) return false;
  const last = kept();
  const age = Date.now() - last.at;
  if (age < 0 || age > GOOD_FOR) {
    last.ready = await askDatabase();
    last.at = Date.now();
  }
  return last.ready;
}

/** A probe response for machines: one of two bodies, no internals. */
export const probeAnswer = (good: boolean): Response =>
  new Response(good ? "ok\n" : "unavailable\n", {
    status: good ? 200 : 503,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });

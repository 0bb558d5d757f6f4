import "server-only";
import { isDiskFull } from "@/lib/server/database/disk";
import { schemaFits } from "@/lib/server/database/installation";
import { probe, shared } from "@/lib/server/database/pulse";
import { serverEnvironment } from "@/lib/server/environment/server-environment";

/** An answer is good for so long, however often it is asked for. */
const GOOD_FOR = 1_000;

const last = { at: 0, ready: false };

const askDatabase = shared(async (): Promise<boolean> => {
  const { databaseUrl } = serverEnvironment();
  return (await probe(databaseUrl, (client) => schemaFits(async (statement) => (await client.query(statement)).rows as unknown[]))) === true;
});

/**
 * Whether database, schema and disk are as the portal needs them. Those who ask at the same time get one answer, which takes two
 * seconds at most; so asking often, or by many, costs no more than asking once a second.
 */
export async function isReady(): Promise<boolean> {
  const { databaseDirectory } = serverEnvironment();
  if (databaseDirectory !== null && isDiskFull(databaseDirectory, Date.now())) return false;
  const age = Date.now() - last.at;
  if (age < 0 || age > GOOD_FOR) {
    last.ready = await askDatabase();
    last.at = Date.now();
  }
  return last.ready;
}

/** For machines: two bodies, nothing of what is inside. */
export const probeAnswer = (good: boolean): Response =>
  new Response(good ? "ok\n" : "unavailable\n", {
    status: good ? 200 : 503,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });

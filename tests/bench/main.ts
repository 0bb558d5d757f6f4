/**
 * `npm run bench`: measures, in one run, everything that should be fast. `npm run bench rates`: only each kind of request
 * alone; `npm run bench mix`: only all kinds at once, with the delays of the event loop; `npm run bench flood`: only under a
 * flood of sign-ins; `npm run bench growth`: with many operators, and with 20,000 staff and 6 million answers.
 */
import { tmpdir } from "node:os";
import { withClient } from "@/lib/runtime/portal-logins";
import { postmasterOf } from "@/tests/bench/cpu";
import { floodRatio } from "@/tests/bench/flood";
import { growthOfOperator } from "@/tests/bench/growth-operator";
import { growthOfSurveys } from "@/tests/bench/growth-surveys";
import type { Client } from "@/tests/bench/load";
import { measureMix } from "@/tests/bench/mix";
import { measureRates } from "@/tests/bench/rates";
import { createDatabase, startTestCluster } from "@/tests/support/database";
import { startPortalServer } from "@/tests/support/portal-server";
import { withSessionOf } from "@/tests/support/session";

const CISO = `
  SELECT a.id AS "accountId" FROM account a JOIN appointment m ON m.operator_id = a.operator_id AND m.person_id = a.person_id AND m.role = 'ciso'
  JOIN (SELECT operator_id, count(*) AS people FROM person GROUP BY 1 ORDER BY people DESC LIMIT 1) big ON big.operator_id = a.operator_id LIMIT 1`;

const print = (lines: readonly string[]) => process.stdout.write([...lines, ""].join("\n"));

/** As in production: every commit is written to disk. */
const stopCluster = await startTestCluster({ max_connections: "100" }, tmpdir());
const database = await createDatabase("demo");
Object.assign(process.env, { PORTAL_BENCH: "1", TRUSTED_PROXY: "127.0.0.1" });
const server = await startPortalServer(database);
const portal = { url: server.url, pid: server.pid, postmaster: await postmasterOf(database.ownerUrl) };

try {
  const [ciso] = await withClient(database.ownerUrl, async (client) => (await client.query<{ accountId: string }>(CISO)).rows);
  const accountId = ciso?.accountId ?? "";
  const [, , part] = process.argv;
  if (part === "growth") print(await withClient(database.ownerUrl, (client) => growthOfSurveys(client, portal)));
  if (part === "growth") print(await withClient(database.ownerUrl, (client) => growthOfOperator(client, portal)));
  if (part === undefined || part === "rates") print(await measureRates(portal, database.ownerUrl, accountId));
  if (part === undefined || part === "mix") print(await measureMix(database, portal.postmaster, accountId));
  if (part === undefined || part === "flood") {
    const cookie = await withClient(database.ownerUrl, (client) => withSessionOf(client, accountId));
    const asking = (path: string): Client => ({ next: () => ({ method: "GET", path, cookie }) });
    print(await floodRatio(portal, { "画面 /operator": asking("/operator"), "/api/v1/me": asking("/api/v1/me") }));
  }
} catch (error) {
  process.stderr.write(server.written());
  throw error;
} finally {
  await server.stop();
  await database.drop();
  await stopCluster();
}

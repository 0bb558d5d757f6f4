import "server-only";
import { databaseDiskFull, outOfScope } from "@/lib/server/database/client";
import { Outage } from "@/lib/server/outage/unavailable";

/** Sends the cheapest query; rejects while the database is unreachable or has no space for new data. */
export async function askDatabase(): Promise<void> {
  await outOfScope((client) => client.$queryRaw`SELECT 1`);
  if (databaseDiskFull()) throw new Outage(null, true);
}

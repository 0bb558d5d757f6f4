import "server-only";
import { databaseDiskFull, outOfScope } from "@/lib/server/database/client";
import { Outage } from "@/lib/server/outage/unavailable";

/** Asks the database the least that it can be asked; rejects while it is away, or has no room for what is new. */
export async function askDatabase(): Promise<void> {
  await outOfScope((client) => client.$queryRaw`SELECT 1`);
  if (databaseDiskFull()) throw new Outage(null, true);
}

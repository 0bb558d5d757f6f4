import "server-only";
import { demoSignIns } from "@/lib/demo/sign-ins";
import { outOfScope } from "@/lib/server/database/client";
import { readInstallation } from "@/lib/server/database/installation";
import { serverEnvironment } from "@/lib/server/environment/server-environment";

const kept: { demoDatabase?: boolean } = {};

/** The mark never changes once it is set. */
async function isDemoDatabase(): Promise<boolean> {
  if (kept.demoDatabase === true) return true;
  const found = await outOfScope((client) => readInstallation((statement) => client.$queryRawUnsafe<unknown[]>(statement)));
  kept.demoDatabase = typeof found !== "string" && found.kind === "demo";
  return kept.demoDatabase;
}

/** The invented people whose sign-ins the demo shows; nobody outside of the demo, and nobody on a database of real data. */
export async function demoPeople(): Promise<ReturnType<typeof demoSignIns>> {
  return serverEnvironment().demo && (await isDemoDatabase()) ? demoSignIns() : [];
}

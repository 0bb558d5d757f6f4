import "server-only";
import { type DemoSignIn, readDemoSignIns } from "@/lib/server/auth/demo-sign-ins";
import { outOfScope } from "@/lib/server/database/client";
import { readInstallation } from "@/lib/server/database/installation";
import { serverEnvironment } from "@/lib/server/environment/server-environment";
import { ofProcess } from "@/lib/server/process/of-process";

const kept = ofProcess("kind of database", (): { demo?: boolean } => ({}));

/** Cached once true: the mark never changes after it is set. */
async function isDemoDatabase(): Promise<boolean> {
  if (kept().demo === true) return true;
  const found = await outOfScope((client) => readInstallation((statement) => client.$queryRawUnsafe<unknown[]>(statement)));
  const demo = typeof found !== "string" && found.kind === "demo";
  kept().demo = demo;
  return demo;
}

/** The fictional people whose sign-ins the demo shows. Empty outside the demo and on a database of real data. */
export async function demoPeople(): Promise<readonly DemoSignIn[]> {
  return serverEnvironment().demo && (await isDemoDatabase()) ? readDemoSignIns() : [];
}

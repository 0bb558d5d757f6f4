import { ensureBuild } from "@/lib/runtime/build";
import { ensureTemplate, startTestCluster } from "@/tests/support/database";

/** One cluster and template for all HTTP tests of the run, and the built pages, created if they are missing. */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBuild(process.cwd(), { announce: console.log });
  const stop = await startTestCluster();
  await ensureTemplate("content");
  return stop;
}

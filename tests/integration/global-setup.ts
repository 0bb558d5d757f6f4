import { ensureTemplate, startTestCluster } from "@/tests/support/database";

/** One cluster and one migrated template for all integration tests of the run. */
export default async function setup(): Promise<() => Promise<void>> {
  const stop = await startTestCluster();
  await ensureTemplate("content");
  return stop;
}

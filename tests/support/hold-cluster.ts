import { ensureTemplate, startTestCluster } from "@/tests/support/database";

/**
 * Holds one cluster with its template (`content`, or `demo` if called with it) for all suites of a run, or joins the existing
 * one. Prints its URLs on standard output and stops it when standard input ends, which also happens when its parent is
 * killed.
 */
const stop = await startTestCluster();
await ensureTemplate(process.argv.includes("demo") ? "demo" : "content");
process.stdout.write(`${process.env.PORTAL_TEST_CLUSTER ?? ""}\n`);
process.on("SIGINT", () => undefined);
for await (const _chunk of process.stdin) continue;
await stop();

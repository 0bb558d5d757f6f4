import { ensureTemplate, startTestCluster } from "@/tests/support/database";

/**
 * Holds one cluster with its template (`content`, or `demo` when called so) for all suites of a run, or joins the one
 * that there is: says its addresses on standard output, stops it when standard input ends (also when whoever started
 * it is killed).
 */
const stop = await startTestCluster();
await ensureTemplate(process.argv.includes("demo") ? "demo" : "content");
process.stdout.write(`${process.env.PORTAL_TEST_CLUSTER ?? ""}\n`);
process.on("SIGINT", () => undefined);
for await (const _chunk of process.stdin) continue;
await stop();

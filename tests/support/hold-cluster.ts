import { ensureTemplate, startTestCluster } from "@/tests/support/database";

/**
 * Holds one cluster with its template (`content`, or `demo` if called with it) for all suites of a run, or joins the existing
 * one. Prints its URLs on standard output and stops it when standard input ends, which also happens when its parent is
 * killed. Called with `demo-later`, it fills the demo's template while the suites that do not need it run; one that does waits
 * for it, and fills it itself if that failed.
 */
const [template] = process.argv.slice(2);
const stop = await startTestCluster();
await ensureTemplate(template === "demo" ? "demo" : "content");
process.stdout.write(`${process.env.PORTAL_TEST_CLUSTER ?? ""}\n`);
process.on("SIGINT", () => undefined);
const filled = template === "demo-later" ? ensureTemplate("demo").catch(() => undefined) : undefined;
for await (const _chunk of process.stdin) continue;
await filled;
await stop();

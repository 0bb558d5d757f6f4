import { startPortal } from "@/lib/launch/portal";

/** Runs a portal in its own process, for tests that kill it: `run-portal.ts WEB_SCRIPT [--demo]`. */
const [webScript = "", ...flags] = process.argv.slice(2);
try {
  process.exitCode = await startPortal({ demo: flags.includes("--demo"), reuse: flags.includes("--reuse"), webScript });
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}

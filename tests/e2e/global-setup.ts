import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const HOLDER = ["--conditions=react-server", "--import", "tsx", "tests/support/hold-cluster.ts", "demo"];

/** The cluster of the run with the demo's template, held by a process that may load the portal's server modules. */
export default async function setup(): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, HOLDER, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(holder, "close");
  const lines = createInterface({ input: holder.stdout });
  const line: unknown = await Promise.race([once(lines, "line").then(([first]: unknown[]) => first), ended.then(() => undefined)]);
  if (typeof line !== "string") throw new Error("the cluster of the tests did not start");
  process.env.PORTAL_TEST_CLUSTER = line;
  return async () => {
    holder.stdin.end();
    await ended;
  };
}

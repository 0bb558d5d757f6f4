import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { makeTestDataDirectory } from "@/tests/support/database";
import { freePort } from "@/tests/support/portal-server";

/* The start of a production portal on a machine without a network. Creating one needs root or user namespaces on Linux;
   without them the failure says so, because nothing else shows it. */
const outcome = z.object({ status: z.number().nullable(), asked: z.array(z.string()), said: z.string() });
const dataDirectory = makeTestDataDirectory();

afterAll(() => {
  rmSync(dataDirectory, { recursive: true, force: true });
});

it("M4 a start in production uses no network: it looks up no name, and the sign-in page responds", { timeout: 400_000 }, async () => {
  const asRoot = process.getuid?.() === 0 ? [] : ["--map-root-user"];
  const run = spawnSync("unshare", [...asRoot, "--net", "--mount", process.execPath, "tests/support/without-network.mjs"], {
    encoding: "utf8",
    env: {
      ...process.env,
      ...{ DATA_DIR: dataDirectory, PORT: String(await freePort()), HOST: "127.0.0.1", NODE_ENV: "production" },
      ...{ DATABASE_URL: "", DATABASE_OWNER_URL: "", PORTAL_URL: "", NEXT_TELEMETRY_DISABLED: "", CHECKPOINT_DISABLE: "" },
    },
  });
  expect(run.status, `unshare: ${run.error?.message ?? run.stderr}`).toBe(0);
  const { said, ...told } = outcome.parse(JSON.parse(run.stdout));
  expect(told, said).toEqual({ status: 200, asked: [] });
});

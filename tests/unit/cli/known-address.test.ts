import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { knownAddress } from "@/lib/cli/environment";
import { portalLock, writeProcessFile } from "@/lib/runtime/process-file";
import { identify } from "@/lib/runtime/process-identity";
import { readLaunchEnvironment } from "@/lib/server/environment/launch-environment";

let dataDirectory = "";
beforeEach(() => {
  dataDirectory = mkdtempSync(path.join(tmpdir(), "portal-address-"));
  for (const name of ["PORTAL_URL", "PORT", "HOST", "DATABASE_URL", "DATABASE_OWNER_URL", "PORTAL_DEMO", "TRUSTED_PROXY"]) vi.stubEnv(name, "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const RUNNING = "https://portal.example.jp";
const known = (): string | null => knownAddress(readLaunchEnvironment({ ...process.env, DATA_DIR: dataDirectory }));
const hold = (process: { pid: number; startedAt: string | null }): void => {
  writeProcessFile(portalLock(dataDirectory), { ...process, url: RUNNING });
};

describe("M4 the address that a command prints", () => {
  it("M4 is the running portal's, whatever the command's own environment", () => {
    hold(identify(process.pid));
    expect(known()).toBe(RUNNING);
    vi.stubEnv("PORT", "4000");
    vi.stubEnv("PORTAL_URL", "https://other.example.jp");
    expect(known()).toBe(RUNNING);
  });

  it.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ PORTAL_URL: "https://other.example.jp" }, "https://other.example.jp"],
    [{ PORT: "4000" }, "http://127.0.0.1:4000"],
    [{ HOST: "127.0.0.2" }, "http://127.0.0.2:3000"],
  ])("M4 without a running portal, comes from the environment %j, and is null where that has none", (environment, expected) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect(known()).toBe(expected);
    hold({ pid: 4_194_303, startedAt: "1" }); // a killed portal left its file behind
    expect(known()).toBe(expected);
    hold({ ...identify(process.pid), startedAt: "1" }); // and its process id now belongs to another process
    expect(known()).toBe(expected);
  });
});

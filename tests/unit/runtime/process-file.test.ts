import { existsSync, linkSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { takeLock } from "@/lib/runtime/process-file";
import { identify } from "@/lib/runtime/process-identity";
import { StartupError } from "@/lib/server/environment/startup-error";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  return { ...real, linkSync: vi.fn(real.linkSync), renameSync: vi.fn(real.renameSync) };
});

const self = { ...identify(process.pid), url: "http://127.0.0.1:3000" };
let directory = "";
beforeEach(() => {
  for (const mocked of [linkSync, renameSync]) vi.mocked(mocked).mockReset();
  directory = mkdtempSync(path.join(tmpdir(), "lock-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const failure = (code: string): Error => Object.assign(new Error(`${code}: operation not permitted`), { code });
const failing = (code: string) => (): void => {
  throw failure(code);
};

it.each(["EPERM", "ENOTSUP", "EMLINK"])("a directory where no hard link can be made (%s) is reported, without retrying forever", (code) => {
  vi.mocked(linkSync).mockImplementation(failing(code));
  const lock = path.join(directory, "portal.lock");
  expect(() => takeLock(lock, self)).toThrow(StartupError);
  expect(() => takeLock(lock, self)).toThrow(new RegExp(`${lock} を作れません[^]*${code}[^]*ハードリンク`));
  expect(readdirSync(directory)).toEqual([]);
});

it("a stale lock that cannot be moved aside is reported too", () => {
  const lock = path.join(directory, "portal.lock");
  writeFileSync(lock, "half a fi");
  vi.mocked(renameSync).mockImplementation(failing("EACCES"));
  expect(() => takeLock(lock, self)).toThrow(/EACCES/);
});

it("a draft that a process of the same id removed is written again", () => {
  const lock = path.join(directory, "portal.lock");
  vi.mocked(linkSync).mockImplementationOnce(failing("ENOENT"));
  expect(takeLock(lock, self)).toBeNull();
  expect([existsSync(lock), readdirSync(directory)]).toEqual([true, ["portal.lock"]]);
});

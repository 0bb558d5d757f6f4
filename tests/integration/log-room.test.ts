import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { boundOutput } from "@/lib/server/log/bounded-output";
import { MEASURE_AGAIN, RotatingFile } from "@/lib/server/log/rotating-file";

/* A separate disk that others fill. Mounting one needs root (or CAP_SYS_ADMIN) on Linux. */

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "portal-room-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], { encoding: "utf8" });
  expect(mounted.status, `a disk to fill cannot be mounted here: ${mounted.error?.message ?? mounted.stderr}`).toBe(0);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  spawnSync("umount", ["--lazy", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const SPARE = 4_000_000;
const line = (length: number): string => `${JSON.stringify({ rest: "x".repeat(length) })}\n`;
const names = (): string[] => readdirSync(folder).sort();
const othersFill = (): void => {
  writeFileSync(path.join(folder, "others"), Buffer.alloc(5_000_000));
};
const later = (): void => {
  vi.setSystemTime(Date.now() + MEASURE_AGAIN);
};

function filledLog(): RotatingFile {
  const log = new RotatingFile(path.join(folder, "server.log"), { size: 100_000, kept: 3, spare: SPARE });
  for (let count = 0; count < 350; count += 1) log.write(line(990));
  expect(names()).toEqual(["server.log", "server.log.1", "server.log.2", "server.log.3"]);
  return log;
}

it("M3 the log frees space as soon as others have filled the disk, in the middle of a file", () => {
  const log = filledLog();
  othersFill();
  log.write(line(10));
  expect(names().length, "the disk is not asked at each line").toBe(5);
  later();
  log.write(line(10));
  expect(names()).toEqual(["others", "server.log"]);
  rmSync(path.join(folder, "others"));
  later();
  for (let count = 0; count < 350; count += 1) log.write(line(990));
  expect(names(), "and takes its own again").toEqual(["server.log", "server.log.1", "server.log.2", "server.log.3"]);
});

it("M3 the log frees space while there is nothing to write", () => {
  const log = filledLog();
  othersFill();
  log.keepRoom();
  expect(names()).toEqual(["others", "server.log"]);
});

it("M3 the output of a running process is reduced too", () => {
  const output = path.join(folder, "postgres.log");
  const descriptor = openSync(output, "a");
  writeSync(descriptor, "x".repeat(2_000));
  boundOutput(output, 1_000, SPARE);
  expect(names()).toEqual(["postgres.log", "postgres.log.1"]);
  writeSync(descriptor, "x".repeat(500));
  boundOutput(output, 1_000, SPARE);
  expect(statSync(output).size).toBe(500);
  othersFill();
  boundOutput(output, 1_000, SPARE);
  expect([names(), statSync(output).size]).toEqual([["others", "postgres.log"], 0]);
  closeSync(descriptor);
});

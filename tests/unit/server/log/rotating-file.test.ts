import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boundOutput } from "@/lib/server/log/bounded-output";
import { RotatingFile } from "@/lib/server/log/rotating-file";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "portal-log-"));
  file = path.join(folder, "server.log");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const line = (number: number): string => `${JSON.stringify({ number, rest: "x".repeat(80) })}\n`;
const sizes = (): number[] => readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
const write = (log: RotatingFile, from: number, to: number): void => {
  for (let number = from; number < to; number += 1) log.write(line(number));
};

describe("M3 the log file", () => {
  it("M3 is rotated while it is written, in whole lines, and all files together stay within the limit", () => {
    const log = new RotatingFile(file, { size: 1000, kept: 3, spare: 0 });
    write(log, 0, 500);
    expect(readdirSync(folder).sort()).toEqual(["server.log", "server.log.1", "server.log.2", "server.log.3"]);
    expect(Math.max(...sizes())).toBeLessThanOrEqual(1000);
    const all = [".3", ".2", ".1", ""].flatMap((end) =>
      readFileSync(file + end, "utf8")
        .trim()
        .split("\n"),
    );
    const numbers = all.map((text) => (JSON.parse(text) as { number: number }).number);
    expect(numbers).toEqual(numbers.map((_one, index) => 500 - numbers.length + index));
  });

  it("M3 continues at its end after a restart", () => {
    write(new RotatingFile(file, { size: 1000, kept: 1, spare: 0 }), 0, 5);
    write(new RotatingFile(file, { size: 1000, kept: 1, spare: 0 }), 5, 15);
    expect(readFileSync(`${file}.1`, "utf8").split("\n")[0]).toBe(line(0).trim());
    expect(Math.max(...sizes())).toBeLessThanOrEqual(1000);
  });

  it("M3 frees space on a disk that has little", () => {
    write(new RotatingFile(file, { size: 1000, kept: 3, spare: 0 }), 0, 100);
    write(new RotatingFile(file, { size: 1000, kept: 3, spare: Number.MAX_SAFE_INTEGER }), 100, 200);
    expect(readdirSync(folder)).toEqual(["server.log"]);
  });

  it("M3 never causes a failure: an unwritable file is skipped until it can be written again", () => {
    const log = new RotatingFile(path.join(folder, "not-there", "server.log"), { spare: 0 });
    write(log, 0, 3);
    const again = new RotatingFile(file, { spare: 0 });
    write(again, 0, 1);
    expect(existsSync(file)).toBe(true);
  });
});

describe("M3 the output of a running process", () => {
  it("M3 is rotated and truncated when it is long, and the process continues from the beginning", () => {
    const output = path.join(folder, "postgres.log");
    const descriptor = openSync(output, "a");
    writeSync(descriptor, "x".repeat(2000));
    boundOutput(output, 1000);
    writeSync(descriptor, "after");
    closeSync(descriptor);
    expect([readFileSync(output, "utf8"), statSync(`${output}.1`).size]).toEqual(["after", 2000]);
  });

  it("M3 stays while it is short, and may be missing", () => {
    const output = path.join(folder, "postgres.log");
    writeFileSync(output, "short");
    boundOutput(output, 1000);
    boundOutput(path.join(folder, "none"), 1000);
    expect(readdirSync(folder)).toEqual(["postgres.log"]);
  });
});

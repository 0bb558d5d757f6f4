import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, textOf } from "@/tests/support/repository";

/** A file of so many lines has more than one subject and should be split (docs/style.md). */
const TOO_MANY_LINES = 300;
const CODE = /\.(?:tsx?|mts|mjs)$/;

const linesOf = (file: string): number => readFileSync(file, "utf8").trimEnd().split("\n").length;

describe("C6 files", () => {
  it.each(["app", "components", "lib", "scripts", "tests"])("C6 files of %s have less than 300 lines", (folder) => {
    const files = filesIn(folder, CODE);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => linesOf(file) >= TOO_MANY_LINES)).toEqual([]);
  });
});

describe("C6 unit tests", () => {
  const files = filesIn("tests/unit", /\.test\.ts$/);
  /** The folder of the code that a test covers. */
  const standsFor = (file: string): string => {
    const folder = path.posix.relative("tests/unit", path.posix.dirname(file));
    return /^(?:components|scripts)(?:\/|$)/.test(folder) ? folder : path.posix.join("lib", folder);
  };

  it("C6 unit tests are in folders that the code has too", () => {
    expect(files.filter((file) => !existsSync(standsFor(file)))).toEqual([]);
  });

  it("C6 unit tests import from the folder that they cover, directly or by a file that they import or start", () => {
    const namedBy = (file: string): string[] =>
      [...textOf(file).matchAll(/"(?:@\/|\.\/)?([\w./-]+)"/g)]
        .flatMap(([, name = ""]) => [name, `${name}.ts`, path.posix.join(path.posix.dirname(file), `${name}.ts`)])
        .filter((name) => name.startsWith("tests/") && existsSync(name));
    const names = (file: string, folder: string): boolean => [file, ...namedBy(file)].some((one) => new RegExp(`["/]${folder}["/]`).test(textOf(one)));
    expect(files.filter((file) => !names(file, standsFor(file)))).toEqual([]);
  });
});

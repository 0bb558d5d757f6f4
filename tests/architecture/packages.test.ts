import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import ts from "typescript";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly dependencies: Readonly<Record<string, string>> };

/** `next` of `next/headers`, `@prisma/client` of `@prisma/client/runtime`. */
const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

/** The packages that a source imports, by any kind of import. */
const packagesOf = (text: string): string[] =>
  ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !/^(?:\.|@\/)/.test(name) && !isBuiltin(name))
    .map(packageOf);

it("C3 what serves requests imports only packages that `npm ci --omit=dev` installs", () => {
  const imported = sourceFiles().flatMap((file) => packagesOf(readFileSync(file, "utf8")).map((name) => ({ file, name })));
  expect(imported.length).toBeGreaterThan(200);
  expect(imported.filter(({ name }) => !(name in dependencies))).toEqual([]);
});

it.each([
  ['import iconv from "iconv-lite";', "iconv-lite"],
  ['import type { Scale } from "d3-scale/src/linear";', "d3-scale"],
  ['const { parse } = await import("csv-parse/sync");', "csv-parse"],
  ['export { test } from "@playwright/test/reporter";', "@playwright/test"],
])("C3 a package that only development needs is found: %s", (text, name) => {
  expect(packagesOf(text)).toEqual([name]);
  expect(dependencies).not.toHaveProperty([name]);
});

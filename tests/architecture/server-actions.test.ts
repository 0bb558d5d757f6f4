import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const serverFiles = (): string[] =>
  ["app", "components", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name.replaceAll("\\", "/")}`))
    .filter((file) => /\.tsx?$/.test(file) && /^\s*["']use server["']/m.test(readFileSync(file, "utf8")));

it("M3 every server action parses the arguments that a page bound to it", () => {
  const exported = serverFiles().flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^export .*$/gm)].map(([line]) => ({ file, line })).filter(({ line }) => !/^export (type|interface) /.test(line)),
  );
  expect(exported.length).toBeGreaterThan(40);
  expect(exported.filter(({ line }) => !/^export const \w+ = (formAction|signedInAction|bareAction|commandForm)\(/.test(line))).toEqual([]);
});

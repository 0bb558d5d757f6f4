import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/* Who waited for a row does not go on with rights that were taken meanwhile: `change` reads them when all is done. */
const naming = (name: RegExp): string[] =>
  ["app", "components", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`))
    .filter((file) => /\.tsx?$/.test(file) && name.test(readFileSync(file, "utf8")))
    .sort();

it("M1 no transaction with a scope is opened but by the changes that read the rights", () => {
  expect(naming(/\binScope\b/)).toEqual(["lib/audit/change.ts"]);
});

it("M1 only what may end the visitor's own rights, or reads them after its lock itself, is spared the reading at the end", () => {
  expect(naming(/\bchangeOfRights\b/)).toEqual(["lib/audit/change.ts", "lib/auth/sign-in.ts", "lib/features/account/tokens.ts", "lib/features/organisation/people.ts"]);
  expect(naming(/\bchangeWithHistory\b/)).toEqual(["lib/audit/change.ts", "lib/features/sheets/save-answers.ts"]);
});

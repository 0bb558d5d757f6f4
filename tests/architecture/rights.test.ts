import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/* Who waited for a row does not go on with rights that were taken meanwhile: `change` reads them when all is done. */
const naming = (name: RegExp): string[] =>
  ["app", "components", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`))
    .filter((file) => /\.tsx?$/.test(file) && name.test(readFileSync(file, "utf8")))
    .sort();

it("M1 no transaction with a scope is opened but by the changes that read the rights", () => {
  expect(naming(/\binScope\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/database/client.ts"]);
});

it("M1 only what may end the visitor's own rights, or reads them after its lock itself, is spared the reading at the end", () => {
  expect(naming(/\bchangeOfRights\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/auth/sign-in.ts", "lib/server/use-cases/use-case.ts"]);
  expect(naming(/\bownHistory\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/use-cases/use-case.ts"]);
  expect(naming(/\baudit: "history",/)).toEqual(["lib/features/sheets/answers/commands.ts"]);
});

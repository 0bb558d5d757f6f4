import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/* A request that waited for a row must not continue with rights revoked in the meantime: `change` checks them again at the end. */
const naming = (name: RegExp): string[] =>
  ["app", "components", "lib"]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file.replaceAll("\\", "/")}`))
    .filter((file) => /\.tsx?$/.test(file) && name.test(readFileSync(file, "utf8")))
    .sort();

it("M1 only the changes that check the rights open a transaction with a scope", () => {
  expect(naming(/\binScope\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/database/client.ts"]);
});

it("M1 the check at the end is skipped only by use cases that may revoke the visitor's own rights or check them after their own lock", () => {
  expect(naming(/\bchangeOfRights\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/use-cases/use-case.ts"]);
  expect(naming(/auditedTransaction\("leaving"/)).toEqual(["lib/server/auth/sign-in.ts"]);
  expect(naming(/\bownHistory\b/)).toEqual(["lib/server/audit/audited-transaction.ts", "lib/server/use-cases/use-case.ts"]);
  expect(naming(/\baudit: "history",/)).toEqual(["lib/features/sheets/answers/commands.ts"]);
});

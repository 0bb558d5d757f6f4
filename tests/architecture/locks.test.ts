import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/* One list of what is locked keeps one lock order (docs/design.md 9): a lock written elsewhere is in no order. */
const LOCK = /\bFOR (?:NO KEY )?UPDATE\b|\bFOR (?:KEY )?SHARE\b|\bpg_(?:try_)?advisory_/;

it("C2 rows and names are locked through lib/server/database/lock.ts alone", () => {
  expect(sourceFiles().filter((file) => LOCK.test(readFileSync(file, "utf8")))).toEqual(["lib/server/database/lock.ts"]);
});

it.each(["FOR UPDATE", "FOR NO KEY UPDATE OF s", "FOR SHARE", "FOR KEY SHARE", "pg_advisory_xact_lock(1)", "pg_try_advisory_lock(1)"])(
  "C2 %s is a lock",
  (sql) => {
    expect(sql).toMatch(LOCK);
  },
);

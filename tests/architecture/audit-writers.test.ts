import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** Columns of each statement of a text that writes entries. What functions of the database write is tested in tests/integration/ways-in-and-out.test.ts. */
const columnsWritten = (text: string): string[] => [...text.matchAll(/INSERT\s+INTO\s+audit\s*\(([^)]*)\)/gi)].map(([, columns = ""]) => columns);

const saysWhetherChanged = (columns: string): boolean => /\bchanged\b/.test(columns);

const writers = sourceFiles().flatMap((file) => columnsWritten(readFileSync(file, "utf8")).map((columns) => ({ file, columns })));

it("M12 every statement that writes entries of the audit trail says whether they are of a change", () => {
  expect(writers.filter(({ columns }) => !saysWhetherChanged(columns))).toEqual([]);
});

it("M12 entries are written in four places, and by Prisma in none", () => {
  expect(writers.map(({ file }) => file).sort()).toEqual([
    "lib/launch/content-import/edition-rows.ts",
    "lib/launch/content-import/sector-rows.ts",
    "lib/server/audit/audited-transaction.ts",
    "lib/server/auth/owner-secrets.ts",
  ]);
  expect(sourceFiles().filter((file) => /\.audit\.(?:create|update|upsert|delete)/.test(readFileSync(file, "utf8")))).toEqual([]);
});

it.each([
  ["INSERT INTO audit (at, action, changed) VALUES (now(), 'a.b', false)", [true]],
  ["INSERT INTO audit (at, action) VALUES (now(), 'changed')", [false]],
  ["insert into  audit\n (at,\n action) SELECT 1; INSERT INTO audit(changed, at) SELECT 2", [false, true]],
  ["INSERT INTO audit_other (at) VALUES (1)", []],
])("M12 of %j each statement is found, and whether it says so", (text, expected) => {
  expect(columnsWritten(text).map(saysWhetherChanged)).toEqual(expected);
});

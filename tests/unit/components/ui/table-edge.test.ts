import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rulesOf } from "@/tests/architecture/stylesheets";

it("M11 on a phone, the edge of a table of numbers is dark until its end is reached", () => {
  const [onPhone] = rulesOf(readFileSync("components/ui/table.css", "utf8")).filter(({ selector }) => selector === ".table-region:not(:has(.work-table))");
  // What covers the edge moves along with the table, and the edge does not.
  expect(JSON.stringify(onPhone)).toMatch(/var\(--surface\)[^)]*\) right [^,]*local,.*var\(--edge\)[^)]*\) right [^,]*scroll,/s);
});

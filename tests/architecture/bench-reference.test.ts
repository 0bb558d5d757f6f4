import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/**
 * The bare route and page of `npm run bench`, and their query. Figures of two versions are compared by their ratio to these, so a
 * change makes all earlier figures useless: change a hash only with a line in the commit that says so. The page also goes
 * through `app/layout.tsx` and `app/globals.css`, and both through the server (`lib/server/serving`): these change with the product.
 */
const REFERENCE = {
  "app/(bench)/bench/page.tsx": "51cc465aa79dfa59",
  "app/api/bench/route.ts": "2ed71824290c66ab",
  "lib/features/bench/pages.ts": "29cbf8c428a21302",
  "lib/features/bench/reference/queries.ts": "2ee43f2e57e4d945",
  "lib/server/database/reference.ts": "51495f47822facb9",
} as const;

it.each(Object.entries(REFERENCE))("C5 the reference of the measurements stays as it is: %s", (file, hash) => {
  expect(createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16)).toBe(hash);
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** What other pages read of their address: nothing that narrows what they show. */
const NO_FILTER: Readonly<Record<string, string>> = {
  "app/(checklist)/checks/[sheet]/[section]/page.tsx": "the notice of a form without a script",
  "app/(portal)/admin/page.tsx": "the page of a list",
  "app/(portal)/checks/[sheet]/history/[item]/page.tsx": "the page of a list",
  "app/(portal)/checks/page.tsx": "the sheet that was handed in",
  "app/(portal)/operator/cycles/[cycleId]/plan/page.tsx": "the next step of the form",
  "app/(portal)/operator/cycles/[cycleId]/submit/page.tsx": "the survey to submit to, of those that are listed",
  "app/(portal)/operator/cycles/[cycleId]/withdraw/page.tsx": "leads back to the list where it cannot use a part",
  "app/(portal)/operator/look-log/page.tsx": "the page of a list",
  "app/(portal)/operator/people/[personId]/handover/page.tsx": "what was entered so far",
  "app/(portal)/operator/people/[personId]/page.tsx": "the notice of what was done",
  "app/(portal)/operator/review/accept/page.tsx": "the sheets that were ticked, which are listed",
  "app/(portal)/operator/review/page.tsx": "the page of a list",
  "app/(portal)/operator/sheets/[sheetId]/assignment/page.tsx": "the search of a form, which stands in its field",
  "app/(portal)/operator/staffing/page.tsx": "the notice of what was done",
  "app/(public)/login/page.tsx": "where to go next",
};

it("M11 every page that its address narrows says which parts of the address it could not use", () => {
  const reading = sourceFiles().filter((file) => file.endsWith("/page.tsx") && readFileSync(file, "utf8").includes("searchParams"));
  const silent = reading.filter((file) => !/<UnusedParts text=\{view\.unused\} \/>/.test(readFileSync(file, "utf8")));
  expect(reading.length).toBeGreaterThan(30);
  expect(silent.toSorted()).toEqual(Object.keys(NO_FILTER));
});

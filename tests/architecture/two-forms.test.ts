import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesIn } from "@/tests/architecture/sources";

/*
 * What is chosen in one form is not sent with another. So a page on which something is chosen in a form of its own, a filter or
 * ticks, beside a form that changes something, has to be one where the button of the second means all that it says.
 */
const CHOOSES = /<form\b[^>]*\bmethod="get"|<FilterForm\b/;
const CHANGES = /<ActionForm\b/;

const HARMLESS: Readonly<Record<string, string>> = {
  "app/(portal)/ministry/surveys/[surveyId]/page.tsx": "finds an operator in the table; the buttons name the numbers of the whole survey",
  "app/(portal)/operator/cycles/[cycleId]/progress/page.tsx": "filters the list; handing out later says that it goes by no filter",
  "app/(portal)/operator/people/[personId]/handover/page.tsx": "chooses first; what changes something is on the step after it, without choices",
  "app/(portal)/operator/people/[personId]/page.tsx": "the roles lead to the handover; the other forms are about the link and the register",
};

const COMPONENTS = filesIn("components");
const sources = new Map([...COMPONENTS, ...filesIn("app")].map((file) => [file, readFileSync(file, "utf8")]));

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(sources.get(file) ?? "", true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const place = fileName.startsWith("@/") ? fileName.slice(2) : path.posix.join(path.posix.dirname(file), fileName);
    return [place, `${place}.ts`, `${place}.tsx`].filter((candidate) => sources.has(candidate));
  });
}

/** The page with all components that it can show, without the forms' own. */
function partsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file) || file.startsWith("components/ui/")) return seen;
  seen.add(file);
  for (const imported of importsOf(file)) partsOf(imported, seen);
  return seen;
}

const holds = (page: string, form: RegExp): boolean => [...partsOf(page)].some((part) => form.test(sources.get(part) ?? ""));

describe("M7 choices and the button that they are for", () => {
  it("M7 stand in one form, unless the other button is about something else", () => {
    const pages = [...sources.keys()].filter((file) => file.endsWith("/page.tsx"));
    expect(pages.filter((page) => holds(page, CHOOSES)).length).toBeGreaterThan(10);
    const both = pages.filter((page) => holds(page, CHOOSES) && holds(page, CHANGES));
    expect(both.filter((page) => !(page in HARMLESS))).toEqual([]);
    expect(Object.keys(HARMLESS).filter((page) => !both.includes(page))).toEqual([]);
  });
});

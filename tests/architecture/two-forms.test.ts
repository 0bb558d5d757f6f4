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

/** The forms of a part of a page, each by the name of its action, with the beginning of its tag. */
const formsIn = (part: string): { readonly name: string; readonly tag: string }[] =>
  [...(sources.get(part) ?? "").matchAll(/<ActionForm\b([^>]*?)\baction=\{\s*([\w.[\]]+)[^>]*/g)].map(([tag, , action = ""]) => ({
    name: `${part} ${action.replace(/\.bind$/, "")}`,
    tag,
  }));

/** Forms that stand on a page with a long text of another one, and after which that text is still there. */
const STAYING: Readonly<Record<string, string>> = {
  "components/admin/operator-page.tsx addOperatorAction": "the only form of its page",
  "components/admin/operator-page.tsx changeOperatorAction": "says on the same page that it is done",
  "components/assignment/sheet-assignment.tsx handOutAgainAction": "the only form of the page of a withdrawn sheet",
  "components/cycles/confirmation-pages.tsx cancelCycleAction": "the only form of its page",
  "components/cycles/confirmation-pages.tsx changeRunningAction": "the only form of its page",
  "components/cycles/confirmation-pages.tsx reviewCycleAction": "the only form of its page",
  "components/cycles/hand-out.tsx askAllAction": "shows the same page again, with what was typed",
  "components/cycles/hand-out.tsx leaveOutAction": "shows the same page again, with what was typed for other places",
  "components/cycles/plan-form.tsx view.cycleId": "the only form of its page",
  "components/handover/handover-page.tsx chooseHandoverAction": "shows the step after it, and carries what was typed along",
  "components/handover/handover-page.tsx effectiveOn": "the only form of its step",
  "components/review/review-item.tsx tickForMinistryAction": "says on the same page that it is done",
  "components/review/remarks.tsx withdrawRemarkAction": "says on the same page that it is done",
};

describe("M8 a text that is typed and not sent", () => {
  it("M8 is pointed out by every form of its page that leads away", () => {
    const pages = [...sources.keys()].filter((file) => file.endsWith("/page.tsx")).map((page) => [...partsOf(page)]);
    const several = pages.filter((parts) => parts.some((part) => /<TextArea\b/.test(sources.get(part) ?? "")) && parts.flatMap(formsIn).length > 1);
    expect(several.length).toBeGreaterThan(5);
    const leading = several.flatMap((parts) => parts.flatMap(formsIn)).filter(({ tag }) => !/\b(?:leaves|empties)\b/.test(tag));
    const names = [...new Set(leading.map(({ name }) => name))];
    expect(names.filter((name) => !(name in STAYING))).toEqual([]);
    expect(Object.keys(STAYING).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("M7 choices and the button that they are for", () => {
  it("M7 stand in one form, unless the other button is about something else", () => {
    const pages = [...sources.keys()].filter((file) => file.endsWith("/page.tsx"));
    expect(pages.filter((page) => holds(page, CHOOSES)).length).toBeGreaterThan(10);
    const both = pages.filter((page) => holds(page, CHOOSES) && holds(page, CHANGES));
    expect(both.filter((page) => !(page in HARMLESS))).toEqual([]);
    expect(Object.keys(HARMLESS).filter((page) => !both.includes(page))).toEqual([]);
  });
});

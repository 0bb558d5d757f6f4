import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "@/tests/architecture/sources";

/** Addresses that links are written with. */
const CONSTANTS: Readonly<Record<string, string>> = {
  OPERATOR_HREF: "/operator",
  TASKS_HREF: "/tasks",
  CYCLES_HREF: "/operator/cycles",
  REVIEW_HREF: "/operator/review",
};

/** Links that say what to do there, and not the name of the page. */
const SAYS_WHAT_TO_DO = /(?:開く|読む|見る|戻る|確かめる)$/;
/** The first tab of 「人と部署」, whose page has the name of the part as a whole. */
const SHORT_NAMES: Readonly<Record<string, string>> = { 人: "/operator/people" };
/** The part of the portal that a page belongs to, by the menu. */
const PARTS: Readonly<Record<string, string>> = { "/operator/organisation": "人と部署" };

const LINK = /label: "([^"]+)", href: (?:"([^"?#]+)"|(\w+_HREF)) *[,}]/g;

/** The title of the page at an address without parameters. */
const titles = new Map(
  sourceFiles().flatMap((file) => {
    const route = /^app\/\([a-z]+\)(\/[a-z\-/]+)\/page\.tsx$/.exec(file)?.[1];
    const title = /metadata: Metadata = \{ title: "([^"]+)" \}/.exec(readFileSync(file, "utf8"))?.[1];
    return route === undefined || title === undefined ? [] : [[route, title] as const];
  }),
);

const links = sourceFiles()
  .filter((file) => /^(?:components|lib)\//.test(file))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(LINK)].flatMap(([, label = "", address, constant = ""]) => {
      const href = address ?? CONSTANTS[constant];
      return href === undefined || SAYS_WHAT_TO_DO.test(label) ? [] : [{ file, label, href }];
    }),
  );

/** Several words for one thing, and the one that is used. */
const ONE_WORD = { 人と空席: "人の変更と空席", "担当・取下げ": "担当と取下げ" } as const;

describe("M11 one thing has one name", () => {
  it("M11 menu, tabs, links and breadcrumbs call a page by its title", () => {
    expect(titles.size).toBeGreaterThan(25);
    expect(links.length).toBeGreaterThan(50);
    const wrong = links.filter(({ label, href }) => titles.has(href) && titles.get(href) !== label && SHORT_NAMES[label] !== href && PARTS[href] !== label);
    expect(wrong.map(({ file, label, href }) => `${file}: ${label}, but ${href} is ${titles.get(href) ?? ""}`)).toEqual([]);
  });

  it("M11 the links of a round call its pages by their titles", () => {
    const texts = readFileSync("lib/features/cycle-pages/overview/pages.ts", "utf8");
    const own = [...texts.matchAll(/link\("([^"]+)", "[^"]+", "([a-z-]+)"\)/g)].map(([, label = "", leaf = ""]) => ({ label, leaf }));
    expect(own.length).toBeGreaterThan(6);
    const titleOf = (leaf: string) => /title: "([^"]+)"/.exec(readFileSync(`app/(portal)/operator/cycles/[cycleId]/${leaf}/page.tsx`, "utf8"))?.[1] ?? "";
    // 「名前・期間・期限を変える」 and 「取りやめる」 say what to do.
    const names = own.filter(({ label }) => !/(?:変える|やめる)$/.test(label));
    expect(names.map(({ leaf, label }) => [leaf, label])).toEqual(names.map(({ leaf }) => [leaf, titleOf(leaf)]));
  });

  it.each(Object.keys(ONE_WORD))("M11 %s is nowhere", (word) => {
    expect(sourceFiles().filter((file) => !file.startsWith("lib/demo/") && readFileSync(file, "utf8").includes(word))).toEqual([]);
  });
});

import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { filesAtTop, filesIn, textOf } from "@/tests/support/repository";

const SOURCE = /\.(?:ts|tsx|mjs|js|css|prisma|yaml)$/;
const FOLDERS = ["app", "components", "content", "docs", "lib", "prisma", "scripts", "tests"];
const OWN = "tests/architecture/references.test.ts";

const PAGES = [...filesAtTop(/\.md$/), ...FOLDERS.flatMap((folder) => filesIn(folder, /\.md$/))];
const TEXTS = [...PAGES, ...filesAtTop(SOURCE), ...FOLDERS.flatMap((folder) => filesIn(folder, SOURCE))].filter((file) => file !== OWN);
/** The changelog describes earlier states. */
const PRESENT_PAGES = PAGES.filter((file) => file !== "CHANGELOG.md");

const withoutCodeBlocks = (page: string): string => page.replace(/^```.*?^```$/gms, "");

/** The faults in the texts, each as `file: reference`. */
const faults = (files: readonly string[], inText: (text: string, file: string) => readonly string[]): string[] =>
  files.flatMap((file) => inText(textOf(file), file).map((reference) => `${file}: ${reference}`));

/** The anchors of a page's headings. */
function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = [...withoutCodeBlocks(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) => {
      const slug = heading
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
        .replaceAll(" ", "-");
      const before = seen.get(slug) ?? 0;
      seen.set(slug, before + 1);
      return before === 0 ? slug : `${slug}-${String(before)}`;
    }),
  );
}

/** External links are not followed, because a test must not fail without a network. */
const linksOf = (page: string): { readonly text: string; readonly target: string }[] =>
  [...withoutCodeBlocks(page).matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)]
    .map(([, text = "", target = ""]) => ({ text, target: decodeURIComponent(target) }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));

const brokenLinks = (page: string, file: string): string[] =>
  linksOf(page).flatMap(({ target }) => {
    const [name = "", anchor] = target.split("#");
    const linked = name === "" ? file : path.posix.join(path.posix.dirname(file), name);
    if (!existsSync(linked)) return [target];
    return anchor === undefined || anchorsOf(textOf(linked)).has(anchor) ? [] : [target];
  });

const sectionsOf = (page: string): Set<string> => new Set([...textOf(page).matchAll(/^## (\d+)\. /gm)].map(([, number = ""]) => number));

/** `docs/design.md 2 and 3`: every number is a section of that page. Numbers such as 3.1.4.1(2) belong to the guideline. */
const missingSections = (text: string): string[] =>
  [...text.matchAll(/\bdocs\/[a-z-]+\.md \d+(?![.\d]*\d)(?:(?:, | and |・)\d+(?![.\d]*\d))*/g)].flatMap(([reference]) => {
    const [page = "", ...numbers] = reference.match(/docs\/[a-z-]+\.md|\d+/g) ?? [];
    return existsSync(page) && numbers.every((number) => sectionsOf(page).has(number)) ? [] : [reference];
  });

/** Missing pages among those named, by their path in the project or relative to the naming file. */
const missingPages = (text: string, file: string): string[] =>
  [...text.matchAll(/(?<![\w/.*-])(?:[\w.-]+\/)*[\w-]+\.md\b/g)]
    .map(([name]) => name)
    .filter((name) => !existsSync(name) && !existsSync(path.posix.join(path.posix.dirname(file), name)));

const DECISIONS = new Map(filesIn("docs/decisions", /\/\d{4}-[^/]+\.md$/).map((file) => [path.posix.basename(file).slice(0, 4), file]));

const missingDecisions = (text: string): string[] =>
  [...text.matchAll(/\b(?:ADRs?|decisions?)[ /]\d{4}(?!\d)(?:(?:, | and |・)\d{4})*/gi)].flatMap(([reference]) =>
    (reference.match(/\d{4}/g) ?? []).filter((number) => !DECISIONS.has(number)),
  );

/** `[0016](0016-links-and-rights.md)`: the label must match the target. */
const mislabelledDecisions = (page: string): string[] =>
  linksOf(page)
    .filter(({ text, target }) => /^\d{4}$/.test(text) && !path.posix.basename(target).startsWith(`${text}-`))
    .map(({ text, target }) => `${text} → ${target}`);

const NOT_THERE_YET = /^## Not there yet\n(.*?)(?=^## )/ms;
const PLACE = /`((?:app|components|content|docs|lib|prisma|scripts|tests)\/[^`\s]*)`/g;

const placesIn = (page: string): string[] =>
  [...withoutCodeBlocks(page).matchAll(PLACE)]
    .map(([, place = ""]) => place)
    // Patterns such as `lib/features/<noun>/`, `prisma/migrations/*_locks`, `scripts/{a,b}.mjs` name no single place.
    .filter((place) => !/[*<>{}…]|\[id\]/.test(place));

/** Places before the first colon of each entry of the list. */
const announced = (): string[] => {
  const list = NOT_THERE_YET.exec(textOf("docs/style.md"))?.[1] ?? "";
  return list.split("\n").flatMap((line) => placesIn(line.split(":")[0] ?? ""));
};

const missingPlaces = (page: string): string[] => {
  const planned = announced();
  return placesIn(page).filter((place) => !existsSync(place) && !planned.includes(place));
};

describe("C3 references in the repository", () => {
  it("C3 references lead from each page to existing files and headings", () => {
    expect(faults(PAGES, brokenLinks)).toEqual([]);
  });

  it("C3 references name existing sections", () => {
    expect(faults(TEXTS, missingSections)).toEqual([]);
  });

  it("C3 references name existing pages", () => {
    expect(faults(TEXTS, missingPages)).toEqual([]);
  });

  it("C3 references name existing decisions, by their number", () => {
    expect(faults(TEXTS, missingDecisions)).toEqual([]);
    expect(faults(PAGES, mislabelledDecisions)).toEqual([]);
  });

  it("C3 references name existing places in the source", () => {
    expect(faults(PRESENT_PAGES, missingPlaces)).toEqual([]);
  });

  it("C3 what is announced as not there yet is missing", () => {
    expect(announced().filter((place) => existsSync(place))).toEqual([]);
  });

  it("C3 broken references are reported by each rule", () => {
    expect(brokenLinks("[a](nowhere.md) [b](design.md#nothing) [c](design.md#1-what-it-is-for)", "docs/x.md")).toEqual(["nowhere.md", "design.md#nothing"]);
    expect(missingSections("docs/design.md 2 and 99, docs/design.md 3; 3.1.4.1(2), docs/none.md 1")).toEqual(["docs/design.md 2 and 99", "docs/none.md 1"]);
    expect(missingPages("NOWHERE.md docs/design.md design.md", "docs/x.md")).toEqual(["NOWHERE.md"]);
    expect(missingDecisions("ADR 0001 and 9998, decision 9999")).toEqual(["9998", "9999"]);
    expect(missingDecisions("docs/decisions/0001, (docs/decisions/9997). decisions/9996-none.md")).toEqual(["9997", "9996"]);
    expect(mislabelledDecisions("[0001](decisions/0002-row-level-security.md)")).toHaveLength(1);
    expect(missingPlaces("`lib/nowhere/` `lib/*/x` `lib/domain/`")).toEqual(["lib/nowhere/"]);
  });
});

describe("C3 decisions", () => {
  it("C3 decisions are listed in the order of their numbers, and a number without a decision says so", () => {
    const listed = [...textOf("docs/decisions/README.md").matchAll(/^\| (?:\[(\d{4})\]|(\d{4}) \| 欠番)/gm)].map(([, number, none]) => Number(number ?? none));
    expect(listed.length).toBeGreaterThanOrEqual(DECISIONS.size);
    expect(listed).toEqual(listed.map((_number, index) => index + 1));
  });

  it.each([...DECISIONS])("C3 decision %s is listed, dated, and names the alternatives", (number, file) => {
    const text = textOf(file);
    expect(text).toMatch(new RegExp(`^# ${number} \\S`));
    expect(text.split("\n")[2]).toMatch(/^日付：\d{4}-\d{2}-\d{2}　状態：(?:採用|.*に置き換え)/);
    for (const heading of ["状況", "決めたこと", "ほかの案", "結果"]) expect(text).toMatch(new RegExp(`^## ${heading}$`, "m"));
    expect(textOf("docs/decisions/README.md")).toContain(`[${number}](${path.posix.basename(file)})`);
  });
});

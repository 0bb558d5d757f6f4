import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { pageLinks } from "@/tests/architecture/page-links";
import { sourceFiles } from "@/tests/architecture/sources";

/** What a link may say beside the name of its page. */
const DOING = /(?:を(?:開く|読む|見る|確かめる)|[にへ]戻る|へ)$/;
/** Links with other words, and why. */
const OTHER_WORDS = [
  { pattern: /ずに戻る$/, because: "names what is not done" },
  { pattern: /^条件を消す$/, because: "leads to the page that it is on" },
  { pattern: /^部署を登録$/, because: "the link is what to do, within a sentence" },
  { pattern: /^点検票の確認に戻って選ぶ$/, because: "names the page, and what to do there" },
  { pattern: /^サインインする$/, because: "signing in is what the page does" },
] as const;
/** The first tab of 「人と部署」, whose page has the name of the part as a whole. */
const SHORT_NAMES: Readonly<Record<string, string>> = { 人: "/operator/people" };
/** The part of the portal that a page belongs to, by the menu. */
const PARTS: Readonly<Record<string, string>> = { "/operator/organisation": "人と部署" };

/** The title of the page at an address whose only parameter may be a round, which is written as `*`. */
const titles = new Map(
  sourceFiles().flatMap((file) => {
    const route = /^app\/\([a-z]+\)(\/[a-z\-/*]+)\/page\.tsx$/.exec(file.replace("[cycleId]", "*"))?.[1];
    const title = /metadata: Metadata = \{ title: "([^"]+)" \}/.exec(readFileSync(file, "utf8"))?.[1];
    return route === undefined || title === undefined ? [] : [[route, title] as const];
  }),
);

const links = sourceFiles()
  .filter((file) => /^(?:components|lib)\//.test(file))
  .flatMap((file) => pageLinks(file, readFileSync(file, "utf8")).map((link) => ({ file, ...link })))
  .filter(({ href }) => titles.has(href));

/** Several words for one thing, and the one that is used. */
const ONE_WORD = { 人と空席: "人の変更と空席", "担当・取下げ": "担当と取下げ" } as const;

describe("M11 one thing has one name", () => {
  it("M11 menu, tabs, links and breadcrumbs call a page by its title", () => {
    expect(titles.size).toBeGreaterThan(25);
    expect(links.length).toBeGreaterThan(50);
    const usual = links.filter(({ label }) => !OTHER_WORDS.some(({ pattern }) => pattern.test(label)));
    const wrong = usual
      .map((link) => ({ ...link, name: link.label.replace(DOING, "") }))
      .filter(({ label, name, href }) => ![label, name].includes(titles.get(href) ?? "") && SHORT_NAMES[label] !== href && PARTS[href] !== name);
    expect(wrong.map(({ file, label, href }) => `${file}: ${label}, but ${href} is ${titles.get(href) ?? ""}`)).toEqual([]);
  });

  it.each(OTHER_WORDS)("M11 the other words $pattern are still used: $because", ({ pattern }) => {
    expect(links.some(({ label }) => pattern.test(label))).toBe(true);
  });

  it.each([
    ['const link = { label: "採点", href: "/operator" };', "採点 /operator"],
    ['const link = { label: "採点", text: `「${title}」。`, href: cycleHref(id, "scores") };', "採点 /operator/cycles/*/scores"],
    ['const link = { label: "採点", href: inDepartment(own, cycleHref(id, "scores")) };', "採点 /operator/cycles/*/scores"],
    ['<p>先に<a href="/operator/people">人の一覧</a>から選びます。</p>', "人の一覧 /operator/people"],
    ['const words = { backHref: "/operator/people", backLabel: "人と部署へ戻る" };', "人と部署へ戻る /operator/people"],
    ["<LinkButton rank='primary' href={REVIEW_HREF}>\n  点検票の確認\n</LinkButton>", "点検票の確認 /operator/review"],
    ['<a href={cycleHref(id, "items")}>項目</a>', "項目 /operator/cycles/*/items"],
  ])("M11 a link is seen: %s", (source, link) => {
    expect(pageLinks("link.tsx", source).map(({ label, href }) => `${label} ${href}`)).toEqual([link]);
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

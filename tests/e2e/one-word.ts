import type { Page } from "@playwright/test";

const PRODUCT = "｜情報セキュリティ自己点検ポータル";

/**
 * Where the page has several names: the last step of the breadcrumb and the heading are one (either may have more words), and a
 * page of the menu has the word of the menu as its title. The dashboard's heading is the name of its round.
 */
export const nameFaults = (page: Page): Promise<string[]> =>
  page.evaluate((product) => {
    const textOf = (element: Element | null): string => (element?.textContent ?? "").replace(/\s/gu, "");
    const heading = textOf(document.querySelector("h1"));
    const step = textOf(document.querySelector(".breadcrumb [aria-current=page]"));
    const title = document.title.replace(product, "");
    const here = document.querySelector<HTMLAnchorElement>("header nav a[aria-current=page]");
    const menu = here !== null && here.pathname === location.pathname ? textOf(here) : "";
    return [
      ...(step === "" || heading.includes(step) || step.includes(heading) ? [] : [`「${heading}」 but 「${step}」 in the breadcrumb`]),
      ...(menu === "" || menu === title ? [] : [`「${menu}」 in the menu but 「${title}」 as the title`]),
      ...(menu === "" || menu === "ダッシュボード" || heading.includes(menu) ? [] : [`「${menu}」 in the menu but 「${heading}」 as the heading`]),
    ];
  }, PRODUCT);

/** Names that several forms of the page have, so that a list of its forms does not tell them apart. */
export const equalForms = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const names = [...document.querySelectorAll("form[aria-label]")].map((form) => form.getAttribute("aria-label") ?? "");
    return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  });

/** The numbers of 対策項目 of the airport guideline that a page shows without the sentence that explains both. */
export const unexplainedNumbers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const text = document.querySelector("main")?.textContent ?? "";
    const shown = text.match(/対策項目[\s（]*(?:169|163)件/gu) ?? [];
    return text.includes("対策項目は169件で、そのうち") ? [] : [...new Set(shown)];
  });

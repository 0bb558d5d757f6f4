import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import type { Result, RunOptions } from "axe-core";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Marks the elements whose contrast axe measures. Contrast is nine tenths of axe's time on a long page, where most elements are
 * repetitions: those that have the same colours, sizes and classes, and the same ones around them, have the same contrast. So one
 * visible element of each such kind is measured, on every page and at every width; each kind counts, however often it occurs.
 */
const markKinds = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll("[data-contrast]")) element.removeAttribute("data-contrast");
    const around = new Map<Element, string>();
    const states = (element: Element): string =>
      [...element.attributes]
        .filter(({ name, value }) => (/^(?:data|aria)-/.test(name) && value.length <= 20) || /^(?:class|style|type|open|disabled|checked)$/.test(name))
        .map(({ name, value }) => `${name}=${value}`)
        .join(" ");
    const kindOf = (element: Element): string => {
      const known = around.get(element);
      if (known !== undefined) return known;
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex } = getComputedStyle(element);
      const own = [element.tagName, states(element), backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex].join("|");
      const kind = `${element.parentElement ? kindOf(element.parentElement) : ""}>${own}`;
      around.set(element, kind);
      return kind;
    };
    const hasText = (element: Element): boolean =>
      element.matches("input, select, textarea") || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    const kinds = new Set<string>();
    for (const element of document.body.querySelectorAll("*")) {
      if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1) continue;
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
      const kind = [kindOf(element), color, fontSize, fontWeight, textShadow].join("|");
      if (kinds.has(kind)) continue;
      kinds.add(kind);
      element.setAttribute("data-contrast", "");
    }
  });

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ONLY_MARKED = `${SOURCE};axe.configure({ rules: [{ id: "color-contrast", selector: "[data-contrast]" }] });`;

/** Reading axe takes longer than running it on a short page, so a document gets it once for all its widths and states. */
async function bringAxe(page: Page): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(ONLY_MARKED);
}

/** Only violations: axe would describe every element that passes. */
const OPTIONS: RunOptions = { resultTypes: ["violations"], runOnly: STANDARDS };

/** Runs in the page. */
const runAxe = async (options: RunOptions): Promise<Result[]> => (await (window as unknown as { axe: typeof axe }).axe.run(options)).violations;

/**
 * What a bar that stays covers depends on where the page was scrolled to: axe sees it at its own place in the page. And it sees what
 * the browser lays out only when it comes near.
 */
const settle = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const bar of document.querySelectorAll<HTMLElement>(".action-bar")) bar.style.position = "static";
    for (const part of document.querySelectorAll<HTMLElement>("*"))
      if (getComputedStyle(part).contentVisibility === "auto") part.style.contentVisibility = "visible";
  });

/** The violations of the page in its present state, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await settle(page);
  await markKinds(page);
  await bringAxe(page);
  const found = await page.evaluate(runAxe, OPTIONS);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} — ${(failureSummary ?? "").split("\n").slice(1).join(" ").trim()}`),
  );
}

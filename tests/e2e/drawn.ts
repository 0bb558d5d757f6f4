import type { Locator } from "@playwright/test";

/** The left edges, in pixels, of where these parts of a text are drawn, in the order given. */
export const leftEdges = (within: Locator, parts: readonly string[]): Promise<number[]> =>
  within.evaluate((element, wanted) => {
    const nodes: Text[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
    return wanted.map((part) => {
      for (const node of nodes) {
        const at = node.data.indexOf(part);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + part.length);
        return Math.round(range.getBoundingClientRect().left);
      }
      return Number.NaN;
    });
  }, parts);

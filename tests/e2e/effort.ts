import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";

interface Effort {
  readonly pages: number;
  readonly clicks: number;
  readonly keys: number;
  readonly seconds: number;
}

declare global {
  interface Window {
    portalEffort?: (kind: "clicks" | "keys") => void;
  }
}

/** Counts what somebody does on a page: pages opened, clicks (also taps), keys outside of texts; and the seconds that it takes here. */
export async function watchEffort(page: Page): Promise<{
  readonly so: () => Effort;
  readonly again: () => void;
  /** Work that is not somebody's, and takes none of their seconds: a picture. */
  readonly aside: (work: Promise<void>) => Promise<void>;
}> {
  const count = { pages: 0, clicks: 0, keys: 0 };
  let started = performance.now();
  await page.exposeFunction("portalEffort", (kind: "clicks" | "keys") => {
    count[kind] += 1;
  });
  await page.addInitScript(() => {
    addEventListener("pointerdown", () => window.portalEffort?.("clicks"), true);
    addEventListener(
      "change",
      (event) => {
        // A choice in a list is made without a click that a page hears of.
        if (event.target instanceof HTMLSelectElement) window.portalEffort?.("clicks");
      },
      true,
    );
    addEventListener(
      "keydown",
      (event) => {
        const typing = event.target instanceof HTMLElement && event.target.matches("textarea, input:not([type=radio], [type=checkbox])");
        if (!typing) window.portalEffort?.("keys");
      },
      true,
    );
  });
  let last = "";
  page.on("framenavigated", (frame) => {
    const [address = ""] = frame.url().split("#");
    if (frame !== page.mainFrame() || address === last) return;
    last = address;
    count.pages += 1;
  });
  return {
    so: () => ({ ...count, seconds: (performance.now() - started) / 1000 }),
    aside: async (work) => {
      const began = performance.now();
      await work;
      started += performance.now() - began;
    },
    again: () => {
      Object.assign(count, { pages: 0, clicks: 0, keys: 0 });
      started = performance.now();
    },
  };
}

const DIRECTORY = path.join(".cache", "walk");

/** A picture of the whole page, for looking at. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(DIRECTORY, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: path.join(DIRECTORY, `${name}-${String(width)}.png`), fullPage: true, animations: "disabled" });
}

export const effortText = (name: string, width: number, { pages, clicks, keys, seconds }: Effort): string =>
  `${name.padEnd(28)} ${String(width).padStart(4)} px  画面 ${String(pages).padStart(2)}  押す ${String(clicks).padStart(2)}  キー ${String(keys).padStart(2)}  ${seconds.toFixed(1)} 秒\n`;

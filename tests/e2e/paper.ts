import type { Page } from "@playwright/test";

const SHEET = /\/Type\s*\/Page\b/g;

/** How many sheets of paper the page prints on. */
export const printedSheets = async (page: Page): Promise<number> => (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(SHEET)?.length ?? 0;

import type { Page } from "@playwright/test";

/** What is wrong with the tables of the page on a phone, one line each: a work list is cards, and numbers keep their first column. */
export const tableFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faultsOfCards = (table: HTMLTableElement): string[] => {
      const region = table.closest<HTMLElement>(".table-region");
      const columns = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent);
      const rows = [...table.querySelectorAll("tbody tr:not([data-group])")];
      const parts = [table, ...table.querySelectorAll("thead, tbody, tr:not([data-group]), tr:not([data-group]) > *")];
      return [
        ...(region?.checkVisibility() && region.scrollWidth > region.clientWidth ? ["scrolls sideways"] : []),
        ...parts.flatMap((part) => (part.hasAttribute("role") ? [] : [`<${part.tagName.toLowerCase()}> has no role`])),
        ...rows.flatMap(({ children }) => (children.length === columns.length ? [] : [`${String(children.length)} cells for ${columns.join()}`])),
        ...rows.flatMap(({ children }) =>
          [...children].flatMap((cell, at) =>
            cell.getAttribute("role") === "rowheader" || cell.getAttribute("data-column") === columns[at] ? [] : [`no name in ${cell.outerHTML}`],
          ),
        ),
      ];
    };
    const faultsOfNumbers = (region: HTMLElement): string[] => {
      if (!region.checkVisibility() || region.scrollWidth <= region.clientWidth) return [];
      region.scrollLeft = region.scrollWidth;
      const { left, width } = region.getBoundingClientRect();
      const first = [...region.querySelectorAll("tbody th:not([colspan])")].map((heading) => heading.getBoundingClientRect());
      region.scrollLeft = 0;
      return [
        ...(first.some((box) => box.left < left - 1) ? ["the first column goes away"] : []),
        ...(first.some((box) => box.width > width * 0.6) ? ["the first column leaves no room"] : []),
      ];
    };
    return [...document.querySelectorAll<HTMLElement>(".table-region")].flatMap((region) => {
      const table = region.querySelector<HTMLTableElement>(".work-table");
      return (table === null ? faultsOfNumbers(region) : faultsOfCards(table)).map((fault) => `${region.getAttribute("aria-label") ?? ""}: ${fault}`);
    });
  });

/** Clause numbers that the focus ring of their link or title would cover: 4 px wide and 2 px away (components/ui/base.css). */
export const ringFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const RING = 6;
    return [...document.querySelectorAll(".section-code")].flatMap((code) => {
      const titled = code.nextElementSibling;
      if (!titled?.matches("a, [tabindex]") || !titled.checkVisibility()) return [];
      const size = Number.parseFloat(getComputedStyle(code).fontSize);
      const covers = [...code.getClientRects()].some((number) => {
        // The box of the letters, without the room above and below them.
        const middle = (number.top + number.bottom) / 2;
        return [...titled.getClientRects()].some(
          (box) =>
            box.left - RING < number.right && box.right + RING > number.left && box.top - RING < middle + size / 2 && box.bottom + RING > middle - size / 2,
        );
      });
      return covers ? [`${code.textContent} before ${titled.textContent.slice(0, 20)}`] : [];
    });
  });

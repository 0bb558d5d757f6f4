import type { AnswerStatus, SheetFilter } from "@/lib/domain/checking/state";
import type { AnsweringRole, Phase, Tier } from "@/lib/domain/guideline/edition";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { localId } from "@/lib/labels/guideline-addresses";

/** Which answers of a cycle a page shows: those of a place. */
export interface PlaceQuery {
  /** A department's id; `none` for sheets without one. */
  readonly department?: string | undefined;
  readonly role?: AnsweringRole | undefined;
  /** A critical system's id; `none` for sheets without one. */
  readonly system?: string | undefined;
}

/** Which items of a cycle a page lists. */
export interface ItemsQuery extends PlaceQuery {
  readonly tier?: Tier | undefined;
  readonly phase?: Phase | undefined;
  /** The full id of a section, whose items below it are included. */
  readonly section?: string | undefined;
  /** `gap`: only items that need improvement; `attained`: those that everybody implements. */
  readonly show?: "gap" | "attained" | undefined;
}

const withQuery = (address: string, query: Readonly<Record<string, string | undefined>>): string => {
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
  return search === "" ? address : `${address}?${search}`;
};

/** The list of a cycle's items behind a figure. */
export const itemsHref = (cycleId: string, { section, ...query }: ItemsQuery): string =>
  withQuery(cycleHref(cycleId, "items"), { ...query, ...(section === undefined ? {} : { section: localId(section) }) });

/** What stands behind the figures of a cycle, or of one of its departments. */
export interface Behind {
  readonly items: (query: ItemsQuery) => string;
  readonly item: (itemId: string) => string;
  readonly sheets: (query: PlaceQuery & { readonly state?: SheetFilter | undefined }) => string;
  /** The sheets that a number like 「4／5枚」 counts: those that were handed out and not withdrawn. */
  readonly handedOut: (place: PlaceQuery) => string;
}

export function behind(cycleId: string, department: string | null): Behind {
  const own = department ?? undefined;
  const sheets: Behind["sheets"] = (query) => `${withQuery(cycleHref(cycleId, "progress"), { ...query, department: query.department ?? own })}#sheets`;
  return {
    item: (itemId) => itemAnswersHref(cycleId, itemId, { department: own }),
    items: (query) => itemsHref(cycleId, { ...query, department: query.department ?? own }),
    sheets,
    handedOut: (place) => sheets({ ...place, state: "handedOut" }),
  };
}

/** The page of one item of a cycle, with the answers to it. */
export const itemAnswersHref = (cycleId: string, itemId: string, query: PlaceQuery = {}): string =>
  withQuery(`${cycleHref(cycleId, "items")}/${encodeURIComponent(itemId)}`, { ...query });

/** The page of an item, with the answers behind the number of one status: as many as it says. */
export const withAnswer = (itemPage: string, answer: AnswerStatus): string =>
  `${itemPage}${itemPage.includes("?") ? "&" : "?"}answer=${answer}&counted=1#answers`;

/** An item on the page on which a sheet is reviewed. */
export const reviewedItemHref = (sheetId: string, itemId: string): string => `/operator/sheets/${sheetId}#item-${itemId}`;

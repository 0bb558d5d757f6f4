import { cleanAnyway } from "@/lib/domain/shared/text";
import { type PageParam, type PageQuery, pageOf } from "@/lib/validation/paging";
import { isStorable } from "@/lib/validation/storable";

export const OPERATOR_ORDERS = ["grasp", "rate", "attainment", "name", "latest"] as const;
export type OperatorOrder = (typeof OPERATOR_ORDERS)[number];

/** The operators that a page of a survey shows: by name, in an order, and a page each of those that submitted and those missing. */
export interface OperatorsAsked {
  readonly words: string;
  readonly order: OperatorOrder;
  readonly page: PageQuery;
  readonly missingPage: PageQuery;
}

const LONGEST_WORDS = 100;
/** Rows of a table of operators, and names of those missing, on one page. */
const ROWS = 20;
const NAMES = 40;

const single = (value: PageParam): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));

/** Parses the parameters of an address; invalid ones count as missing. */
export function operatorsAsked(query: Readonly<Record<string, PageParam>>): OperatorsAsked {
  const words = cleanAnyway(single(query["q"])).slice(0, LONGEST_WORDS);
  const order = single(query["order"]);
  return {
    words: isStorable(words) ? words : "",
    order: OPERATOR_ORDERS.find((one) => one === order) ?? "grasp",
    page: { ...pageOf(query["page"]), perPage: ROWS },
    missingPage: { ...pageOf(query["missing"]), perPage: NAMES },
  };
}

/** The address of the same page with other parameters; default values are left out. */
export function operatorsHref(href: string, tier: string, { words, order, page, missingPage }: OperatorsAsked, place: string): string {
  const given = new URLSearchParams();
  if (tier !== "required") given.set("tier", tier);
  if (words !== "") given.set("q", words);
  if (order !== "grasp") given.set("order", order);
  if (page.page > 1) given.set("page", String(page.page));
  if (missingPage.page > 1) given.set("missing", String(missingPage.page));
  const text = given.toString();
  return `${href}${text === "" ? "" : `?${text}`}#${place}`;
}

import { z } from "zod";
import { cleanAnyway } from "@/lib/domain/shared/text";
import { type PageParam, type PageQuery, pageOf, pageQuery } from "@/lib/validation/paging";
import { isStorable } from "@/lib/validation/storable";

export const OPERATOR_ORDERS = ["grasp", "rate", "attainment", "name", "latest"] as const;
export type OperatorOrder = (typeof OPERATOR_ORDERS)[number];

/** Operators whose 実施率 is at least `from` per cent and below `to`, or up to 100 in the last band. Multiples of ten. */
export interface RateBand {
  readonly from: number;
  readonly to: number;
}

const POINTS = 10;
const WHOLE = 100;

function bandFrom(written: string): RateBand | null {
  const [, from, to] = /^(0|[1-9]0)-([1-9]0|100)$/.exec(written)?.map(Number) ?? [];
  return from === undefined || to === undefined || from >= to || to - from === WHOLE ? null : { from, to };
}

const bandQuery = ({ from, to }: RateBand): string => `${String(from)}-${String(to)}`;

/** 「50%未満」「70–80%」「90%以上」 */
export function bandText({ from, to }: RateBand): string {
  if (from === 0) return `${to}%未満`;
  return to === WHOLE ? `${from}%以上` : `${from}–${to}%`;
}

/** The tens of the band, first and last: rates are put into tens by `bandOf`. */
export const tensOf = ({ from, to }: RateBand): readonly [first: number, last: number] => [from / POINTS, to / POINTS - 1];

/** The operators that a page of a survey shows: by name, in an order, and a page each of those that submitted, those missing and those let in late. */
export interface OperatorsAsked {
  readonly words: string;
  /** Null for all. */
  readonly band: RateBand | null;
  readonly order: OperatorOrder;
  readonly page: PageQuery;
  readonly missingPage: PageQuery;
  readonly latePage: PageQuery;
}

const LONGEST_WORDS = 100;
/** Rows of a table of operators, and names of those missing, on one page. */
const ROWS = 20;
const NAMES = 40;
/** Late corrections, each with its reasons. */
const LATES = 10;

const { page } = pageQuery.shape;

/** The parts of the address of such a page that `operatorsAsked` can use. */
export const operatorsQuery = z.object({
  ...{ page, missing: page, late: page, q: z.string().optional(), order: z.enum(OPERATOR_ORDERS).optional() },
  band: z
    .string()
    .refine((written) => bandFrom(written) !== null)
    .optional(),
});

const single = (value: PageParam): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));

/** Parses the parameters of an address; invalid ones count as missing. */
export function operatorsAsked(query: Readonly<Record<string, PageParam>>): OperatorsAsked {
  const words = cleanAnyway(single(query["q"])).slice(0, LONGEST_WORDS);
  const order = single(query["order"]);
  return {
    words: isStorable(words) ? words : "",
    band: bandFrom(single(query["band"])),
    order: OPERATOR_ORDERS.find((one) => one === order) ?? "grasp",
    page: { ...pageOf(query["page"]), perPage: ROWS },
    missingPage: { ...pageOf(query["missing"]), perPage: NAMES },
    latePage: { ...pageOf(query["late"]), perPage: LATES },
  };
}

/** The address of the same page with other parameters; default values are left out. */
export function operatorsHref(href: string, tier: string, { words, band, order, page, missingPage, latePage }: OperatorsAsked, place: string): string {
  const given = new URLSearchParams();
  if (tier !== "required") given.set("tier", tier);
  if (words !== "") given.set("q", words);
  if (band !== null) given.set("band", bandQuery(band));
  if (order !== "grasp") given.set("order", order);
  if (page.page > 1) given.set("page", String(page.page));
  if (missingPage.page > 1) given.set("missing", String(missingPage.page));
  if (latePage.page > 1) given.set("late", String(latePage.page));
  const text = given.toString();
  return `${href}${text === "" ? "" : `?${text}`}#${place}`;
}

/** The address of the operators of one band, in the usual order. */
export const bandHref = (href: string, tier: string, band: RateBand): string => operatorsHref(href, tier, { ...operatorsAsked({}), band }, "operators");

/** Further parameters of the address, which a search by name keeps. */
export const keptBySearch = (tier: string, { band, order }: OperatorsAsked): { readonly name: string; readonly value: string }[] => [
  ...(tier === "required" ? [] : [{ name: "tier", value: tier }]),
  ...(band === null ? [] : [{ name: "band", value: bandQuery(band) }]),
  ...(order === "grasp" ? [] : [{ name: "order", value: order }]),
];

import { z } from "zod";

const LARGEST_PAGE = 100_000;

/** The requested part of a list; pages begin at 1. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1, { error: "page は1以上の整数にしてください。" }).max(LARGEST_PAGE).default(1),
  perPage: z.coerce.number().int().min(1).max(200, { error: "perPage は200までです。" }).default(50),
});
export type PageQuery = z.output<typeof pageQuery>;

/** A page of a list, with the total number of entries. */
export interface Page<Entry> {
  readonly items: readonly Entry[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

export const pageAnswer = <Entry extends z.ZodType>(entry: Entry) => z.object({ items: z.array(entry), page: z.int(), perPage: z.int(), total: z.int() });

export type PageParam = string | string[] | undefined;

/** The page that an address requests; an invalid one counts as missing. */
export function pageOf(page: PageParam): PageQuery {
  const query = pageQuery.safeParse({ page });
  return query.success ? query.data : pageQuery.parse({});
}

/** The page as arguments for Prisma. */
export const rowsOf = ({ page, perPage }: PageQuery): { skip: number; take: number } => ({ skip: (page - 1) * perPage, take: perPage });

/** 「41〜80件／193件」 and the links to the neighbouring pages; `href` maps a page number to an address. */
export function pagerView({ page, perPage, total }: Omit<Page<unknown>, "items">, unit: string, href: (page: number) => string) {
  const first = (page - 1) * perPage + 1;
  const last = Math.min(page * perPage, total);
  return {
    summary: total < first ? `0${unit}／${total}${unit}` : `${first}〜${last}${unit}／${total}${unit}`,
    previousHref: page > 1 ? href(page - 1) : null,
    nextHref: last < total ? href(page + 1) : null,
  };
}

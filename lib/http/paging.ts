import { z } from "zod";

const whole = (name: string, most: number) =>
  z.coerce.number().int({ error: `${name} は整数にしてください。` }).min(1, { error: `${name} は 1 以上にしてください。` }).max(most, { error: `${name} は ${most} までです。` });

/** Query of every list: which page, how many on it. */
export const pagingQuery = { page: whole("page", 1_000_000).default(1), perPage: whole("perPage", 200).default(50) };

/** Answer of every list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), page: z.int(), perPage: z.int(), total: z.int() });

import "server-only";
import { searchWords } from "@/lib/domain/shared/text-fold";
import { Prisma } from "@/lib/server/database/client";

/** A text within a LIKE pattern; % and _ match themselves. */
export const likePattern = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Whether a column that holds a search fold contains every word of a query; true for a query without words. */
export function containsWords(folded: Prisma.Sql, query: string): Prisma.Sql {
  const words = searchWords(query);
  return words.length === 0
    ? Prisma.sql`true`
    : Prisma.join(
        words.map((word) => Prisma.sql`${folded} LIKE ${`%${likePattern(word)}%`}`),
        " AND ",
      );
}

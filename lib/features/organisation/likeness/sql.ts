import "server-only";
import { SIGNS } from "@/lib/features/organisation/likeness/rules";
import { Prisma } from "@/lib/server/database/client";

/** In SQL: a fold with one sign for all of the same shape (`shapeOf`). */
export const shapeIn = (fold: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`replace(translate(${fold}, ${SIGNS.from}, ${SIGNS.to}), ${SIGNS.double[0]}, ${SIGNS.double[1]})`;

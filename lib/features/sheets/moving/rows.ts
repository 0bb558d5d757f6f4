import "server-only";
import type { MovedSheet } from "@/lib/features/cycles/moving/parts";
import { moveSheets } from "@/lib/features/cycles/moving/rows";
import { FOLLOWS_PERSON, FOLLOWS_SYSTEM } from "@/lib/features/cycles/moving/sql";
import { Prisma, type Transaction } from "@/lib/server/database/client";

/** Moves these sheets to the department. */
export const moveSheetsTo = (transaction: Transaction, operatorId: string, sheetIds: readonly string[], departmentId: string): Promise<readonly MovedSheet[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`s.id = ANY(${[...sheetIds]}::uuid[])`, Prisma.sql`${departmentId}::uuid`);

/** Moves the 取扱者 sheets of these people, unless they are accepted, to the departments that the people have now. */
export const followPeopleMoved = (transaction: Transaction, operatorId: string, personIds: readonly string[]): Promise<readonly MovedSheet[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`${FOLLOWS_PERSON} AND s.person_id = ANY(${[...personIds]}::uuid[])`, Prisma.sql`p.department_id`);

/** Moves the sheets of a critical system, unless they are accepted, to the department. */
export const followSystemMoved = (transaction: Transaction, operatorId: string, systemId: string, departmentId: string): Promise<readonly MovedSheet[]> =>
  moveSheets(transaction, operatorId, Prisma.sql`${FOLLOWS_SYSTEM} AND s.system_id = ${systemId}::uuid`, Prisma.sql`${departmentId}::uuid`);

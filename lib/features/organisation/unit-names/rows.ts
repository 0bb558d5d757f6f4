import "server-only";
import { Prisma, type Transaction } from "@/lib/server/database/client";

const TABLES = { department: Prisma.sql`department`, system: Prisma.sql`critical_system` } as const;

interface Renamed {
  readonly id: string;
  readonly name: string;
}

/** Renames units at once, so that names can move from one to another. */
export async function renameUnits(transaction: Transaction, operatorId: string, units: keyof typeof TABLES, renamed: readonly Renamed[]): Promise<void> {
  if (renamed.length === 0) return;
  const table = TABLES[units];
  await transaction.$executeRaw`UPDATE ${table} SET name = id::text, doubled = false WHERE operator_id = ${operatorId}::uuid AND id = ANY(${renamed.map(({ id }) => id)}::uuid[])`;
  await transaction.$executeRaw`
    UPDATE ${table} u SET name = t.name FROM jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) AS t(id uuid, name text)
    WHERE u.operator_id = ${operatorId}::uuid AND u.id = t.id`;
}

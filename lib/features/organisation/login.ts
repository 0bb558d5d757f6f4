import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/prisma/client";

export interface LoginOf {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Makes logins, without passwords, for people who have none. An address signs in to one account of the whole portal; where
 * another operator's account has it already, the person stays without a login and nothing tells so: the rows are asked for
 * with ON CONFLICT DO NOTHING, and neither status nor body nor the statements that run depend on how many were made.
 */
export async function ensureLogins(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  const rows = JSON.stringify(people.map((person) => ({ ...person, id: randomUUID() })));
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, operator_id, person_id)
    SELECT t.id, lower(t.email), t.name, ${operatorId}::uuid, t."personId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, email text, name text, "personId" uuid)
    ON CONFLICT DO NOTHING`;
}

/** One statement that may violate a constraint without ending the transaction; false when it did. */
async function tried(transaction: Transaction, statement: () => Promise<unknown>): Promise<boolean> {
  await transaction.$executeRaw`SAVEPOINT login_address`;
  try {
    await statement();
    await transaction.$executeRaw`RELEASE SAVEPOINT login_address`;
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await transaction.$executeRaw`ROLLBACK TO SAVEPOINT login_address`;
    return false;
  }
}

/** A unique violation in the shapes in which Prisma and the driver adapter report one. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  return code === "P2002" || code === "23505" || /23505|UniqueConstraintViolation/.test(JSON.stringify([meta, cause]) ?? "");
}

async function follow(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<boolean> {
  const rows = JSON.stringify(people);
  return tried(transaction, () => transaction.$executeRaw`
    UPDATE account a SET email = lower(t.email), name = t.name
    FROM jsonb_to_recordset(${rows}::jsonb) AS t("personId" uuid, name text, email text)
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = t."personId"`);
}

/**
 * Lets logins follow their people's names and addresses. A login whose new address belongs to another account of the portal
 * keeps the old one and takes only the name; as in `ensureLogins`, nobody is told.
 */
export async function followPeople(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  if (people.length === 0 || (await follow(transaction, operatorId, people))) return;
  for (const person of people) {
    if (await follow(transaction, operatorId, [person])) continue;
    await transaction.account.updateMany({ where: { operatorId, personId: person.personId }, data: { name: person.name } });
  }
}

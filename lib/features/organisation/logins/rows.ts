import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/database/client";

export interface LoginOf {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/** Creates logins, without passwords, for people who have none. Accounts of the same address elsewhere make no difference. */
export async function ensureLogins(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  const rows = JSON.stringify(people.map((person) => ({ ...person, id: randomUUID() })));
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, operator_id, person_id)
    SELECT t.id, lower(t.email), t.name, ${operatorId}::uuid, t."personId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, email text, name text, "personId" uuid)
    ON CONFLICT DO NOTHING`;
}

/**
 * Updates logins with their people's names and addresses. A changed address ends everything that opened the login, including
 * the password (`portal_guard_password`).
 */
export async function followPeople(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  if (people.length === 0) return;
  await transaction.$executeRaw`
    UPDATE account a SET email = lower(t.email), name = t.name
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t("personId" uuid, name text, email text)
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = t."personId"`;
}

/** Declares, until the transaction ends, that a new address belongs to the same person, so that the password stays valid. */
export async function saySamePerson(transaction: Transaction, operatorId: string, personId: string): Promise<void> {
  await transaction.$executeRaw`
    SELECT set_config('app.same_person', id::text, true) FROM account WHERE operator_id = ${operatorId}::uuid AND person_id = ${personId}::uuid`;
}

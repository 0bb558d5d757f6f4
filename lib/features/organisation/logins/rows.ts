import "server-only";
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/database/client";

export interface LoginOf {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
}

/** Makes logins, without passwords, for people who have none; whether an address signs in elsewhere too makes no difference. */
export async function ensureLogins(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  const rows = JSON.stringify(people.map((person) => ({ ...person, id: randomUUID() })));
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, operator_id, person_id)
    SELECT t.id, lower(t.email), t.name, ${operatorId}::uuid, t."personId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS t(id uuid, email text, name text, "personId" uuid)
    ON CONFLICT DO NOTHING`;
}

/**
 * Lets logins follow their people's names and addresses. What opened a login ends with its address, the password too
 * (`portal_guard_password`).
 */
export async function followPeople(transaction: Transaction, operatorId: string, people: readonly LoginOf[]): Promise<void> {
  if (people.length === 0) return;
  await transaction.$executeRaw`
    UPDATE account a SET email = lower(t.email), name = t.name
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS t("personId" uuid, name text, email text)
    WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = t."personId"`;
}

/** Says, until the transaction ends, that the person stays the same whatever address follows: the password goes on. */
export async function saySamePerson(transaction: Transaction, operatorId: string, personId: string): Promise<void> {
  await transaction.$executeRaw`
    SELECT set_config('app.same_person', id::text, true) FROM account WHERE operator_id = ${operatorId}::uuid AND person_id = ${personId}::uuid`;
}

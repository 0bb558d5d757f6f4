import { randomUUID } from "node:crypto";
import { hash as hashPassword } from "@node-rs/argon2";
import type pg from "pg";
import { newSecret, secretHash } from "@/lib/server/auth/secret-hash";

/** Everybody who may use the portal, with an operator of their own. */
export const OPERATOR_ROLES = [
  /** 取扱者 of department 1, the respondent of the sheet. */
  "handler",
  /** 取扱者 of the same department without an appointment. */
  "colleague",
  "systemAdministrator",
  "manager",
  /** 責任者 of department 2. */
  "otherManager",
  "ciso",
  "executive",
  "auditor",
  "secretariat",
  "committee",
] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export interface Person {
  readonly personId: string;
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly token: string;
}

export interface World {
  readonly operatorId: string;
  readonly sectorId: string;
  readonly departments: readonly [string, string];
  readonly systems: readonly [string, string];
  readonly people: Readonly<Record<OperatorRole, Person>>;
}

export interface Outsider {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly token: string;
}

export const PASSWORD = "見本の合言葉 correct horse";
const YEAR = 365 * 86_400_000;
const kept: { hash?: Promise<string> } = {};
const passwordHash = (): Promise<string> => (kept.hash ??= hashPassword(PASSWORD));

export async function givePassword(client: pg.ClientBase, accountId: string): Promise<void> {
  await client.query("UPDATE account SET password_hash = $2 WHERE id = $1", [accountId, await passwordHash()]);
}

/** Inserts rows of one shape as the owner; columns that are not named get their defaults. */
export async function insert(client: pg.ClientBase, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  if (rows.length === 0) return;
  await client.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
}

/** An access token of the account, like one from `token create`. */
export async function makeToken(client: pg.ClientBase, accountId: string): Promise<string> {
  const token = newSecret("portal_pat");
  const now = Date.now();
  await insert(client, "access_token", [
    {
      ...{ id: randomUUID(), account_id: accountId, name: "test", purpose: "api", hash: secretHash(token) },
      created_at: new Date(now).toISOString(),
      expires_at: new Date(now + YEAR).toISOString(),
    },
  ]);
  return token;
}

const SYSTEM_KINDS = [
  { id: "flightInformation", name: "フライトインフォメーション" },
  { id: "other", name: "その他" },
];

export async function makeSector(client: pg.ClientBase, id: string): Promise<void> {
  await client.query(
    "INSERT INTO sector (id, name, ministry, editions, kinds) VALUES ($1, $2, '国土交通省', '{kuko-2,shishin-3}', $3) ON CONFLICT DO NOTHING",
    [id, `分野 ${id}`, JSON.stringify(SYSTEM_KINDS)],
  );
}

/** A login that belongs to no operator. */
export async function makeOutsider(client: pg.ClientBase, role: "ministryOfficer" | "platformAdministrator", sectorId: string | null): Promise<Outsider> {
  const accountId = randomUUID();
  const name = `${role} ${accountId.slice(0, 4)}`;
  const email = `${accountId}@office.example`;
  await insert(client, "account", [{ id: accountId, email, name, sector_id: sectorId, role, password_hash: await passwordHash() }]);
  return { accountId, email, name, token: await makeToken(client, accountId) };
}

/** Every role is appointed, so that a cycle over all measures can be opened. */
const APPOINTED: Readonly<Record<OperatorRole, readonly string[]>> = {
  handler: [],
  colleague: [],
  systemAdministrator: ["systemAdministrator"],
  manager: ["securityManager"],
  otherManager: ["securityManager"],
  ciso: ["ciso"],
  executive: ["executive"],
  auditor: ["auditor"],
  secretariat: ["secretariat"],
  committee: ["securityCommittee", "exemptionReviewer"],
};

/** A small operator with two departments, two critical systems and a person for each role, each with a password and a token. */
export async function makeOperator(client: pg.ClientBase, sectorId: string, name: string): Promise<World> {
  const operatorId = randomUUID();
  const at = new Date().toISOString();
  const departments = [randomUUID(), randomUUID()] as const;
  const systems = [randomUUID(), randomUUID()] as const;
  await makeSector(client, sectorId);
  await insert(client, "operator", [{ id: operatorId, sector_id: sectorId, name, created_at: at }]);
  await insert(
    client,
    "department",
    departments.map((id, index) => ({ operator_id: operatorId, id, name: `${name} 部署${index + 1}` })),
  );
  await insert(
    client,
    "critical_system",
    systems.map((id, index) => ({
      ...{ operator_id: operatorId, id, department_id: departments[index], name: `${name} システム${index + 1}`, kind: "other" },
    })),
  );
  const hash = await passwordHash();
  const people: Partial<Record<OperatorRole, Person>> = {};
  for (const role of OPERATOR_ROLES) {
    const [personId, accountId] = [randomUUID(), randomUUID()];
    const email = `${role.toLowerCase()}.${operatorId}@operator.example`;
    const own = { operator_id: operatorId, name: `${name} ${role}`, email };
    const department = role === "otherManager" ? departments[1] : departments[0];
    await insert(client, "person", [{ ...own, id: personId, department_id: department }]);
    await insert(client, "account", [{ ...own, id: accountId, person_id: personId, password_hash: hash }]);
    await insert(
      client,
      "appointment",
      APPOINTED[role].flatMap((appointed) =>
        (appointed === "systemAdministrator" ? systems : [null]).map((system) => ({
          ...{ operator_id: operatorId, id: randomUUID(), person_id: personId, role: appointed },
          department_id: appointed === "securityManager" ? department : null,
          system_id: system,
        })),
      ),
    );
    people[role] = { personId, accountId, email, name: own.name, token: await makeToken(client, accountId) };
  }
  return { operatorId, sectorId, departments, systems, people: people as Record<OperatorRole, Person> };
}

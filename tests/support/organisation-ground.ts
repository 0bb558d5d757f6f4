import { randomUUID } from "node:crypto";
import { hash as hashPassword } from "@node-rs/argon2";
import { afterAll, beforeAll, expect } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { firstAdministratorLink } from "@/lib/launch/first-administrator";
import { withClient } from "@/lib/runtime/portal-logins";
import { signIn } from "@/lib/server/auth/sign-in";
import { closeDatabase } from "@/lib/server/database/client";
import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase } from "@/tests/support/served-database";
import { makeSector } from "@/tests/support/world";

export const NOW = new Date();
export const PAGE = { page: 1, perPage: 50 };
export const PEOPLE = { ...PAGE, presence: "present" } as const;
export const PASSWORD = "正しい馬とホチキスの針";
export let own: TestDatabase;

export interface Staff {
  readonly name: string;
  readonly operatorId: string;
  readonly departmentId: string;
  readonly visitor: Visitor;
  readonly personId: string;
}
export let first: Staff;
export let second: Staff;
export let platform: Visitor;

export const as = (account: Partial<AccountDescription>): Visitor =>
  visitorOf({
    accountId: randomUUID(),
    email: "x@example.jp",
    name: "試験",
    operatorId: null,
    operatorName: null,
    personId: null,
    departmentId: null,
    sectorId: null,
    role: null,
    shortcutKeys: true,
    appointments: [],
    ...account,
  });

export const holding = (staff: Staff, ...roles: AccountDescription["appointments"][number]["role"][]): Visitor =>
  as({
    operatorId: staff.operatorId,
    sectorId: "airport",
    accountId: staff.visitor.account.accountId,
    personId: staff.personId,
    appointments: roles.map((role) => ({ role, departmentId: null, systemId: null })),
  });

export async function seedOperator(name: string, email: string): Promise<Staff> {
  const [operatorId, departmentId, personId, accountId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const passwordHash = await hashPassword(PASSWORD);
  await withClient(own.ownerUrl, async (client) => {
    await makeSector(client, "airport");
    await client.query("INSERT INTO operator VALUES ($1, 'airport', $2, now())", [operatorId, name]);
    await client.query("INSERT INTO department VALUES ($1, $2, '総務部')", [operatorId, departmentId]);
    await client.query("INSERT INTO person (operator_id, id, department_id, name, email) VALUES ($1, $2, $3, '事務 局子', $4)", [
      operatorId,
      personId,
      departmentId,
      email,
    ]);
    await client.query("INSERT INTO appointment (operator_id, id, person_id, role) VALUES ($1, $2, $3, 'secretariat')", [operatorId, randomUUID(), personId]);
    await client.query("INSERT INTO account (id, email, name, operator_id, person_id, password_hash) VALUES ($1, $2, '事務 局子', $3, $4, $5)", [
      accountId,
      email,
      operatorId,
      personId,
      passwordHash,
    ]);
  });
  const visitor = as({
    accountId,
    email,
    operatorId,
    personId,
    departmentId,
    sectorId: "airport",
    appointments: [{ role: "secretariat", departmentId: null, systemId: null }],
  });
  return { name, operatorId, departmentId, visitor, personId };
}

export const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));
export const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { code: string; detail: string } }): Value => {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
};
export const secretOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

/** A database with two operators and the platform's first administrator for the test file that calls it. */
export function prepareOrganisationGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    first = await seedOperator("第一空港", "one@example.jp");
    second = await seedOperator("第二空港", "two@example.jp");
    const link = await firstAdministratorLink(own.ownerUrl, "http://portal.test");
    const accepted = valueOf(await acceptInvitation(secretOf(link ?? ""), PASSWORD, { name: "管理 者", email: "admin@example.jp" }, NOW));
    expect(accepted.email).toBe("admin@example.jp");
    const login = await signIn("admin@example.jp", PASSWORD, NOW);
    platform = as({ accountId: login.outcome === "signedIn" ? login.accountId : "", role: "platformAdministrator" });
  });
  afterAll(async () => {
    await closeDatabase();
    await own.drop();
  });
}

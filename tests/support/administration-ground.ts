import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { dispatch } from "@/lib/server/use-cases/dispatch";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { serveDatabase, TEST_ORIGIN } from "@/tests/support/served-database";
import { insert, makeOperator, makeOutsider, type OperatorRole, type Outsider, type World } from "@/tests/support/world";

let own: TestDatabase;
export let owner: pg.Client;
export let world: World;
export let other: World;
export let platform: Outsider;
export let ministry: Outsider;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown> & { readonly code?: string };
}

/** One request through the dispatcher, by token or by cookie. */
export async function ask(who: { readonly token: string } | { readonly cookie: string }, method: string, address: string, json?: unknown): Promise<Reply> {
  const headers = {
    ...("token" in who ? { authorization: `Bearer ${who.token}` } : { cookie: who.cookie, origin: TEST_ORIGIN }),
    "content-type": "application/json",
  };
  const url = new URL(`${TEST_ORIGIN}/api/v1${address}`);
  const request = new Request(url, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });
  const response = await dispatch(OPERATIONS, request, url.pathname.split("/").slice(3));
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? {} : (JSON.parse(text) as Reply["body"]) };
}

export async function visitorBy(token: string): Promise<Visitor> {
  const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
  if (!visitor) throw new Error("the token does not resolve");
  return visitor;
}
export const as = (role: OperatorRole): Promise<Visitor> => visitorBy(world.people[role].token);

export const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));

export const fresh = (): string => `${randomUUID()}@office.example`;

/** A person of the operator with only a name and an address. */
export async function newcomer(): Promise<{ personId: string; email: string }> {
  const [personId, email] = [randomUUID(), fresh()];
  await insert(owner, "person", [{ operator_id: world.operatorId, id: personId, department_id: world.departments[1], name: "新任", email }]);
  return { personId, email };
}

/** A database with two operators, an officer and an administrator for the test file that calls it. */
export function prepareAdministrationGround(): void {
  beforeAll(async () => {
    own = await createDatabase();
    serveDatabase(own);
    owner = new pg.Client({ connectionString: own.ownerUrl });
    await owner.connect();
    world = await makeOperator(owner, "kuko", "甲空港");
    other = await makeOperator(owner, "tetsudo", "乙鉄道");
    platform = await makeOutsider(owner, "platformAdministrator", null);
    ministry = await makeOutsider(owner, "ministryOfficer", "kuko");
  });
  afterAll(async () => {
    await closeDatabase();
    await owner.end();
    await own.drop();
  });
}

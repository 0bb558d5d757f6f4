import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { DECIDING } from "@/lib/domain/checking/posts";
import { findInvitation } from "@/lib/features/accounts/invitation/commands";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import type { Visitor } from "@/lib/server/scope/scope";
import { insert, type World } from "@/tests/support/world";

export const secretIn = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

/** The visitor of an access token, resolved as for a request. */
export async function visitorOfToken(token: string): Promise<Visitor> {
  const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
  if (!visitor) throw new Error("the token does not resolve");
  return visitor;
}

/** Adds a person of the operator without a password and a role. */
export async function addNewcomer(owner: pg.ClientBase, world: World): Promise<{ personId: string; email: string }> {
  const [personId, email] = [randomUUID(), `${randomUUID()}@new.example`];
  await insert(owner, "person", [{ operator_id: world.operatorId, id: personId, department_id: world.departments[1], name: "新任 ひとり", email }]);
  return { personId, email };
}

export const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));

export function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; refusal: { code: string; detail: string } }): Value {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
}

export const as = (world: World, role: keyof World["people"]): Promise<Visitor> => visitorOfToken(world.people[role].token);

/** An appointment in the world for the role. */
export const placed = (world: World, role: (typeof DECIDING)[number]) => ({
  role,
  systemId: null,
  departmentId: role === "securityManager" ? world.departments[1] : null,
});

/** Whether a link can be used now. */
export const works = async (secret: string): Promise<boolean> => (await findInvitation(secret, new Date())) !== null;

export const withoutPassword = (owner: pg.ClientBase, accountId: string) => owner.query("UPDATE account SET password_hash = NULL WHERE id = $1", [accountId]);

/** The audit detail of the password that was set last. */
export async function lastPassword(owner: pg.ClientBase, accountId: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await owner.query<{ detail: Record<string, unknown> }>(
    "SELECT detail FROM audit WHERE action = 'account.setPassword' AND outcome = 'done' AND target = $1 ORDER BY id DESC LIMIT 1",
    [`account/${accountId}`],
  );
  return rows[0]?.detail;
}

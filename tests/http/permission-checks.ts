import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asking } from "@/tests/http/asking";
import { EXPECTED, type Role } from "@/tests/http/expected-permissions";
import type { Build, Sent } from "@/tests/http/request-parts";
import { REQUESTS } from "@/tests/http/requests";
import type { Answer, Problem } from "@/tests/support/api";
import { auditSince, contentDigest, type HttpGround, lastAudit, openHttpGround } from "@/tests/support/http-ground";
import { OPERATOR_ROLES, type World } from "@/tests/support/world";

/*
 * Each role × each path and method of the OpenAPI document × own and other operator (docs/design.md 6), through HTTP.
 * Expected is the table of expected-permissions.ts, written by hand. Its operations are divided between files, because each
 * request waits for the one before.
 */
const ROLES: readonly Role[] = [...OPERATOR_ROLES, "ministry", "otherMinistry", "platform", "anonymous"];
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** The possible forms of a refusal. A foreign id inside a body may also be refused like a missing one (not called, not of the sector). */
const REFUSALS = ["403 not_permitted", "403 own_work", "404 not_found", "409 not_called", "422 invalid_input"];
/** Reads of the platform and of the ministry cover every operator, and published content belongs to none. */
const KNOWS_EVERY_OPERATOR: Partial<Record<Role, readonly string[]>> = {
  platform: [
    "GET /operators/{operatorId}",
    "POST /operators/{operatorId}/first-account",
    "PATCH /operators/{operatorId}",
    "POST /operators/{operatorId}/stop",
    "POST /operators/{operatorId}/reinstate",
    "POST /operators/{operatorId}/ciso-recovery",
    "POST /operators",
    "DELETE /ministry-officers/{accountId}",
    "DELETE /platform-administrators/{accountId}",
    "POST /ministry-officers/{accountId}/unlock",
    "POST /platform-administrators/{accountId}/unlock",
  ],
};

let ground: HttpGround;
const { on, accountOf, send } = asking(() => ground);

/** The foreign operator of a role: for the ministry one of another sector. */
const foreignTo = (role: Role): World => (role === "ministry" ? ground.far : ground.beside);

/** The same request with ids that do not exist. */
function withRandomIds(sent: Sent): Sent {
  const ids = new Map<string, string>();
  const replaced = JSON.stringify(sent).replaceAll(UUID, (id) => {
    ids.set(id, ids.get(id) ?? randomUUID());
    return ids.get(id) ?? id;
  });
  return JSON.parse(replaced) as Sent;
}

/** Ids of the foreign operator that must not be in the response. */
const foreignIds = ({ operatorId, departments, systems, people }: World): string[] => [
  ...[operatorId, ...departments, ...systems],
  ...Object.values(people).flatMap(({ personId, accountId, email }) => [personId, accountId, email]),
];

async function expectRefusal(answer: Answer, role: Role, since: string): Promise<void> {
  expect(answer.status, `${role}: ${answer.text.slice(0, 500)}`).toBeGreaterThanOrEqual(400);
  expect(answer.contentType, `${role}: ${answer.text.slice(0, 500)}`).toMatch(/^application\/problem\+json/);
  const problem = answer.as<Problem>();
  if (role === "anonymous") {
    expect([answer.status, problem.code]).toEqual([401, "not_signed_in"]);
    return;
  }
  expect(REFUSALS, `${role}: ${answer.text}`).toContain(`${answer.status} ${problem.code}`);
  expect(problem.status).toBe(answer.status);
  expect(problem.detail).toMatch(/[ぁ-ん]/);
  const account = accountOf(role);
  expect(await auditSince(ground.owner, account, since), "the refusal is audited").toContainEqual(
    expect.objectContaining({ outcome: "refused", detail: expect.objectContaining({ code: problem.code }) as unknown }),
  );
}

/** Builds a request once for all roles that are refused; tokens belong to each role. */
function sharedBuild(operation: string, build: Build): (world: World, role: Role) => Promise<Sent> {
  const made = new Map<World, Promise<Sent>>();
  return (world, role) => {
    if (operation.includes("/tokens/")) return build(on(world, role));
    const sent = made.get(world) ?? build(on(world, role));
    made.set(world, sent);
    return sent;
  };
}

async function checkAllowed(operation: string, role: Role, build: Build): Promise<void> {
  const answer = await send(operation, role, await build(on(ground.own, role)));
  expect([200, 201, 204], answer.text.slice(0, 500)).toContain(answer.status);
  const outside = role === "ministry" || role === "otherMinistry" || role === "platform";
  const leaked = (outside ? [] : foreignIds(ground.beside)).filter((id) => answer.text.includes(id));
  expect(leaked, "ids and addresses of another operator").toEqual([]);
}

async function checkRefused(operation: string, roles: readonly Role[], build: Build): Promise<void> {
  const sentFor = sharedBuild(operation, build);
  const all = new Map<Role, Sent>();
  for (const role of roles) all.set(role, await sentFor(ground.own, role));
  const before = await contentDigest(ground.owner);
  for (const [role, sent] of all) {
    const since = await lastAudit(ground.owner);
    await expectRefusal(await send(operation, role, sent), role, since);
  }
  expect(await contentDigest(ground.owner), "nothing was written").toBe(before);
}

/** Roles that may act at the own operator get 404 for another's; the others are refused as at the own. */
async function checkForeign(operation: string, allowed: readonly Role[], build: Build): Promise<void> {
  const sentFor = sharedBuild(operation, build);
  const all = new Map<Role, Sent>();
  for (const role of ROLES) {
    const sent = await sentFor(foreignTo(role), role);
    if (JSON.stringify(withRandomIds(sent)) !== JSON.stringify(sent) && !KNOWS_EVERY_OPERATOR[role]?.includes(operation)) all.set(role, sent);
  }
  const before = await contentDigest(ground.owner);
  for (const [role, sent] of all) {
    const since = await lastAudit(ground.owner);
    const answer = await send(operation, role, sent);
    const unknown = await send(operation, role, withRandomIds(sent));
    expect([answer.status, answer.text], `${role}: what is foreign looks like what does not exist`).toEqual([unknown.status, unknown.text]);
    if (allowed.includes(role) && Object.keys(sent.params ?? {}).length > 0) expect(answer.status, role).toBe(404);
    await expectRefusal(answer, role, since);
  }
  expect(await contentDigest(ground.owner), "nothing was written").toBe(before);
}

const variants = Object.entries(EXPECTED).flatMap(([operation, byVariant]) =>
  Object.entries(byVariant).map(([variant, roles]) => ({ operation, variant, roles, build: REQUESTS[operation]?.[variant] })),
);

/** A change of a sheet, its answers or its respondents. */
export const changesSheets = (operation: string): boolean => /^(?!GET )\w+ \/sheets\b/.test(operation);

/** Tests the chosen operations; returns the ground of the file. */
export function testPermissions(chosen: (operation: string) => boolean): () => HttpGround {
  beforeAll(async () => {
    ground = await openHttpGround();
  });
  afterAll(async () => {
    await ground.close();
  });

  describe.each(variants.filter(({ operation }) => chosen(operation)))("F8 $operation ($variant)", ({ operation, roles, build }) => {
    it.each(roles)("%s may, at the own operator", async (role) => {
      await checkAllowed(operation, role, build!);
    });

    it("is refused to everybody else of the own operator and outside, and nothing is written", async () => {
      await checkRefused(
        operation,
        ROLES.filter((role) => !roles.includes(role)),
        build!,
      );
    });

    it("is not found by anybody at another operator, exactly as if it did not exist, and nothing is written", async () => {
      await checkForeign(operation, roles, build!);
    });
  });

  return () => ground;
}

import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { securityQuery } from "@/lib/features/admin/record/schema";
import { listSecurityEvents } from "@/lib/features/admin/security/queries";
import { answerAuth } from "@/lib/server/auth/routes";
import { signIn } from "@/lib/server/auth/sign-in";
import { signInLine } from "@/lib/server/auth/sign-in-line";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { inRequest } from "@/lib/server/request/context";
import { accountGround } from "@/tests/support/account-ground";
import { TEST_ORIGIN } from "@/tests/support/served-database";
import { visitorFor } from "@/tests/support/visitors";
import { PASSWORD, type World } from "@/tests/support/world";

const ground = accountGround();
const WRONG = "the password of nobody";
const LONG = "x".repeat(100_000);

let sources = 0;
/** A source of its own, and what is kept of it. */
function visitedFrom() {
  const source = `198.51.100.${String(++sources)}`;
  const request = { id: "a-request", source, address: source, userAgent: "curl/8", actionBegan: false, complaints: null };
  const kept = async (): Promise<string[]> =>
    (
      await ground.owner.query<{ kind: string; times: number; operator_id: string | null }>(
        "SELECT kind, times, operator_id FROM security_event WHERE source = $1 ORDER BY kind, operator_id",
        [source],
      )
    ).rows.map(({ kind, times, operator_id }) => `${kind} ${String(times)} ${operator_id ?? "nobody"}`);
  return {
    source,
    kept,
    within: <Value>(work: () => Value): Value => inRequest(request, work),
    until: (...expected: string[]) => expect.poll(kept, { timeout: 20_000 }).toEqual(expected),
  };
}

const leave = async ({ people }: World, role: "auditor" | "manager") =>
  ground.owner.query("UPDATE account SET disabled_at = now() WHERE id = $1", [people[role].accountId]);

async function shownTo(world: World, source: string): Promise<string[]> {
  const listed = await listSecurityEvents(visitorFor(world, "ciso"), securityQuery.parse({ source }), new Date());
  return listed.ok ? listed.value.items.map(({ kind, accountName }) => `${kind} ${accountName ?? ""}`) : [listed.refusal.code];
}

describe("M12 an event that meant somebody who left is the operator's", () => {
  it("M12 an old token leaves an event of its operator", async () => {
    const [world, { source, within, until }] = [await ground.makeWorld(), visitedFrom()];
    await leave(world, "auditor");
    const headers = new Headers({ authorization: `Bearer ${world.people.auditor.token}` });
    expect(await within(() => resolveVisitor(headers, new Date()))).toBeNull();
    await until(`token.unusable 1 ${world.operatorId}`);
    expect(await shownTo(world, source)).toEqual([`token.unusable ${world.people.auditor.name}`]);
  });

  it("M12 a sign-in by an address that nobody else has leaves an event of its operator", async () => {
    const [world, { source, within, until }] = [await ground.makeWorld(), visitedFrom()];
    await leave(world, "auditor");
    await within(() => signIn(world.people.auditor.email, WRONG, new Date()));
    await until(`signIn.failed 1 ${world.operatorId}`);
    expect(await shownTo(world, source)).toEqual([`signIn.failed ${world.people.auditor.name}`]);
  });

  it("M12 an address that somebody has elsewhere now leaves an event of that operator alone", async () => {
    const [former, present, { source, within, until }] = [await ground.makeWorld(), await ground.makeWorld(), visitedFrom()];
    await leave(former, "auditor");
    await ground.owner.query("UPDATE account SET email = $2 WHERE id = $1", [present.people.auditor.accountId, former.people.auditor.email]);
    await within(() => signIn(former.people.auditor.email, WRONG, new Date()));
    await until(`signIn.failed 1 ${present.operatorId}`);
    expect(await shownTo(former, source)).toEqual([]);
  });

  it("M12 the token of somebody who left another operator leaves an event of that operator alone", async () => {
    const [world, other, { source, within, until }] = [await ground.makeWorld(), await ground.makeWorld(), visitedFrom()];
    await Promise.all([leave(world, "auditor"), leave(other, "auditor")]);
    await within(() => resolveVisitor(new Headers({ authorization: `Bearer ${other.people.auditor.token}` }), new Date()));
    await until(`token.unusable 1 ${other.operatorId}`);
    expect(await shownTo(world, source)).toEqual([]);
    expect(await shownTo(other, source)).toEqual([`token.unusable ${other.people.auditor.name}`]);
  });
});

describe("M12 every failed sign-in is an event, once", () => {
  const post = (fields: Record<string, string>) =>
    answerAuth(
      new NextRequest(`${TEST_ORIGIN}/api/auth/callback/credentials`, {
        method: "POST",
        headers: { origin: TEST_ORIGIN, "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: new URLSearchParams({ csrfToken: "f".repeat(64), ...fields }).toString(),
      }),
      ["callback", "credentials"],
    );

  it.each([
    ["with a password longer than any", { password: LONG }],
    ["with one of a character more than allowed", { password: "x".repeat(201) }],
    ["with an empty password", { password: "" }],
    ["without a password", {}],
    ["with a wrong password", { password: WRONG }],
  ])("M12 %s", async (_what, fields) => {
    const [world, { within, until }] = [await ground.makeWorld(), visitedFrom()];
    const response = await within(() => post({ email: world.people.auditor.email, ...fields }));
    expect(response.headers.get("location")).toBe("/login?error=CredentialsSignin");
    await until(`signIn.failed 1 ${world.operatorId}`);
  });

  it("M12 a sign-in without an address is an event", async () => {
    const { within, until } = visitedFrom();
    await within(() => post({ password: WRONG }));
    await until("signIn.failed 1 nobody");
  });

  it("M12 too long passwords count: after ten, the right one has to wait", async () => {
    const [world, { within, until }] = [await ground.makeWorld(), visitedFrom()];
    const { email } = world.people.auditor;
    for (let attempt = 0; attempt < 10; attempt += 1) await within(() => post({ email, password: LONG }));
    expect(await within(() => signIn(email, PASSWORD, new Date()))).toEqual({ outcome: "tooManyAttempts" });
    await until(`signIn.failed 10 ${world.operatorId}`, `signIn.stopped 1 ${world.operatorId}`);
  });

  it("M12 nothing is computed of too long passwords: a flood of them finds no line", async () => {
    const { within, until } = visitedFrom();
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => within(() => signIn(`${randomUUID()}@example.jp`, LONG, new Date()))));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["refused"]));
    await until("signIn.failed 40 nobody");
  });

  it("M12 one that finds the line of passwords full is a stopped one", async () => {
    const { within, kept } = visitedFrom();
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => within(() => signIn(`${randomUUID()}@example.jp`, WRONG, new Date()))));
    const busy = outcomes.filter(({ outcome }) => outcome === "busy").length;
    expect(busy).toBeGreaterThan(0);
    await expect.poll(kept, { timeout: 20_000 }).toEqual([`signIn.failed ${String(40 - busy)} nobody`, `signIn.stopped ${String(busy)} nobody`]);
  });

  it("M12 a sign-in that finds the line of sign-ins full is an event", async () => {
    const [world, { source, within, until }] = [await ground.makeWorld(), visitedFrom()];
    const places = Array.from({ length: 16 }, () => signInLine().enter(source));
    const response = await within(() => post({ email: world.people.auditor.email, password: WRONG }));
    for (const place of places) (await place)?.();
    expect(response.status).toBe(429);
    await until(`signIn.stopped 1 ${world.operatorId}`);
  });
});

import { randomUUID } from "node:crypto";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { changePassword } from "@/lib/features/accounts/passwords/commands";
import { recoverCiso } from "@/lib/features/admin/recovery/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { visitorOfSession } from "@/lib/server/auth/visitor";
import { accountGround, accountOf, linkFor } from "@/tests/support/account-ground";
import { addNewcomer, as, codeOf, placed, valueOf, visitorOfToken, withoutPassword } from "@/tests/support/links";
import { PASSWORD, type World } from "@/tests/support/world";

/* What the maker of a password's link may know, when its owner is appointed or changes the password. */

const ground = accountGround();
const NEW_PASSWORD = "まったく別の合言葉 9 staple";

const hasPassword = async (accountId: string): Promise<boolean | undefined> =>
  (await ground.owner.query<{ has: boolean }>("SELECT password_hash IS NOT NULL AS has FROM account WHERE id = $1", [accountId])).rows[0]?.has;

/** A person without a role whose password was set by a link of the visitor. */
async function newcomerOf(world: World, maker: keyof World["people"]) {
  const one = await addNewcomer(ground.owner, world);
  const link = await linkFor(await as(world, maker), one.personId);
  const accountId = await accountOf(ground, one.personId);
  const setPassword = async () => valueOf(await acceptInvitation(link, NEW_PASSWORD, null, new Date()));
  return { ...one, accountId, link, setPassword };
}

/** Marks the account's password as set by a link of its world's 事務局. */
const setBySecretariat = (world: World, accountId: string) =>
  ground.owner.query("UPDATE account SET password_maker = $2, password_origin = $3 WHERE id = $1", [
    accountId,
    world.people.secretariat.accountId,
    JSON.stringify({ how: "person", as: "secretariat", makerName: "事務局", madeAt: new Date().toISOString(), setAt: new Date().toISOString() }),
  ]);

/** Runs `work` while a transaction of the account has done `first` and is still open; it commits as soon as `work` waits for it. */
async function meanwhile<Value>(
  world: World,
  accountId: string,
  first: (application: pg.Client) => Promise<unknown>,
  work: () => Promise<Value>,
): Promise<Value> {
  const { application, owner } = ground;
  await application.query("BEGIN");
  await application.query("SELECT set_config('app.scope', 'operator', true), set_config('app.operator', $1, true), set_config('app.account', $2, true)", [
    world.operatorId,
    accountId,
  ]);
  const { rows } = await application.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  await first(application);
  const done = work();
  await expect
    .poll(async () => (await owner.query("SELECT 1 FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))", [rows[0]?.pid])).rowCount)
    .toBeGreaterThan(0);
  await application.query("COMMIT");
  return done;
}

describe("M1 a role that adds no rights", () => {
  it("M1 ends no password: the CISO whom the 事務局 invited becomes a 責任者 too", async () => {
    const world = await ground.makeWorld();
    const { ciso } = world.people;
    await setBySecretariat(world, ciso.accountId);
    valueOf(
      await appoint(await as(world, "ciso"), { personId: ciso.personId, appointments: [placed(world, "ciso"), placed(world, "securityManager")] }, new Date()),
    );
    expect(await hasPassword(ciso.accountId)).toBe(true);
  });

  it.each(["one more", "another"])("M1 ends no password: a 責任者 gets %s department", async (which) => {
    const world = await ground.makeWorld();
    const { manager } = world.people;
    await setBySecretariat(world, manager.accountId);
    const at = (department: number) => ({ role: "securityManager" as const, systemId: null, departmentId: world.departments[department] ?? "" });
    const { account } = await as(world, "manager");
    const held = world.departments.indexOf(account.appointments.find(({ role }) => role === "securityManager")?.departmentId ?? "");
    const next = at(held === 0 ? 1 : 0);
    valueOf(await appoint(await as(world, "ciso"), { personId: manager.personId, appointments: which === "one more" ? [at(held), next] : [next] }, new Date()));
    expect(await hasPassword(manager.accountId)).toBe(true);
  });

  it("M1 ends no password: the first CISO is appointed by the 事務局 that invited it", async () => {
    const world = await ground.makeWorld();
    const { ciso } = world.people;
    await withoutPassword(ground.owner, ciso.accountId);
    const next = await newcomerOf(world, "secretariat");
    await next.setPassword();
    valueOf(await appoint(await as(world, "secretariat"), { personId: next.personId, appointments: [placed(world, "ciso")] }, new Date()));
    expect(await hasPassword(next.accountId)).toBe(true);
  });
});

describe("M1 a password that may be known to a person who could not appoint to the new role", () => {
  it("M1 ends if its maker was CISO only in the past", async () => {
    const world = await ground.makeWorld();
    const { executive, ciso } = world.people;
    const next = await newcomerOf(world, "ciso");
    await next.setPassword();
    valueOf(await appoint(await as(world, "ciso"), { personId: executive.personId, appointments: [placed(world, "ciso")] }, new Date()));
    const successor = await as(world, "executive");
    valueOf(await appoint(successor, { personId: ciso.personId, appointments: [placed(world, "secretariat")] }, new Date()));
    const held = await signIn(next.email, NEW_PASSWORD, new Date());
    valueOf(await appoint(successor, { personId: next.personId, appointments: [placed(world, "auditor")] }, new Date()));
    expect(await hasPassword(next.accountId)).toBe(false);
    expect(held.outcome === "signedIn" && (await visitorOfSession(held.sessionId, new Date()))).toBeNull();
  });

  it.each(["administrator", "commandLine"])("M1 ends if its link was made by the %s", async (maker) => {
    const world = await ground.makeWorld();
    const next = await newcomerOf(world, "ciso");
    await ground.owner.query("UPDATE access_token SET made_by = $2, made_as = $3, made_how = $4 WHERE account_id = $1", [
      next.accountId,
      maker === "administrator" ? ground.platform.accountId : null,
      maker,
      maker === "administrator" ? "firstAccount" : "commandLine",
    ]);
    await next.setPassword();
    valueOf(await appoint(await as(world, "ciso"), { personId: next.personId, appointments: [placed(world, "auditor")] }, new Date()));
    expect(await hasPassword(next.accountId)).toBe(false);
  });

  it("M1 ends also if the 責任者 becomes CISO", async () => {
    const world = await ground.makeWorld();
    const { manager } = world.people;
    await setBySecretariat(world, manager.accountId);
    valueOf(await appoint(await as(world, "ciso"), { personId: manager.personId, appointments: [placed(world, "ciso")] }, new Date()));
    expect(await hasPassword(manager.accountId)).toBe(false);
  });
});

describe("M1 while a role is being given", () => {
  it("M1 a link of the 事務局 that is being used cannot set an auditor's password", async () => {
    const world = await ground.makeWorld();
    const next = await newcomerOf(world, "secretariat");
    const ciso = await as(world, "ciso");
    const using = async (application: pg.Client) => {
      const { rows } = await application.query<{ used: unknown }>("SELECT portal_use_link($1, now()) AS used", [secretHash(next.link)]);
      await application.query("UPDATE account SET password_hash = 'known', password_origin = $2 WHERE id = $1", [
        next.accountId,
        JSON.stringify(rows[0]?.used),
      ]);
    };
    valueOf(
      await meanwhile(world, next.accountId, using, () => appoint(ciso, { personId: next.personId, appointments: [placed(world, "auditor")] }, new Date())),
    );
    expect(await hasPassword(next.accountId)).toBe(false);
  });

  it("M1 a token being created with a known password is not valid for an auditor", async () => {
    const world = await ground.makeWorld();
    const next = await newcomerOf(world, "secretariat");
    await next.setPassword();
    const ciso = await as(world, "ciso");
    const token = `portal_pat_${randomUUID()}`;
    const wish = {
      id: randomUUID(),
      accountId: next.accountId,
      purpose: "api",
      name: "t",
      hash: secretHash(token),
      how: "own",
      expiresAt: new Date(Date.now() + 86_400_000),
    };
    const making = (application: pg.Client) => application.query("SELECT * FROM portal_issue_secrets($1::jsonb, now())", [JSON.stringify([wish])]);
    valueOf(
      await meanwhile(world, next.accountId, making, () => appoint(ciso, { personId: next.personId, appointments: [placed(world, "auditor")] }, new Date())),
    );
    await expect(visitorOfToken(token)).rejects.toThrow("does not resolve");
  });
});

describe("M1 a sign-in under way", () => {
  const begin = async (email: string) =>
    (
      await ground.application.query<{ attempt: string; password_hash: string }>("SELECT * FROM portal_begin_sign_in($1, now(), 10, NULL, 100, NULL, NULL)", [
        email,
      ])
    ).rows[0];
  const conclude = (attempt: string | undefined, accountId: string, hash: string | undefined, session: string) =>
    ground.application.query<{ begun: boolean }>(
      "SELECT portal_conclude_sign_in($1::bigint, $2::uuid, $3, $4::uuid, now(), now() + interval '12 hours') AS begun",
      [attempt, accountId, hash, session],
    );

  it("M1 begins no session with a password that was changed in the meantime", async () => {
    const { handler } = (await ground.makeWorld()).people;
    const begun = await begin(handler.email);
    valueOf(await changePassword(await visitorOfToken(handler.token), { current: PASSWORD, password: NEW_PASSWORD }, new Date()));
    const session = randomUUID();
    expect((await conclude(begun?.attempt, handler.accountId, begun?.password_hash, session)).rows).toEqual([{ begun: false }]);
    expect(await visitorOfSession(session, new Date())).toBeNull();
  });

  it("M1 begins a session with the password that was verified", async () => {
    const { handler } = (await ground.makeWorld()).people;
    const begun = await begin(handler.email);
    const session = randomUUID();
    expect((await conclude(begun?.attempt, handler.accountId, begun?.password_hash, session)).rows).toEqual([{ begun: true }]);
    expect((await visitorOfSession(session, new Date()))?.account.accountId).toBe(handler.accountId);
  });
});

it("M1 an only CISO with a password can be recovered, even beside one whose password ended", async () => {
  const world = await ground.makeWorld();
  const { executive, ciso } = world.people;
  valueOf(await appoint(await as(world, "ciso"), { personId: executive.personId, appointments: [placed(world, "ciso")] }, new Date()));
  valueOf(await changePerson(await as(world, "ciso"), { personId: executive.personId, email: `${randomUUID()}@moved.example` }, new Date()));
  const platform = await visitorOfToken(ground.platform.token);
  const recovery = valueOf(await recoverCiso(platform, { operatorId: world.operatorId, email: ciso.email }, new Date()));
  expect(Date.parse(recovery.effectiveAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
  expect(codeOf(await recoverCiso(platform, { operatorId: world.operatorId, email: executive.email }, new Date()))).toBe("wrong_state");
});

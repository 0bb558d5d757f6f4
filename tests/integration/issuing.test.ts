import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { createTokenAsOwner } from "@/lib/cli/token";
import { DECIDING } from "@/lib/domain/checking/posts";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { countUninvited } from "@/lib/features/organisation/bulk-invitations/pages";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { accountGround, accountOf, linkFor } from "@/tests/support/account-ground";
import { addNewcomer, as, codeOf, placed, secretIn, valueOf, visitorOfToken, withoutPassword, works } from "@/tests/support/links";
import { insert, makeToken, type World } from "@/tests/support/world";

/* Refusals by the database itself, with the application's login and without the application's code; and new operators. */
const ground = accountGround();
const PASSWORD = "まったく別の合言葉 9 staple";
const HOUR = 3_600_000;

type Scope = readonly ["operator" | "job" | "platform" | "ministry" | "", string, string];

/** Runs a statement in the scope that the caller claims, and commits. Returns its rows, or the code of its error. */
async function claiming([scope, operator, account]: Scope, sql: string, values: readonly unknown[]): Promise<readonly Record<string, unknown>[] | string> {
  const client = ground.application;
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('app.scope', $1, true), set_config('app.operator', $2, true), set_config('app.account', $3, true)", [
      scope,
      operator,
      account,
    ]);
    const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
    await client.query("COMMIT");
    return rows;
  } catch (error) {
    await client.query("ROLLBACK");
    return (error as { code: string }).code;
  }
}

const PAST = new Date(0).toISOString();
const wish = (accountId: string, how: string, purpose = "invitation") => ({
  ...{ id: randomUUID(), accountId, purpose, name: "forged", hash: randomUUID(), how },
  ...{ effectiveAt: PAST, expiresAt: new Date(Date.now() + 4_000 * 86_400_000).toISOString() },
});
const issue = (scope: Scope, ...wishes: ReturnType<typeof wish>[]) => claiming(scope, "SELECT * FROM portal_issue($1, now())", [JSON.stringify(wishes)]);
const OCCASIONS = ["own", "person", "bulk", "firstAccount", "office", "recovery", "commandLine", "firstStart"] as const;

describe("the issuer in the database", () => {
  it.each(["handler", "manager", "executive", "auditor", "secretariat"] as const)(
    "M1 gives a %s no link to the CISO, whatever occasion, maker or time the caller claims",
    async (role) => {
      const world = await ground.makeWorld();
      const { ciso, [role]: asking } = world.people;
      const other = await ground.makeWorld();
      const claims: Scope[] = [
        ...(["operator", "job", "platform"] as const).map((scope) => [scope, world.operatorId, asking.accountId] as const),
        ["job", world.operatorId, ""],
        ["operator", world.operatorId, ""],
        ["platform", "", ""],
        ["operator", world.operatorId, other.people.ciso.accountId],
      ];
      for (const claim of claims)
        for (const how of OCCASIONS) {
          expect(await issue(claim, wish(ciso.accountId, how)), `${claim.join(" ")} ${how}`).toEqual([]);
          expect(await issue(claim, wish(ciso.accountId, how, "api")), `${claim.join(" ")} ${how} token`).toEqual([]);
        }
      const { rowCount } = await ground.owner.query("SELECT 1 FROM access_token WHERE account_id = $1 AND name = 'forged'", [ciso.accountId]);
      expect(rowCount).toBe(0);
    },
  );

  it("M1 sets the delay of a recovery and the end of a link or token itself, whatever the caller asks", async () => {
    const world = await ground.makeWorld();
    const { ciso, handler } = world.people;
    const recovery: Scope = ["job", world.operatorId, ground.platform.accountId];
    expect(await claiming(recovery, "SELECT * FROM portal_issue($1, '2001-01-01')", [JSON.stringify([wish(ciso.accountId, "recovery")])])).toHaveLength(1);
    expect(await issue(["operator", world.operatorId, handler.accountId], wish(handler.accountId, "own", "api"))).toHaveLength(1);
    const { rows } = await ground.owner.query<{ purpose: string; from: Date | null; until: Date; as: string }>(
      `SELECT purpose, effective_at AS from, expires_at AS until, made_as AS as FROM access_token WHERE name = 'forged' AND account_id = ANY($1) ORDER BY purpose`,
      [[ciso.accountId, handler.accountId]],
    );
    const [token, link] = rows;
    expect([token?.as, link?.as]).toEqual(["own", "administrator"]);
    expect(link?.from?.getTime()).toBeGreaterThan(Date.now() + 23.9 * HOUR);
    expect(link?.until.getTime()).toBeLessThan(Date.now() + 8.1 * 24 * HOUR);
    expect(token?.until.getTime()).toBeLessThan(Date.now() + 367 * 24 * HOUR);
  });

  it("M1 gives an administrator links only for first accounts, offices and an only CISO", async () => {
    const world = await ground.makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    await insert(ground.owner, "account", [
      { id: randomUUID(), email: `${personId}@x.example`, name: "x", operator_id: world.operatorId, person_id: personId },
    ]);
    const newcomer = await accountOf(ground, personId);
    const job: Scope = ["job", world.operatorId, ground.platform.accountId];
    for (const how of OCCASIONS) expect(await issue(job, wish(newcomer, how)), how).toEqual([]);
    for (const how of OCCASIONS) expect(await issue(["platform", "", ground.platform.accountId], wish(ground.platform.accountId, how)), how).toEqual([]);
  });

  it("M1 reveals nothing about accounts outside of the scope, and begins sessions only for the address that was tried", async () => {
    const [world, other] = [await ground.makeWorld(), await ground.makeWorld()];
    const { handler, ciso } = world.people;
    const scope: Scope = ["operator", world.operatorId, handler.accountId];
    for (const { accountId } of [ciso, other.people.ciso]) {
      expect(await claiming(scope, "SELECT portal_standing($1, NULL, NULL, now()) AS told", [accountId])).toEqual([{ told: null }]);
      expect(await claiming(["", "", ""], "SELECT portal_standing($1, NULL, NULL, now()) AS told", [accountId])).toEqual([{ told: null }]);
    }
    expect(await claiming(scope, "SELECT portal_standing($1, NULL, NULL, now()) ->> 'name' AS told", [handler.accountId])).toEqual([{ told: handler.name }]);
    expect(await claiming(scope, "SELECT portal_working_ciso($1) AS told", [other.operatorId])).toEqual([{ told: false }]);
    const begun = await claiming(["", "", ""], "SELECT attempt FROM portal_begin_sign_in($1, now(), 10, NULL, 100, NULL, NULL)", [handler.email]);
    const attempt = typeof begun === "string" ? null : begun[0]?.["attempt"];
    const sessionId = randomUUID();
    await claiming(["", "", ""], "SELECT portal_finish_sign_in($1, $2, $3, now(), now() + interval '1 hour')", [attempt, ciso.accountId, sessionId]);
    expect((await ground.owner.query("SELECT 1 FROM session WHERE id = $1", [sessionId])).rowCount).toBe(0);
  });

  it("M1 lets a scope set only its own account's password, and revoke links only where it may", async () => {
    const world = await ground.makeWorld();
    const { handler, ciso, colleague } = world.people;
    const scope: Scope = ["operator", world.operatorId, handler.accountId];
    expect(await claiming(scope, "UPDATE account SET password_hash = 'x' WHERE id = $1", [ciso.accountId])).toBe("42501");
    expect(await claiming(scope, "UPDATE account SET password_hash = 'x' WHERE id = $1", [handler.accountId])).toEqual([]);
    await linkFor(await as(world, "ciso"), colleague.personId);
    const { rows } = await ground.owner.query<{ id: string }>(
      "SELECT id FROM access_token WHERE account_id = $1 AND purpose = 'invitation' AND revoked_at IS NULL",
      [colleague.accountId],
    );
    expect(await claiming(scope, "SELECT portal_revoke($1, 'invitation', now()) AS account", [rows[0]?.id])).toEqual([{ account: null }]);
  });
});

describe("an operator whose CISO was named by the platform", () => {
  const FIRST = { name: "最初 の人", departmentName: "総務部" };

  /** An operator with a working 事務局 and a CISO who was named and invited, but has not signed in yet. */
  async function begun() {
    const operatorId = randomUUID();
    await insert(ground.owner, "operator", [{ id: operatorId, sector_id: "kuko", name: `始まり ${operatorId}`, created_at: new Date().toISOString() }]);
    const by = await visitorOfToken(ground.platform.token);
    const body = { ...FIRST, email: `${randomUUID()}@ciso.example`, role: "ciso" } as const;
    const office = { ...FIRST, email: `${randomUUID()}@office.example`, role: "secretariat" } as const;
    const secret = secretIn(valueOf(await addFirstAccount(by, { operatorId, ...body }, new Date())).link);
    valueOf(await acceptInvitation(secretIn(valueOf(await addFirstAccount(by, { operatorId, ...office }, new Date())).link), PASSWORD, null, new Date()));
    const { rows } = await ground.owner.query<{ id: string; person: string }>(
      "SELECT id, person_id AS person FROM account WHERE operator_id = $1 ORDER BY email = $2 DESC",
      [operatorId, body.email],
    );
    const [ciso, secretariat] = rows;
    return {
      by,
      operatorId,
      body,
      secret,
      personId: ciso?.person ?? "",
      secretariat: await visitorOfToken(await makeToken(ground.owner, secretariat?.id ?? "")),
    };
  }

  it("M1 the 事務局 cannot replace that link, nor change the address, the roles or the person; the administrator can make another", async () => {
    await ground.makeWorld();
    const { by, operatorId, body, secret, personId, secretariat } = await begun();
    expect(codeOf(await invitePerson(secretariat, { personId }, new Date()))).toBe("not_permitted");
    expect(valueOf(await inviteEverybody(secretariat, { after: null, onlyMissing: false }, new Date()))).toMatchObject({ invitations: [], leftOut: 1 });
    expect(valueOf(await countUninvited(secretariat, {}, new Date()))).toMatchObject({ total: 0, leftOut: 1 });
    expect(codeOf(await changePerson(secretariat, { personId, email: `${randomUUID()}@own.example` }, new Date()))).toBe("not_permitted");
    expect(codeOf(await changePerson(secretariat, { personId, left: true }, new Date()))).toBe("not_permitted");
    expect(codeOf(await appoint(secretariat, { personId, appointments: [] }, new Date()))).toBe("not_permitted");
    expect(await works(secret)).toBe(true);
    // The link expires and is deleted; still only the administrator may make another.
    await ground.owner.query("DELETE FROM access_token WHERE account_id IN (SELECT id FROM account WHERE person_id = $1)", [personId]);
    expect(codeOf(await invitePerson(secretariat, { personId }, new Date()))).toBe("not_permitted");
    const again = secretIn(valueOf(await addFirstAccount(by, { operatorId, ...body }, new Date())).link);
    expect(codeOf(await addFirstAccount(by, { operatorId, ...body, email: `${randomUUID()}@other.example` }, new Date()))).toBe("wrong_state");
    valueOf(await acceptInvitation(again, PASSWORD, null, new Date()));
    expect(codeOf(await addFirstAccount(by, { operatorId, ...body }, new Date()))).toBe("wrong_state");
  });

  it("M1 the only appointed CISO stays, signed in or not, and no matter who named them; if there is another, the 事務局 can correct its own mistake", async () => {
    const world = await ground.makeWorld();
    await withoutPassword(ground.owner, world.people.ciso.accountId);
    await ground.owner.query("UPDATE account SET had_password = false WHERE id = $1", [world.people.ciso.accountId]);
    const secretariat = await as(world, "secretariat");
    const only = world.people.ciso.personId;
    expect(codeOf(await appoint(secretariat, { personId: only, appointments: [] }, new Date()))).toBe("wrong_state");
    expect(codeOf(await changePerson(secretariat, { personId: only, left: true }, new Date()))).toBe("wrong_state");
    valueOf(await appoint(secretariat, { personId: world.people.colleague.personId, appointments: [placed(world, "ciso")] }, new Date()));
    await withoutPassword(ground.owner, world.people.colleague.accountId);
    expect(codeOf(await appoint(secretariat, { personId: only, appointments: [] }, new Date()))).toBe("ok");
  });
});

describe("tokens of the command line", () => {
  const found = async (world: World, email: string) => {
    const search = await findAccount(ground.owner, { email, operator: world.operatorId });
    if (!("found" in search)) throw new Error(search.refused);
    return search.found;
  };

  it.each(DECIDING)("M1 are refused for a %s, and end when their owner becomes one", async (role) => {
    const world = await ground.makeWorld();
    const { handler } = world.people;
    const token = await createTokenAsOwner(ground.owner, await found(world, handler.email), { name: "連携", days: 1 }, new Date());
    expect(token).toMatch(/^portal_pat_/);
    valueOf(await appoint(await as(world, "ciso"), { personId: handler.personId, appointments: [placed(world, role)] }, new Date()));
    await expect(visitorOfToken(token ?? "")).rejects.toThrow("does not resolve");
    expect(await createTokenAsOwner(ground.owner, await found(world, handler.email), { name: "連携", days: 1 }, new Date())).toBeNull();
    const { rows } = await ground.owner.query(
      "SELECT detail->>'what' AS what, detail->>'because' AS because FROM audit WHERE action = 'account.secretEnded' AND target = $1",
      [`account/${handler.accountId}`],
    );
    expect(rows).toContainEqual({ what: "token", because: "role" });
  });
});

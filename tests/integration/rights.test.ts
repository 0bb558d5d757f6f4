import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { createLinkAsOwner } from "@/lib/cli/account-link";
import { createTokenAsOwner } from "@/lib/cli/token";
import { acceptInvitation, readLink } from "@/lib/features/accounts/invitation/commands";
import { createToken } from "@/lib/features/accounts/tokens/commands";
import { recoverCiso } from "@/lib/features/admin/recovery/commands";
import { revokeAnnouncedLink } from "@/lib/features/organisation/announced-links/commands";
import { listAnnouncedLinks } from "@/lib/features/organisation/announced-links/queries";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { signIn } from "@/lib/server/auth/sign-in";
import { accountGround, linkFor } from "@/tests/support/account-ground";
import { as, codeOf, lastPassword, placed, secretIn, valueOf, visitorOfToken, withoutPassword, works } from "@/tests/support/links";
import { makeOutsider, type World } from "@/tests/support/world";

const HOUR = 3_600_000;
const NEW_PASSWORD = "まったく別の合言葉 9 staple";
const ground = accountGround();

const makeWorld = (): Promise<World> => ground.makeWorld();

describe("the recovery of an only CISO", () => {
  const PAGE = { page: 1, perPage: 50 };

  it("M1 is announced, works after 24 hours, and names the administrator", async () => {
    const world = await makeWorld();
    const by = await visitorOfToken(ground.platform.token);
    const { ciso, secretariat } = world.people;
    const made = valueOf(await recoverCiso(by, { operatorId: world.operatorId, email: ciso.email }, new Date()));
    const secret = secretIn(made.link);
    expect(await works(secret)).toBe(false);
    expect((await readLink(secret, new Date()))?.account.accountId).toBe(ciso.accountId);
    const early = await acceptInvitation(secret, NEW_PASSWORD, null, new Date(Date.now() + 23.9 * HOUR));
    expect(early).toMatchObject({ ok: false, refusal: { code: "wrong_state", detail: expect.stringContaining("から使えます") as unknown } });
    for (const role of ["secretariat", "executive", "ciso", "auditor"] as const) {
      expect(valueOf(await listAnnouncedLinks(await as(world, role), PAGE, new Date())).items, role).toMatchObject([
        { name: ciso.name, how: "recovery", makerName: ground.platform.name, effectiveAt: made.effectiveAt },
      ]);
    }
    expect(codeOf(await listAnnouncedLinks(await as(world, "manager"), PAGE, new Date()))).toBe("not_permitted");
    const trail = await ground.owner.query("SELECT account_id, operator_id FROM audit WHERE action = 'platform.recoverCiso' AND operator_id = $1", [
      world.operatorId,
    ]);
    expect(trail.rows).toEqual([{ account_id: ground.platform.accountId, operator_id: world.operatorId }]);
    valueOf(await acceptInvitation(secret, NEW_PASSWORD, null, new Date(Date.now() + 24.1 * HOUR)));
    expect((await signIn(ciso.email, NEW_PASSWORD, new Date())).outcome).toBe("signedIn");
    expect(await lastPassword(ground.owner, ciso.accountId)).toMatchObject({ how: "recovery", as: "administrator", makerName: ground.platform.name });
    expect(valueOf(await listAnnouncedLinks(await visitorOfToken(secretariat.token), PAGE, new Date())).total).toBe(0);
  });

  it.each(["secretariat", "executive", "ciso"] as const)("M1 can be revoked by the %s, and by no other operator", async (role) => {
    const [world, other] = [await makeWorld(), await makeWorld()];
    const made = valueOf(
      await recoverCiso(await visitorOfToken(ground.platform.token), { operatorId: world.operatorId, email: world.people.ciso.email }, new Date()),
    );
    const [link] = valueOf(await listAnnouncedLinks(await as(world, role), PAGE, new Date())).items;
    expect(codeOf(await revokeAnnouncedLink(await as(other, role), { linkId: link?.id ?? "" }, new Date()))).toBe("not_found");
    expect(codeOf(await revokeAnnouncedLink(await as(world, "auditor"), { linkId: link?.id ?? "" }, new Date()))).toBe("not_permitted");
    expect(codeOf(await revokeAnnouncedLink(await as(world, role), { linkId: link?.id ?? "" }, new Date()))).toBe("ok");
    expect(codeOf(await acceptInvitation(secretIn(made.link), NEW_PASSWORD, null, new Date(Date.now() + 25 * HOUR)))).toBe("not_found");
    expect(codeOf(await revokeAnnouncedLink(await as(world, role), { linkId: link?.id ?? "" }, new Date()))).toBe("not_found");
  });

  it.each(["secretariat", "executive", "ciso", "auditor"] as const)(
    "M12 leaves an entry where its list names somebody, to the %s, and none before",
    async (role) => {
      const world = await makeWorld();
      const entries = async () =>
        (await ground.owner.query("SELECT account_id, target, outcome FROM audit WHERE action = 'announcedLink.list' AND operator_id = $1", [world.operatorId]))
          .rows;
      expect(valueOf(await listAnnouncedLinks(await as(world, role), PAGE, new Date())).items).toEqual([]);
      expect(await entries()).toEqual([]);
      valueOf(await recoverCiso(await visitorOfToken(ground.platform.token), { operatorId: world.operatorId, email: world.people.ciso.email }, new Date()));
      expect(valueOf(await listAnnouncedLinks(await as(world, role), PAGE, new Date())).items).toMatchObject([{ name: world.people.ciso.name }]);
      expect(await entries()).toEqual([{ account_id: world.people[role].accountId, target: "announced-links", outcome: "done" }]);
    },
  );

  it("M1 is refused for anybody but the only CISO, and to anybody but the platform", async () => {
    const world = await makeWorld();
    const by = await visitorOfToken(ground.platform.token);
    for (const role of ["secretariat", "executive", "handler"] as const) {
      expect(codeOf(await recoverCiso(by, { operatorId: world.operatorId, email: world.people[role].email }, new Date())), role).toBe("wrong_state");
      expect(codeOf(await recoverCiso(await as(world, role), { operatorId: world.operatorId, email: world.people.ciso.email }, new Date())), role).toBe(
        "not_permitted",
      );
    }
    valueOf(await appoint(await as(world, "ciso"), { personId: world.people.colleague.personId, appointments: [placed(world, "ciso")] }, new Date()));
    expect(codeOf(await recoverCiso(by, { operatorId: world.operatorId, email: world.people.ciso.email }, new Date()))).toBe("wrong_state");
    expect(codeOf(await recoverCiso(by, { operatorId: randomUUID(), email: world.people.ciso.email }, new Date()))).toBe("not_found");
  });

  it("M1 a link of the command line is announced and audited, and is in effect after 24 hours for an only CISO, at once for others; tokens are marked", async () => {
    const world = await makeWorld();
    const found = async (email: string) => {
      const search = await findAccount(ground.owner, { email, operator: world.operatorId });
      if (!("found" in search)) throw new Error(search.refused);
      return search.found;
    };
    const [ciso, handler] = [await found(world.people.ciso.email), await found(world.people.handler.email)];
    const old = await linkFor(await as(world, "ciso"), world.people.handler.personId);
    const [late, soon] = [await createLinkAsOwner(ground.owner, ciso, new Date()), await createLinkAsOwner(ground.owner, handler, new Date())];
    expect([await works(late), await works(soon), await works(old)]).toEqual([false, true, false]);
    expect(valueOf(await listAnnouncedLinks(await as(world, "executive"), PAGE, new Date())).items).toMatchObject([
      { how: "commandLine", name: world.people.ciso.name },
      { how: "commandLine", name: world.people.handler.name },
    ]);
    valueOf(await acceptInvitation(soon, NEW_PASSWORD, null, new Date()));
    expect(await lastPassword(ground.owner, handler.id)).toMatchObject({ as: "commandLine", maker: null });
    await createTokenAsOwner(ground.owner, handler, { name: "連携", days: 1 }, new Date());
    const { rows } = await ground.owner.query("SELECT made_as FROM access_token WHERE account_id = $1 AND name = '連携'", [handler.id]);
    expect(rows).toEqual([{ made_as: "commandLine" }]);
    const office = await makeOutsider(ground.owner, "platformAdministrator", null);
    const admin = await findAccount(ground.owner, { email: office.email, operator: null });
    expect("found" in admin && (await works(await createLinkAsOwner(ground.owner, admin.found, new Date())))).toBe(true);
  });
});

describe("rights inside the transaction", () => {
  const both = async (world: World) => {
    valueOf(await appoint(await as(world, "ciso"), { personId: world.people.colleague.personId, appointments: [placed(world, "ciso")] }, new Date()));
    return [await as(world, "ciso"), await as(world, "colleague")] as const;
  };
  const cisos = async (world: World) =>
    (await ground.owner.query("SELECT 1 FROM appointment WHERE operator_id = $1 AND role = 'ciso'", [world.operatorId])).rowCount;

  it("M1 when two CISOs remove each other, give up the role or let each other leave at once, one stays, in every round", async () => {
    const world = await makeWorld();
    const { ciso, colleague } = world.people;
    for (let round = 0; round < 4; round += 1) {
      const each = await makeWorld();
      const [one, other] = await both(each);
      const [first, second] = [each.people.ciso.personId, each.people.colleague.personId];
      const removals = [
        () => [appoint(one, { personId: second, appointments: [] }, new Date()), appoint(other, { personId: first, appointments: [] }, new Date())],
        () => [appoint(one, { personId: first, appointments: [] }, new Date()), appoint(other, { personId: second, appointments: [] }, new Date())],
        () => [changePerson(one, { personId: second, left: true }, new Date()), changePerson(other, { personId: first, left: true }, new Date())],
        () => [appoint(one, { personId: second, appointments: [] }, new Date()), appoint(one, { personId: first, appointments: [] }, new Date())],
      ];
      const results = await Promise.all(removals[round]?.() ?? []);
      expect(results.map(({ ok }) => ok).filter(Boolean), String(round)).toHaveLength(1);
      expect(await cisos(each), String(round)).toBe(1);
    }
    expect(codeOf(await appoint(await as(world, "ciso"), { personId: ciso.personId, appointments: [] }, new Date()))).toBe("wrong_state");
    // A CISO who never had a password cannot sign in, so one such CISO is not enough.
    await withoutPassword(ground.owner, colleague.accountId);
    valueOf(await appoint(await as(world, "ciso"), { personId: colleague.personId, appointments: [placed(world, "ciso")] }, new Date()));
    expect(codeOf(await appoint(await as(world, "ciso"), { personId: ciso.personId, appointments: [] }, new Date()))).toBe("wrong_state");
    expect(codeOf(await changePerson(await as(world, "colleague"), { personId: ciso.personId, left: true }, new Date()))).toBe("wrong_state");
    expect(await cisos(world)).toBe(2);
  });

  it("M1 a visitor resolved before the role was removed, the account closed or the token ended can do nothing afterwards", async () => {
    const world = await makeWorld();
    const { secretariat, committee } = world.people;
    const before = await as(world, "secretariat");
    const leaving = await as(world, "committee");
    valueOf(await appoint(await as(world, "ciso"), { personId: secretariat.personId, appointments: [] }, new Date()));
    valueOf(await changePerson(await as(world, "ciso"), { personId: committee.personId, left: true }, new Date()));
    const body = { name: "だれか", email: `${randomUUID()}@x.example`, departmentId: world.departments[0], staffNumber: null };
    expect(codeOf(await addPerson(before, body, new Date()))).toBe("not_permitted");
    expect(codeOf(await createToken(leaving, { name: "遅れて", days: 1 }, new Date()))).toBe("not_permitted");
    const tokens = await ground.owner.query("SELECT 1 FROM access_token WHERE account_id = $1 AND name = '遅れて'", [committee.accountId]);
    expect(tokens.rowCount).toBe(0);
    const stolen = await as(world, "handler");
    await ground.owner.query("UPDATE access_token SET revoked_at = now() WHERE account_id = $1", [world.people.handler.accountId]);
    expect(codeOf(await createToken(stolen, { name: "遅れて", days: 1 }, new Date()))).toBe("not_permitted");
  });
});

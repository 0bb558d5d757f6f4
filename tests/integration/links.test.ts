import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { DECIDING } from "@/lib/domain/checking/posts";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { confirmPasswordOrigin } from "@/lib/features/accounts/passwords/commands";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { inviteAdministrator, inviteOfficer, suspendAdministrator, suspendOfficer } from "@/lib/features/admin/offices/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { countUninvited } from "@/lib/features/organisation/bulk-invitations/pages";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { readPersonDetail } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import type { Visitor } from "@/lib/server/scope/scope";
import { accountGround, accountOf, linkFor } from "@/tests/support/account-ground";
import { addNewcomer, as, codeOf, lastPassword, placed, secretIn, valueOf, visitorOfToken, withoutPassword, works } from "@/tests/support/links";
import { insert, makeOutsider, makeToken, PASSWORD, type World } from "@/tests/support/world";

const NEW_PASSWORD = "まったく別の合言葉 9 staple";
const ground = accountGround();
const makeWorld = (): Promise<World> => ground.makeWorld();
const stateOf = async (by: Visitor, personId: string) => valueOf(await readPersonDetail(by, { personId }, new Date())).invitation?.state;
const list = (...rows: string[]): Uint8Array => new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n"));

describe("who may make a link", () => {
  it.each(DECIDING)("M1 the 事務局 cannot make one for a %s whom the CISO just appointed, and the CISO can", async (role) => {
    const world = await makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    valueOf(await appoint(await as(world, "ciso"), { personId, appointments: [placed(world, role)] }, new Date()));
    expect(codeOf(await invitePerson(await as(world, "secretariat"), { personId }, new Date()))).toBe("not_permitted");
    expect(codeOf(await invitePerson(await as(world, "ciso"), { personId }, new Date()))).toBe("ok");
  });

  it("M1 in bulk the 事務局 gets none for deciding roles, and sees how many are left out; the CISO gets them", async () => {
    const world = await makeWorld();
    const [plain, boss] = [await addNewcomer(ground.owner, world), await addNewcomer(ground.owner, world)];
    valueOf(await appoint(await as(world, "ciso"), { personId: boss.personId, appointments: [placed(world, "executive")] }, new Date()));
    const secretariat = await as(world, "secretariat");
    const made = valueOf(await inviteEverybody(secretariat, { after: null, onlyMissing: false }, new Date()));
    expect(made.invitations.map(({ personId }) => personId)).toEqual([plain.personId]);
    expect(made.leftOut).toBe(1);
    expect(valueOf(await countUninvited(secretariat, {}, new Date()))).toMatchObject({ total: 1, leftOut: 1 });
    const all = valueOf(await inviteEverybody(await as(world, "ciso"), { after: null, onlyMissing: false }, new Date()));
    expect(all.invitations.map(({ personId }) => personId).sort()).toEqual([plain.personId, boss.personId].sort());
    expect(all.leftOut).toBe(0);
  });

  it("M1 in bulk it can be limited to people without a valid link: the links of the others stay valid", async () => {
    const world = await makeWorld();
    const [one, other, moved] = [await addNewcomer(ground.owner, world), await addNewcomer(ground.owner, world), await addNewcomer(ground.owner, world)];
    const secretariat = await as(world, "secretariat");
    const kept = await linkFor(secretariat, one.personId);
    await linkFor(secretariat, moved.personId);
    valueOf(await changePerson(secretariat, { personId: moved.personId, email: `${randomUUID()}@right.example` }, new Date()));
    expect(valueOf(await countUninvited(secretariat, {}, new Date()))).toMatchObject({ total: 3, missing: 2, remake: 1 });
    const made = valueOf(await inviteEverybody(secretariat, { after: null, onlyMissing: true }, new Date())).invitations.map(({ personId }) => personId);
    expect(made.sort()).toEqual([other.personId, moved.personId].sort());
    expect(await works(kept)).toBe(true);
    const later = new Date(Date.now() + 8 * 86_400_000);
    expect(valueOf(await countUninvited(secretariat, {}, later)).missing).toBe(3);
  });

  it("M1 the database's list of deciding roles equals the portal's", async () => {
    const { rows } = await ground.owner.query<{ role: string }>("SELECT role FROM unnest($1::text[]) AS role WHERE portal_deciding(role)", [
      ["handler", "systemAdministrator", "securityCommittee", "exemptionReviewer", ...DECIDING],
    ]);
    expect(rows.map(({ role }) => role)).toEqual(DECIDING);
  });

  it("M1 an administrator cannot make one for an account that ever had a password, and a suspended account stays closed", async () => {
    const by = await visitorOfToken(ground.platform.token);
    const body = { name: "担当 一人", email: `${randomUUID()}@office.example`, sectorId: "kuko" };
    await makeWorld();
    const first = secretIn(valueOf(await inviteOfficer(by, body, new Date())).link);
    valueOf(await acceptInvitation(first, PASSWORD, null, new Date()));
    expect(codeOf(await inviteOfficer(by, body, new Date()))).toBe("wrong_state");
    expect(codeOf(await inviteAdministrator(by, { name: "x", email: ground.platform.email }, new Date()))).toBe("wrong_state");
    const accounts = () =>
      ground.owner.query<{ id: string; disabled: boolean }>(
        "SELECT id, disabled_at IS NOT NULL AS disabled FROM account WHERE email = $1 ORDER BY disabled_at NULLS LAST",
        [body.email],
      );
    const before = (await accounts()).rows[0]?.id ?? "";
    valueOf(await suspendOfficer(by, { accountId: before }, new Date()));
    valueOf(await acceptInvitation(secretIn(valueOf(await inviteOfficer(by, { ...body, name: "後任" }, new Date())).link), NEW_PASSWORD, null, new Date()));
    const after = (await accounts()).rows;
    expect(after.map(({ disabled }) => disabled)).toEqual([true, false]);
    expect(after[0]?.id).toBe(before);
  });
});

describe("when a link ends", () => {
  it("M1 only one is valid at a time, by different people and many at once too", async () => {
    const world = await makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    const [ciso, secretariat] = [await as(world, "ciso"), await as(world, "secretariat")];
    const old = await linkFor(secretariat, personId);
    const made = await Promise.all([ciso, secretariat, ciso, secretariat, ciso, secretariat].map((by) => linkFor(by, personId)));
    const alive = await Promise.all([old, ...made].map(works));
    expect(alive.filter(Boolean)).toHaveLength(1);
    const bulk = valueOf(await inviteEverybody(secretariat, { after: null, onlyMissing: false }, new Date())).invitations;
    expect(await Promise.all(made.map(works))).toEqual(made.map(() => false));
    expect(await works(secretIn(bulk.find((one) => one.personId === personId)?.link ?? ""))).toBe(true);
    const again = await linkFor(ciso, personId);
    expect(await works(again)).toBe(true);
    const { rows } = await ground.owner.query("SELECT 1 FROM access_token WHERE account_id = $1 AND purpose = 'invitation' AND revoked_at IS NULL", [
      await accountOf(ground, personId),
    ]);
    expect(rows).toHaveLength(1);
  });

  it.each(DECIDING)("M1 one that the 事務局 made ends when the person becomes %s", async (role) => {
    const world = await makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    const [ciso, secretariat] = [await as(world, "ciso"), await as(world, "secretariat")];
    const [plain, own] = [await linkFor(secretariat, personId), await addNewcomer(ground.owner, world)];
    const cisos = await linkFor(ciso, own.personId);
    for (const one of [personId, own.personId]) valueOf(await appoint(ciso, { personId: one, appointments: [placed(world, role)] }, new Date()));
    expect([await works(plain), await works(cisos)]).toEqual([false, true]);
    expect(codeOf(await acceptInvitation(plain, PASSWORD, null, new Date()))).toBe("not_found");
    expect([await stateOf(ciso, personId), await stateOf(ciso, own.personId)]).toEqual(["remake", "open"]);
  });

  it("M1 a role that only answers leaves the link of the 事務局 valid", async () => {
    const world = await makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    const secret = await linkFor(await as(world, "secretariat"), personId);
    const committee = { role: "securityCommittee", departmentId: null, systemId: null } as const;
    valueOf(await appoint(await as(world, "ciso"), { personId, appointments: [committee] }, new Date()));
    expect(await works(secret)).toBe(true);
  });

  it("M1 a corrected address, by form and by staff list, ends link, sessions and tokens, and the stranger cannot set a password", async () => {
    for (const how of ["form", "list"] as const) {
      const world = await makeWorld();
      const secretariat = await as(world, "secretariat");
      const { personId } = await addNewcomer(ground.owner, world);
      await ground.owner.query("UPDATE person SET staff_number = 'S1' WHERE id = $1", [personId]);
      const secret = await linkFor(secretariat, personId);
      const { handler } = world.people;
      await ground.owner.query("UPDATE person SET staff_number = 'S2' WHERE id = $1", [handler.personId]);
      const login = await signIn(handler.email, PASSWORD, new Date());
      const session = login.outcome === "signedIn" ? login.sessionId : "";
      const department = (await ground.owner.query<{ name: string }>("SELECT name FROM department WHERE id = $1", [world.departments[1]])).rows[0]?.name;
      const [one, two] = [`${randomUUID()}@right.example`, `${randomUUID()}@right.example`];
      if (how === "form") {
        valueOf(await changePerson(secretariat, { personId, email: one }, new Date()));
        valueOf(await changePerson(secretariat, { personId: handler.personId, email: two }, new Date()));
      } else {
        const file = list(`S1,新任 ひとり,${one},${department}`, `S2,${handler.name},${two},${department}`);
        valueOf(await importStaffList(secretariat, { file }, new Date()));
      }
      expect([await works(secret), codeOf(await acceptInvitation(secret, PASSWORD, null, new Date()))], how).toEqual([false, "not_found"]);
      expect(await stateOf(secretariat, personId), how).toBe("remake");
      expect(valueOf(await countUninvited(secretariat, {}, new Date())).remake, how).toBe(1);
      expect(await resolveVisitor(new Headers({ authorization: `Bearer ${handler.token}` }), new Date()), how).toBeNull();
      const { rows } = await ground.owner.query<{ account: unknown }>("SELECT portal_resolve_session($1, now()) AS account", [session]);
      expect(rows[0]?.account, how).toBeNull();
    }
  });

  it("M1 a change of name and department ends nothing", async () => {
    const world = await makeWorld();
    const secretariat = await as(world, "secretariat");
    const { personId } = await addNewcomer(ground.owner, world);
    const secret = await linkFor(secretariat, personId);
    valueOf(await changePerson(secretariat, { personId, name: "改姓 ひとり", departmentId: world.departments[0] }, new Date()));
    expect(await works(secret)).toBe(true);
  });

  it("M1 leaving ends it, and coming back does not restore it", async () => {
    const world = await makeWorld();
    const secretariat = await as(world, "secretariat");
    const { personId } = await addNewcomer(ground.owner, world);
    const secret = await linkFor(secretariat, personId);
    for (const left of [true, false]) valueOf(await changePerson(secretariat, { personId, left }, new Date()));
    expect(await works(secret)).toBe(false);
  });
});

describe("a new operator", () => {
  it("M1 the 事務局 appoints the first CISO and makes the link; the audit trail and the CISO's page name the maker", async () => {
    const world = await makeWorld();
    await withoutPassword(ground.owner, world.people.ciso.accountId);
    const secretariat = await as(world, "secretariat");
    const { personId } = await addNewcomer(ground.owner, world);
    valueOf(await appoint(secretariat, { personId, appointments: [placed(world, "ciso")] }, new Date()));
    const secret = await linkFor(secretariat, personId);
    const held = await linkFor(secretariat, world.people.ciso.personId);
    valueOf(await acceptInvitation(secret, NEW_PASSWORD, null, new Date()));
    const accountId = await accountOf(ground, personId);
    expect(await lastPassword(ground.owner, accountId)).toMatchObject({
      as: "secretariat",
      how: "person",
      maker: world.people.secretariat.accountId,
      makerName: world.people.secretariat.name,
      madeAt: expect.any(String) as unknown,
    });
    // The other CISO's link, which the 事務局 still has, has ended, because now there is a CISO who can make one.
    expect(await works(held)).toBe(false);
    expect(codeOf(await invitePerson(secretariat, { personId: world.people.ciso.personId }, new Date()))).toBe("not_permitted");
    const token = await makeToken(ground.owner, accountId);
    const ciso = await visitorOfToken(token);
    expect(ciso.account.passwordOrigin).toMatchObject({ as: "secretariat", makerName: world.people.secretariat.name });
    valueOf(await confirmPasswordOrigin(ciso, {}, new Date()));
    expect((await visitorOfToken(token)).account.passwordOrigin).toBeNull();
  });

  it("M1 when the first CISO's password and the 事務局's links coincide, no link for a deciding role stays valid, in every round", async () => {
    for (let round = 0; round < 3; round += 1) {
      const world = await makeWorld();
      const { ciso, executive } = world.people;
      for (const { accountId } of [ciso, executive]) await withoutPassword(ground.owner, accountId);
      const secretariat = await as(world, "secretariat");
      const first = await linkFor(secretariat, ciso.personId);
      const [accepted, made] = await Promise.all([
        acceptInvitation(first, NEW_PASSWORD, null, new Date()),
        invitePerson(secretariat, { personId: executive.personId }, new Date()),
      ]);
      expect(codeOf(accepted), String(round)).toBe("ok");
      expect(made.ok && (await works(secretIn(made.value.link))), String(round)).toBe(false);
    }
  });

  it("M1 a person who set a password by a link is reminded of its maker when they get a deciding role", async () => {
    const world = await makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    valueOf(await acceptInvitation(await linkFor(await as(world, "ciso"), personId), NEW_PASSWORD, null, new Date()));
    const token = await makeToken(ground.owner, await accountOf(ground, personId));
    valueOf(await confirmPasswordOrigin(await visitorOfToken(token), {}, new Date()));
    valueOf(await appoint(await as(world, "ciso"), { personId, appointments: [placed(world, "auditor")] }, new Date()));
    expect((await visitorOfToken(token)).account.passwordOrigin).toMatchObject({ as: "ciso" });
  });

  it.each(DECIDING)("M1 a password set by a link of the 事務局 ends when the role of %s is given, with its tokens and sessions", async (role) => {
    const world = await makeWorld();
    const { personId, email } = await addNewcomer(ground.owner, world);
    valueOf(await acceptInvitation(await linkFor(await as(world, "secretariat"), personId), NEW_PASSWORD, null, new Date()));
    const token = await makeToken(ground.owner, await accountOf(ground, personId));
    valueOf(await appoint(await as(world, "ciso"), { personId, appointments: [placed(world, role)] }, new Date()));
    await expect(visitorOfToken(token)).rejects.toThrow("does not resolve");
    expect((await signIn(email, NEW_PASSWORD, new Date())).outcome).toBe("refused");
    expect(codeOf(await invitePerson(await as(world, "secretariat"), { personId }, new Date()))).toBe("not_permitted");
    expect(await stateOf(await as(world, "ciso"), personId)).toBe("remake");
    valueOf(await acceptInvitation(await linkFor(await as(world, "ciso"), personId), NEW_PASSWORD, null, new Date()));
    expect((await signIn(email, NEW_PASSWORD, new Date())).outcome).toBe("signedIn");
  });

  it.each(["ciso", "executive", null] as const)("M1 a link to a %s ends with its maker's role, however the maker lost it", async (role) => {
    for (const lose of ["leaves", "is appointed otherwise"] as const) {
      const world = await makeWorld();
      const second = await addNewcomer(ground.owner, world);
      valueOf(await appoint(await as(world, "ciso"), { personId: second.personId, appointments: [placed(world, "ciso")] }, new Date()));
      valueOf(await acceptInvitation(await linkFor(await as(world, "ciso"), second.personId), NEW_PASSWORD, null, new Date()));
      const by = await visitorOfToken(await makeToken(ground.owner, await accountOf(ground, second.personId)));
      const target = await addNewcomer(ground.owner, world);
      if (role !== null) valueOf(await appoint(by, { personId: target.personId, appointments: [placed(world, role)] }, new Date()));
      const secret = await linkFor(await as(world, "ciso"), target.personId);
      const maker = world.people.ciso.personId;
      valueOf(
        lose === "leaves"
          ? await changePerson(by, { personId: maker, left: true }, new Date())
          : await appoint(by, { personId: maker, appointments: [] }, new Date()),
      );
      expect(await works(secret), lose).toBe(false);
      expect(codeOf(await acceptInvitation(secret, NEW_PASSWORD, null, new Date())), lose).toBe("not_found");
      expect(await stateOf(by, target.personId), lose).toBe("remake");
    }
  });

  it("M1 invitations of a suspended administrator are invalid", async () => {
    const other = await makeOutsider(ground.owner, "platformAdministrator", null);
    const made = valueOf(
      await inviteAdministrator(await visitorOfToken(other.token), { name: "次の 管理者", email: `${randomUUID()}@next.example` }, new Date()),
    );
    expect(await works(secretIn(made.link))).toBe(true);
    valueOf(await suspendAdministrator(await visitorOfToken(ground.platform.token), { accountId: other.accountId }, new Date()));
    expect(await works(secretIn(made.link))).toBe(false);
  });

  it("M1 a first account's link names the administrator, and none is made for one that had a password", async () => {
    const by = await visitorOfToken(ground.platform.token);
    const operatorId = randomUUID();
    await insert(ground.owner, "operator", [{ id: operatorId, sector_id: "kuko", name: `新しい ${operatorId}`, created_at: new Date().toISOString() }]);
    const body = { name: "最初 の人", email: `${randomUUID()}@first.example`, role: "secretariat", departmentName: "総務部" } as const;
    const [old, secret] = [await addFirstAccount(by, { operatorId, ...body }, new Date()), await addFirstAccount(by, { operatorId, ...body }, new Date())].map(
      (made) => secretIn(valueOf(made).link),
    );
    expect([await works(old ?? ""), await works(secret ?? "")]).toEqual([false, true]);
    valueOf(await acceptInvitation(secret ?? "", NEW_PASSWORD, null, new Date()));
    const { id } = (await ground.owner.query<{ id: string }>("SELECT id FROM account WHERE operator_id = $1", [operatorId])).rows[0] ?? { id: "" };
    expect(await lastPassword(ground.owner, id)).toMatchObject({ as: "administrator", how: "firstAccount", makerName: ground.platform.name });
    await withoutPassword(ground.owner, id);
    expect(codeOf(await addFirstAccount(by, { operatorId, ...body }, new Date()))).toBe("wrong_state");
  });
});

import { describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { createLinkAsOwner } from "@/lib/cli/account-link";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { revokeToken } from "@/lib/features/accounts/tokens/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople, readPersonDetail } from "@/lib/features/organisation/people/queries";
import { withClient } from "@/lib/runtime/portal-logins";
import { FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { signIn } from "@/lib/server/auth/sign-in";
import {
  codeOf,
  first,
  holding,
  NOW,
  own,
  PASSWORD,
  PEOPLE,
  prepareOrganisationGround,
  type Staff,
  second,
  secretOf,
  seedOperator,
  valueOf,
} from "@/tests/support/organisation-ground";

prepareOrganisationGround();

/** One person with a login at each of two new operators; returns the second. */
async function loginsInBoth(email: string, firstPassword: string, secondPassword: string): Promise<Staff> {
  const [one, other] = [await seedOperator(`甲${email}`, `one.${email}`), await seedOperator(`乙${email}`, `two.${email}`)];
  for (const [staff, password] of [
    [one, firstPassword],
    [other, secondPassword],
  ] as const) {
    const { id } = valueOf(await addPerson(staff.visitor, { name: "二社 勤務", email, departmentId: staff.departmentId }, NOW));
    valueOf(await acceptInvitation(secretOf(valueOf(await invitePerson(staff.visitor, { personId: id }, NOW)).link), password, null, NOW));
  }
  return other;
}

describe("people", () => {
  const body = (email: string) => ({ name: "山田 花子", email, departmentId: first.departmentId, staffNumber: null });

  it("are added with a login, invited, sign in once and leave", async () => {
    const { id, leftAt } = valueOf(await addPerson(first.visitor, { ...body("hanako@example.jp"), staffNumber: "100" }, NOW));
    expect(leftAt).toBeNull();
    expect(codeOf(await addPerson(first.visitor, body("hanako@example.jp"), NOW))).toBe("duplicate");
    expect(codeOf(await addPerson(first.visitor, { ...body("other@example.jp"), staffNumber: "100" }, NOW))).toBe("duplicate");
    const secret = secretOf(valueOf(await invitePerson(first.visitor, { personId: id }, NOW)).link);
    expect(await findInvitation(secret, new Date(NOW.getTime() + 7 * 86_400_000))).toBeNull();
    const both = await Promise.all([acceptInvitation(secret, PASSWORD, null, NOW), acceptInvitation(secret, "別のパスワードです。長い", null, NOW)]);
    expect(both.map(codeOf).sort()).toEqual(["not_found", "ok"]);
    const used = both[0]?.ok ? PASSWORD : "別のパスワードです。長い";
    expect((await signIn("hanako@example.jp", used, NOW)).outcome).toBe("signedIn");
    expect(valueOf(await changePerson(first.visitor, { personId: id, left: true }, NOW)).leftAt).not.toBeNull();
    expect((await signIn("hanako@example.jp", used, NOW)).outcome).toBe("refused");
    expect(codeOf(await invitePerson(first.visitor, { personId: id }, NOW))).toBe("wrong_state");
    valueOf(await changePerson(first.visitor, { personId: id, left: false, email: "hana@example.jp" }, NOW));
    expect((await signIn("hana@example.jp", used, NOW)).outcome).toBe("refused");
    valueOf(await acceptInvitation(secretOf(valueOf(await invitePerson(first.visitor, { personId: id }, NOW)).link), used, null, NOW));
    expect((await signIn("hana@example.jp", used, NOW)).outcome).toBe("signedIn");
    expect(valueOf(await listPeople(first.visitor, { ...PEOPLE, q: "花子" }, NOW)).items.map((one) => one.id)).toContain(id);
    expect(valueOf(await listPeople(first.visitor, { ...PEOPLE, q: "%" }, NOW)).total).toBe(0);
  });

  it("without a password are invited in bulk, even if their address is known elsewhere, and nobody else is", async () => {
    const office = await seedOperator("まとめて招く空港", "together.office@example.jp");
    const here = (email: string) => ({ ...body(email), departmentId: office.departmentId });
    const { id: known } = valueOf(await addPerson(office.visitor, here("two@example.jp"), NOW));
    const { id: fresh } = valueOf(await addPerson(office.visitor, here("together@example.jp"), NOW));
    const { id: gone } = valueOf(await addPerson(office.visitor, here("gone@example.jp"), NOW));
    valueOf(await changePerson(office.visitor, { personId: gone, left: true }, NOW));
    const made = valueOf(await inviteEverybody(office.visitor, { after: null, onlyMissing: false }, NOW));
    const again = valueOf(await inviteEverybody(office.visitor, { after: null, onlyMissing: false }, NOW));
    const linkOf = (id: string): string => again.invitations.find(({ personId }) => personId === id)?.link ?? "";
    expect(again.invitations.map(({ personId }) => personId)).toEqual(made.invitations.map(({ personId }) => personId));
    expect(made).toMatchObject({ left: 0, next: null, leftOut: 0 });
    expect(linkOf(known).length).toBe(linkOf(fresh).length);
    expect([gone, office.personId].map(linkOf)).toEqual(["", ""]);
    expect((await findInvitation(secretOf(linkOf(known)), NOW))?.email).toBe("two@example.jp");
    expect((await findInvitation(secretOf(linkOf(fresh)), NOW))?.email).toBe("together@example.jp");
    valueOf(await acceptInvitation(secretOf(linkOf(fresh)), PASSWORD, null, NOW));
    const later = valueOf(await inviteEverybody(office.visitor, { after: null, onlyMissing: false }, NOW)).invitations.map(({ personId }) => personId);
    expect(later).toContain(known);
    expect(later).not.toContain(fresh);
    expect(valueOf(await inviteEverybody(office.visitor, { after: later.at(-1) ?? null, onlyMissing: false }, NOW))).toEqual({
      invitations: [],
      left: 0,
      next: null,
      leftOut: 0,
    });
  });

  it("with an address known elsewhere get a separate login, and neither account reveals the other", async () => {
    const answers = [await addPerson(first.visitor, body("two@example.jp"), NOW), await addPerson(first.visitor, body("fresh@example.jp"), NOW)].map(valueOf);
    expect(Object.keys(answers[0] ?? {})).toEqual(Object.keys(answers[1] ?? {}));
    const [known = "", fresh = ""] = answers.map(({ id }) => id);
    const links = [await invitePerson(first.visitor, { personId: known }, NOW), await invitePerson(first.visitor, { personId: fresh }, NOW)].map(
      (one) => valueOf(one).link,
    );
    const opened = [await findInvitation(secretOf(links[0] ?? ""), NOW), await findInvitation(secretOf(links[1] ?? ""), NOW)];
    expect(opened.map((one) => [one?.email, one?.operatorId])).toEqual([
      ["two@example.jp", first.operatorId],
      ["fresh@example.jp", first.operatorId],
    ]);
    const elsewhere = "another password 22";
    valueOf(await acceptInvitation(secretOf(links[0] ?? ""), elsewhere, null, NOW));
    const signedIn = async (password: string) => {
      const attempt = await signIn("two@example.jp", password, NOW);
      if (attempt.outcome !== "signedIn") return attempt.outcome;
      return withClient(
        own.ownerUrl,
        async (client) =>
          (await client.query<{ operator_id: string }>("SELECT operator_id FROM account WHERE id = $1", [attempt.accountId])).rows[0]?.operator_id,
      );
    };
    expect([await signedIn(PASSWORD), await signedIn(elsewhere), await signedIn("neither of the two")]).toEqual([
      second.operatorId,
      first.operatorId,
      "refused",
    ]);
    expect(valueOf(await changePerson(first.visitor, { personId: fresh, email: "admin@example.jp", name: "新 名前" }, NOW))).toMatchObject({
      email: "admin@example.jp",
    });
    expect(await findInvitation(secretOf(links[1] ?? ""), NOW)).toBeNull();
    expect((await findInvitation(secretOf(valueOf(await invitePerson(first.visitor, { personId: fresh }, NOW)).link), NOW))?.email).toBe("admin@example.jp");
    expect(codeOf(await changePerson(first.visitor, { personId: second.personId, name: "他社" }, NOW))).toBe("not_found");
  });

  it("with two accounts cannot reset wrong guesses at one by the other", async () => {
    const email = "guessed@example.jp";
    await loginsInBoth(email, "mine of the two accounts", "theirs of the two accounts");
    for (let guess = 0; guess < FAILURES_ALLOWED; guess += 1) {
      expect((await signIn(email, `guess ${String(guess)}`, NOW)).outcome).toBe("refused");
      if (guess < FAILURES_ALLOWED - 1) expect((await signIn(email, "mine of the two accounts", NOW)).outcome).toBe("signedIn");
    }
    expect((await signIn(email, "theirs of the two accounts", NOW)).outcome).toBe("tooManyAttempts");
  });

  it("who forgot the password and whom nobody can invite get a link on the command line, which must name the operator if the address has two accounts", async () => {
    const email = "forgetful@example.jp";
    const other = await loginsInBoth(email, "kept by the first one", "forgotten by the second");
    const outcome = async (password: string) => (await signIn(email, password, NOW)).outcome;
    await withClient(own.ownerUrl, async (client) => {
      expect(await findAccount(client, { email, operator: null })).toEqual({ refused: expect.stringContaining("--operator") as unknown });
      const search = await findAccount(client, { email, operator: other.name });
      if (!("found" in search)) throw new Error(search.refused);
      expect(search.found.operatorId).toBe(other.operatorId);
      const before = await createLinkAsOwner(client, search.found, NOW);
      const secret = await createLinkAsOwner(client, search.found, NOW);
      expect(await findInvitation(before, NOW)).toBeNull();
      valueOf(await acceptInvitation(secret, "a wholly new password", null, NOW));
      const { rows } = await client.query("SELECT operator_id FROM audit WHERE action = 'account.link' AND account_id = $1", [search.found.id]);
      expect(rows).toEqual([{ operator_id: other.operatorId }, { operator_id: other.operatorId }]);
    });
    expect([await outcome("a wholly new password"), await outcome("kept by the first one"), await outcome("forgotten by the second")]).toEqual([
      "signedIn",
      "signedIn",
      "refused",
    ]);
  });

  it("with an invalid id are not found, by any operation", async () => {
    const { visitor } = first;
    for (const id of ["nope", "", "\u0000", "x".repeat(10_000), "00000000-0000-0000-0000-00000000000g"]) {
      const asked = [
        readPersonDetail(visitor, { personId: id }, NOW),
        changePerson(visitor, { personId: id, name: "だれか" }, NOW),
        appoint(visitor, { personId: id, appointments: [] }, NOW),
        invitePerson(visitor, { personId: id }, NOW),
        revokeToken(visitor, { tokenId: id }, NOW),
      ];
      expect((await Promise.all(asked)).map(codeOf), id.slice(0, 40)).toEqual(asked.map(() => "not_found"));
    }
  });

  it("are appointed, but not to roles that one person must not hold", async () => {
    const { id } = valueOf(await addPerson(first.visitor, body("roles@example.jp"), NOW));
    const none = { departmentId: null, systemId: null };
    const manager = { role: "securityManager", departmentId: first.departmentId, systemId: null } as const;
    expect(valueOf(await appoint(first.visitor, { personId: id, appointments: [manager, { role: "ciso", ...none }] }, NOW)).appointments).toHaveLength(2);
    expect(codeOf(await appoint(first.visitor, { personId: id, appointments: [manager, { role: "auditor", ...none }] }, NOW))).toBe("conflicting_appointments");
    expect(codeOf(await appoint(first.visitor, { personId: id, appointments: [{ ...manager, departmentId: second.departmentId }] }, NOW))).toBe("not_found");
    expect(codeOf(await appoint(first.visitor, { personId: id, appointments: [manager] }, NOW))).toBe("wrong_state");
    const { id: right } = valueOf(await addPerson(first.visitor, body("right@example.jp"), NOW));
    valueOf(await appoint(first.visitor, { personId: right, appointments: [{ role: "ciso", ...none }] }, NOW));
    expect(valueOf(await appoint(first.visitor, { personId: id, appointments: [manager] }, NOW)).appointments.map(({ role }) => role)).toEqual([
      "securityManager",
    ]);
    expect(
      codeOf(
        await appoint(
          first.visitor,
          {
            personId: first.personId,
            appointments: [
              { role: "secretariat", ...none },
              { role: "ciso", ...none },
            ],
          },
          NOW,
        ),
      ),
    ).toBe("not_permitted");
    expect(codeOf(await appoint(holding(first, "auditor"), { personId: id, appointments: [] }, NOW))).toBe("not_permitted");
    expect(valueOf(await changePerson(first.visitor, { personId: id, left: true }, NOW)).appointments).toEqual([]);
  });
});

import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { as, ask, codeOf, newcomer, owner, prepareAdministrationGround, world } from "@/tests/support/administration-ground";
import { TEST_SECRET } from "@/tests/support/portal-server";
import { insert, makeToken, type OperatorRole, PASSWORD } from "@/tests/support/world";

prepareAdministrationGround();

describe("inviting again", () => {
  const invited = async (by: OperatorRole, personId: string) => codeOf(await invitePerson(await as(by), { personId }, new Date()));
  const reinvite = (by: OperatorRole, who: OperatorRole) => invited(by, world.people[who].personId);

  it.each(["executive", "auditor", "manager", "handler", "systemAdministrator"] as const)(
    "a secretariat cannot make a link for a %s with a password; the CISO can",
    async (who) => {
      expect(await reinvite("secretariat", who)).toBe("not_permitted");
      expect((await ask(world.people.secretariat, "POST", `/people/${world.people[who].personId}/invitation`)).status).toBe(403);
      expect(await reinvite("ciso", who)).toBe("ok");
    },
  );

  it("nobody can make a link for themselves in place of the present password, not even the CISO", async () => {
    expect(await reinvite("ciso", "ciso")).toBe("not_permitted");
    expect(await reinvite("secretariat", "secretariat")).toBe("not_permitted");
    expect(await reinvite("secretariat", "ciso")).toBe("not_permitted");
  });

  it("a person without a password gets the first link from the secretariat, and no second one after it was used", async () => {
    const { personId } = await newcomer();
    expect(await invited("secretariat", personId)).toBe("ok");
    const made = await invitePerson(await as("secretariat"), { personId }, new Date());
    expect(made.ok && codeOf(await acceptInvitation(made.value.link.split("/").at(-1) ?? "", PASSWORD, null, new Date()))).toBe("ok");
    expect(await invited("secretariat", personId)).toBe("not_permitted");
  });

  it("sessions, tokens and the link end when the link is used, not when it is made", async () => {
    const { colleague } = world.people;
    const session = randomUUID();
    const at = new Date();
    await insert(owner, "session", [
      { id: session, account_id: colleague.accountId, created_at: at.toISOString(), expires_at: new Date(at.getTime() + 3_600_000).toISOString() },
    ]);
    const cookie = `next-auth.session-token=${await encode({ token: { sub: colleague.accountId, sessionId: session }, secret: TEST_SECRET })}`;
    const token = await makeToken(owner, colleague.accountId);
    const made = await invitePerson(await as("ciso"), { personId: colleague.personId }, at);
    const one = made.ok ? (made.value.link.split("/").at(-1) ?? "") : "";
    expect((await ask({ cookie }, "GET", "/me")).status).toBe(200);
    expect(await findInvitation(one, new Date())).not.toBeNull();
    expect(codeOf(await acceptInvitation(one, PASSWORD, null, new Date()))).toBe("ok");
    expect((await ask({ cookie }, "GET", "/me")).status).toBe(401);
    expect((await ask({ token }, "GET", "/me")).status, "tokens too").toBe(401);
    expect(await findInvitation(one, new Date())).toBeNull();
  });

  it("letting the person leave and come back does not circumvent this", async () => {
    const secretariat = await as("secretariat");
    const { personId } = world.people.committee;
    for (const left of [true, false]) expect(codeOf(await changePerson(secretariat, { personId, left }, new Date()))).toBe("ok");
    expect(await invited("secretariat", personId)).toBe("not_permitted");
    expect(await invited("ciso", personId)).toBe("ok");
  });
});

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { changePassword } from "@/lib/features/accounts/passwords/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { readPersonDetail } from "@/lib/features/organisation/people/queries";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { signIn } from "@/lib/server/auth/sign-in";
import type { Visitor } from "@/lib/server/scope/scope";
import { accountGround, accountOf, linkFor } from "@/tests/support/account-ground";
import { addNewcomer, as, codeOf, placed, valueOf, visitorOfToken } from "@/tests/support/links";
import { makeToken, PASSWORD, type World } from "@/tests/support/world";

const ground = accountGround();
const STRANGERS = "取り違えた人の合言葉 8 horse";
const outcomeOf = async (email: string, password: string) => (await signIn(email, password, new Date())).outcome;
const fresh = (): string => `${randomUUID()}@right.example`;
const departmentOf = async (world: World): Promise<string> =>
  (await ground.owner.query<{ name: string }>("SELECT name FROM department WHERE id = $1", [world.departments[1]])).rows[0]?.name ?? "";
const list = (...rows: string[]): Uint8Array => new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n"));
const emailOf = async (personId: string): Promise<string> =>
  (await ground.owner.query<{ email: string }>("SELECT email FROM person WHERE id = $1", [personId])).rows[0]?.email ?? "";
const number = (personId: string, staffNumber: string) => ground.owner.query("UPDATE person SET staff_number = $2 WHERE id = $1", [personId, staffNumber]);
const ended = async (accountId: string) =>
  (
    await ground.owner.query<{ ended: string }>(
      "SELECT detail->>'what' || ' ' || (detail->>'because') AS ended FROM audit WHERE action = 'account.secretEnded' AND target = $1 ORDER BY 1",
      [`account/${accountId}`],
    )
  ).rows.map((row) => row.ended);

/** A person whose password was set, and then changed while signed in, by a stranger who got the link at a wrong address. */
async function taken(world: World, by: Visitor): Promise<{ personId: string; email: string }> {
  const { personId, email } = await addNewcomer(ground.owner, world);
  valueOf(await acceptInvitation(await linkFor(by, personId), PASSWORD, null, new Date()));
  const visitor = await visitorOfToken(await makeToken(ground.owner, await accountOf(ground, personId)));
  valueOf(await changePassword(visitor, { current: PASSWORD, password: STRANGERS }, new Date()));
  return { personId, email };
}

describe("a corrected address", () => {
  it.each(["form", "list"] as const)("M1 by %s ends the password that a stranger set at the old address, and says that a link is needed", async (how) => {
    const world = await ground.makeWorld();
    const secretariat = await as(world, "secretariat");
    const { personId } = await taken(world, secretariat);
    const email = fresh();
    if (how === "form") {
      expect(valueOf(await changePerson(secretariat, { personId, email }, new Date())).hasPassword).toBe(false);
    } else {
      await number(personId, "T1");
      const bytes = list(`T1,新任 ひとり,${email},${await departmentOf(world)}`);
      expect(valueOf(await previewStaffList(secretariat, { file: bytes }, new Date()))).toMatchObject({ passwordsEnd: 1, applied: false });
      expect(valueOf(await importStaffList(secretariat, { file: bytes }, new Date()))).toMatchObject({ passwordsEnd: 1, applied: true });
    }
    expect(await outcomeOf(email, STRANGERS)).toBe("refused");
    expect(await ended(await accountOf(ground, personId))).toEqual(["password address", "token address"]);
    // An ended password must not allow the 事務局 to take the account over.
    expect(codeOf(await invitePerson(secretariat, { personId }, new Date()))).toBe("not_permitted");
    expect(valueOf(await inviteEverybody(secretariat, { after: null, onlyMissing: false }, new Date())).invitations).toEqual([]);
    valueOf(await acceptInvitation(await linkFor(await as(world, "ciso"), personId), PASSWORD, null, new Date()));
    expect(await outcomeOf(email, PASSWORD)).toBe("signedIn");
  });

  it("M10 M6 by list says beforehand how many links that were handed over end with it, and ends them", async () => {
    const world = await ground.makeWorld();
    const secretariat = await as(world, "secretariat");
    const people = [await addNewcomer(ground.owner, world), await addNewcomer(ground.owner, world), await addNewcomer(ground.owner, world)];
    const [first, expired, none] = people;
    for (const one of [first, expired]) await linkFor(secretariat, one?.personId ?? "");
    await ground.owner.query("UPDATE access_token SET expires_at = now() - interval '1 hour' WHERE account_id = $1", [
      await accountOf(ground, expired?.personId ?? ""),
    ]);
    for (const [index, { personId }] of people.entries()) await number(personId, `L${index}`);
    expect(none).toBeDefined();
    const department = await departmentOf(world);
    const bytes = list(...people.map((_one, index) => `L${index},新任 ひとり,${fresh()},${department}`));
    const preview = valueOf(await previewStaffList(secretariat, { file: bytes }, new Date()));
    expect(preview).toMatchObject({ passwordsEnd: 0, linksEnd: 1, applied: false });
    const link = await linkFor(secretariat, none?.personId ?? "");
    expect(codeOf(await importStaffList(secretariat, { file: bytes, hash: preview.hash }, new Date()))).toBe("confirmation_required");
    const again = valueOf(await previewStaffList(secretariat, { file: bytes }, new Date()));
    expect(again.linksEnd).toBe(2);
    expect(valueOf(await importStaffList(secretariat, { file: bytes, hash: again.hash }, new Date()))).toMatchObject({ linksEnd: 2, applied: true });
    expect(codeOf(await acceptInvitation(link, PASSWORD, null, new Date()))).not.toBe("ok");
  });

  it("M1 keeps the password if it is declared to be the same person's, and if people change their own", async () => {
    const world = await ground.makeWorld();
    const { handler, secretariat, ciso } = world.people;
    const [email, own] = [fresh(), fresh()];
    expect(valueOf(await changePerson(await as(world, "secretariat"), { personId: handler.personId, email, samePerson: true }, new Date())).hasPassword).toBe(
      true,
    );
    expect(await outcomeOf(email, PASSWORD)).toBe("signedIn");
    valueOf(await changePerson(await as(world, "ciso"), { personId: ciso.personId, email: own }, new Date()));
    expect(await outcomeOf(own, PASSWORD)).toBe("signedIn");
    const { rows } = await ground.owner.query("SELECT detail->>'samePerson' AS said FROM audit WHERE action = 'people.change' AND target = $1", [
      `person/${handler.personId}`,
    ]);
    expect(rows).toEqual([{ said: "yes" }]);
    expect(secretariat.personId).not.toBe(handler.personId);
  });

  it.each(["ciso", "executive", "securityManager"] as const)("M1 of a %s cannot be changed or vouched for by the 事務局", async (role) => {
    const world = await ground.makeWorld();
    const { colleague } = world.people;
    valueOf(await appoint(await as(world, "ciso"), { personId: colleague.personId, appointments: [placed(world, role)] }, new Date()));
    expect(codeOf(await changePerson(await as(world, "secretariat"), { personId: colleague.personId, email: fresh(), samePerson: true }, new Date()))).toBe(
      "not_permitted",
    );
    await ground.application.query("BEGIN");
    await ground.application.query(
      "SELECT set_config('app.scope', 'operator', true), set_config('app.operator', $1, true), set_config('app.account', $2, true), set_config('app.same_person', $3, true)",
      [world.operatorId, world.people.secretariat.accountId, colleague.accountId],
    );
    await ground.application.query("UPDATE account SET email = $2 WHERE id = $1", [colleague.accountId, fresh()]);
    await ground.application.query("COMMIT");
    const { rows } = await ground.owner.query("SELECT password_hash FROM account WHERE id = $1", [colleague.accountId]);
    expect(rows).toEqual([{ password_hash: null }]);
  });
});

describe("a person who left and came back", () => {
  it("M1 gets in only by a new link, not with the earlier password, token or session; the trail records each end", async () => {
    const world = await ground.makeWorld();
    const { handler } = world.people;
    const secretariat = await as(world, "secretariat");
    for (const left of [true, false]) valueOf(await changePerson(secretariat, { personId: handler.personId, left }, new Date()));
    expect(await outcomeOf(handler.email, PASSWORD)).toBe("refused");
    await expect(visitorOfToken(handler.token)).rejects.toThrow("does not resolve");
    expect(await ended(handler.accountId)).toEqual(["password closed", "token closed"]);
    expect(codeOf(await invitePerson(secretariat, { personId: handler.personId }, new Date()))).toBe("not_permitted");
    valueOf(await acceptInvitation(await linkFor(await as(world, "ciso"), handler.personId), STRANGERS, null, new Date()));
    expect(await outcomeOf(handler.email, STRANGERS)).toBe("signedIn");
  });
});

describe("the audit trail when a role ends secrets", () => {
  it("M1 has one entry for each link, token and password, with the reason and the actor", async () => {
    const world = await ground.makeWorld();
    const { personId } = await addNewcomer(ground.owner, world);
    const other = await addNewcomer(ground.owner, world);
    const secretariat = await as(world, "secretariat");
    valueOf(await acceptInvitation(await linkFor(secretariat, personId), PASSWORD, null, new Date()));
    const accountId = await accountOf(ground, personId);
    for (let made = 0; made < 2; made += 1) await makeToken(ground.owner, accountId);
    await linkFor(secretariat, other.personId);
    for (const one of [personId, other.personId])
      valueOf(await appoint(await as(world, "ciso"), { personId: one, appointments: [placed(world, "executive")] }, new Date()));
    expect(await ended(accountId)).toEqual(["password role", "token role", "token role"]);
    expect(await ended(await accountOf(ground, other.personId))).toEqual(["link role"]);
    const { rows } = await ground.owner.query("SELECT DISTINCT account_id, operator_id FROM audit WHERE action = 'account.secretEnded' AND target = $1", [
      `account/${accountId}`,
    ]);
    expect(rows).toEqual([{ account_id: world.people.ciso.accountId, operator_id: world.operatorId }]);
  });
});

describe("a staff list that reassigns addresses", () => {
  const three = async (world: World) => {
    const people = [world.people.handler, world.people.colleague, world.people.committee];
    for (const [index, { personId }] of people.entries()) await number(personId, `Ｎ${String(index + 1)}`);
    return people.map(({ personId, email, name }) => ({ personId, email, name }));
  };

  it.each(["exchanged", "in a ring", "in a chain", "to somebody new"] as const)(
    "M1 %s: each person has the listed one, and nobody gets another's password",
    async (how) => {
      const world = await ground.makeWorld();
      const department = await departmentOf(world);
      const [one, two, last] = (await three(world)) as [Row, Row, Row];
      const end = fresh();
      const wanted: Record<typeof how, readonly [string, string, string]> = {
        exchanged: [two.email, one.email, last.email],
        "in a ring": [two.email, last.email, one.email],
        "in a chain": [two.email, last.email, end],
        "to somebody new": [end, two.email, last.email],
      };
      const rows = [one, two, last].map(({ name }, index) => `N${String(index + 1)},${name},${wanted[how][index] ?? ""},${department}`);
      const extra = how === "to somebody new" ? [`N9,後任 さん,${one.email},${department}`] : [];
      valueOf(await importStaffList(await as(world, "secretariat"), { file: list(...rows, ...extra) }, new Date()));
      for (const [index, { personId }] of [one, two, last].entries()) expect(await emailOf(personId)).toBe(wanted[how][index]);
      const { rows: apart } = await ground.owner.query(
        "SELECT 1 FROM account a JOIN person p ON p.id = a.person_id WHERE a.operator_id = $1 AND a.email <> p.email",
        [world.operatorId],
      );
      expect(apart).toEqual([]);
      expect(await outcomeOf(one.email, PASSWORD)).toBe("refused");
    },
  );

  it("M1 is refused with line and reason if the owner keeps the address, or if one person appears twice in different widths", async () => {
    const world = await ground.makeWorld();
    const department = await departmentOf(world);
    const [one, two] = (await three(world)) as [Row, Row, Row];
    const secretariat = await as(world, "secretariat");
    expect(await importStaffList(secretariat, { file: list(`N1,${one.name},${two.email},${department}`) }, new Date())).toMatchObject({
      ok: false,
      refusal: { code: "invalid_input", fields: [{ path: "2行目 メール", message: expect.stringContaining("別の人") as unknown }] },
    });
    for (const [first, second] of [
      [`n1,あ,${fresh()}`, `Ｎ１,い,${fresh()}`],
      [`,あ,Same@X.example`, `,い,same@x.example `],
    ] as const) {
      expect(await importStaffList(secretariat, { file: list(`${first},${department}`, `${second},${department}`) }, new Date())).toMatchObject({
        ok: false,
        refusal: { code: "invalid_input", fields: [{ message: "2行目と同じです。" }] },
      });
    }
    expect(codeOf(await importStaffList(secretariat, { file: list(`ｎ１,${one.name},${one.email},${department}`) }, new Date()))).toBe("ok");
    expect(valueOf(await readPersonDetail(secretariat, { personId: one.personId }, new Date())).staffNumber).toBe("Ｎ1");
  });
});

interface Row {
  readonly personId: string;
  readonly email: string;
  readonly name: string;
}

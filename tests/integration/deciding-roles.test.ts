import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importStaffList } from "@/lib/features/organisation/staff-list/commands";
import { previewStaffList } from "@/lib/features/organisation/staff-list/queries";
import { as, codeOf, fresh, newcomer, owner, prepareAdministrationGround, visitorBy, world } from "@/tests/support/administration-ground";
import { makeOperator, PASSWORD } from "@/tests/support/world";

prepareAdministrationGround();

const NOWHERE = { departmentId: null, systemId: null } as const;
const DECIDING_ROLES = ["ciso", "executive", "auditor", "securityManager", "secretariat"] as const;
const placed = (role: (typeof DECIDING_ROLES)[number]) => ({ ...NOWHERE, role, departmentId: role === "securityManager" ? world.departments[1] : null });

describe("deciding roles", () => {
  it.each(DECIDING_ROLES)("%s can be given and removed by the CISO alone, once the CISO has a password", async (role) => {
    const { personId } = await newcomer();
    expect(codeOf(await appoint(await as("secretariat"), { personId, appointments: [placed(role)] }, new Date()))).toBe("not_permitted");
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed(role)] }, new Date()))).toBe("ok");
    expect(codeOf(await appoint(await as("secretariat"), { personId, appointments: [] }, new Date()))).toBe("not_permitted");
    expect(codeOf(await changePerson(await as("secretariat"), { personId, left: true }, new Date()))).toBe("not_permitted");
    const trail = await owner.query("SELECT action, outcome FROM audit WHERE target = $1 ORDER BY id", [`person/${personId}`]);
    expect(trail.rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "people.appoint refused",
      "people.appoint done",
      "people.appoint refused",
      "people.change refused",
    ]);
    expect(codeOf(await changePerson(await as("ciso"), { personId, left: true }, new Date()))).toBe("ok");
  });

  it.each(DECIDING_ROLES)(
    "of a %s: only the CISO may change the sign-in address, and the audit trail keeps it before and after, or the one that was asked for",
    async (role) => {
      const { personId, email } = await newcomer();
      expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed(role)] }, new Date()))).toBe("ok");
      const next = fresh();
      const refused = await changePerson(await as("secretariat"), { personId, email: next }, new Date());
      expect(refused).toMatchObject({ ok: false, refusal: { code: "not_permitted", detail: expect.stringContaining("メールアドレス") as unknown } });
      expect(codeOf(await changePerson(await as("secretariat"), { personId, email, name: "新任 改姓" }, new Date()))).toBe("ok");
      expect(codeOf(await changePerson(await as("ciso"), { personId, email: next }, new Date()))).toBe("ok");
      const trail = await owner.query(
        "SELECT outcome, detail #>> '{before,email}' AS before, coalesce(detail #>> '{after,email}', detail #>> '{asked,email}') AS after FROM audit WHERE target = $1 AND action = 'people.change' ORDER BY id",
        [`person/${personId}`],
      );
      expect(trail.rows).toEqual([
        { outcome: "refused", before: null, after: next },
        { outcome: "done", before: null, after: null },
        { outcome: "done", before: email, after: next },
      ]);
    },
  );

  it("protect their holders' addresses in a staff list too, unless the CISO imports it", async () => {
    const { personId, email } = await newcomer();
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed("auditor")] }, new Date()))).toBe("ok");
    await owner.query("UPDATE person SET staff_number = $2 WHERE id = $1", [personId, personId.slice(0, 8)]);
    const next = fresh();
    const list = new TextEncoder().encode(`職員番号,氏名,メール,部署\n${personId.slice(0, 8)},新任,${next},甲空港 部署2`);
    for (const bring of [previewStaffList, importStaffList])
      expect(codeOf(await bring(await as("secretariat"), { file: list }, new Date()))).toBe("not_permitted");
    expect(codeOf(await importStaffList(await as("ciso"), { file: list }, new Date()))).toBe("ok");
    const trail = await owner.query(
      "SELECT target, detail #>> '{before,email}' AS before, detail #>> '{after,email}' AS after FROM audit WHERE action IN ('people.import', 'people.change') AND outcome = 'done' ORDER BY id DESC LIMIT 2",
    );
    expect(trail.rows).toEqual([
      { target: `person/${personId}`, before: email, after: next },
      { target: "people", before: null, after: null },
    ]);
  });

  it("leave the secretariat its other work: addresses of people without such roles", async () => {
    const { personId } = await newcomer();
    expect(codeOf(await changePerson(await as("secretariat"), { personId, email: fresh() }, new Date()))).toBe("ok");
  });

  it("leave the secretariat its other work: roles that only answer, if deciding ones do not change", async () => {
    const { personId } = await newcomer();
    const system = { ...NOWHERE, role: "systemAdministrator", systemId: world.systems[0] } as const;
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed("executive")] }, new Date()))).toBe("ok");
    expect(codeOf(await appoint(await as("secretariat"), { personId, appointments: [placed("executive"), system] }, new Date()))).toBe("ok");
    expect(
      codeOf(await appoint(await as("secretariat"), { personId, appointments: [placed("executive"), { ...NOWHERE, role: "securityCommittee" }] }, new Date())),
    ).toBe("ok");
  });

  it("may be given by the secretariat, but not to itself, until a CISO has a password", async () => {
    const begun = await makeOperator(owner, "kuko", "始まりの空港");
    await owner.query("UPDATE account SET password_hash = NULL WHERE id = $1", [begun.people.ciso.accountId]);
    const secretariat = await visitorBy(begun.people.secretariat.token);
    const { colleague, executive, ciso } = begun.people;
    const appointed = async (who: string, ...roles: ("ciso" | "executive")[]) =>
      codeOf(await appoint(secretariat, { personId: who, appointments: roles.map((role) => ({ ...NOWHERE, role })) }, new Date()));
    expect(await appointed(begun.people.secretariat.personId, "ciso")).toBe("not_permitted");
    expect(await appointed(executive.personId)).toBe("ok");
    expect(await appointed(colleague.personId, "executive")).toBe("ok");
    const made = await invitePerson(secretariat, { personId: ciso.personId }, new Date());
    expect(made.ok && codeOf(await acceptInvitation(made.value.link.split("/").at(-1) ?? "", PASSWORD, null, new Date()))).toBe("ok");
    expect(await appointed(executive.personId, "executive")).toBe("not_permitted");
    expect(await appointed(colleague.personId)).toBe("not_permitted");
  });
});

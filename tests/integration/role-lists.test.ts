import { describe, expect, it } from "vitest";
import { acceptInvitation } from "@/lib/features/accounts/invitation/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { importRoleList } from "@/lib/features/organisation/role-list/commands";
import { exportRoleList, previewRoleList } from "@/lib/features/organisation/role-list/queries";
import { as, codeOf, newcomer, owner, prepareAdministrationGround, visitorBy, world } from "@/tests/support/administration-ground";
import { linesOf, listFile, sentBack } from "@/tests/support/lists";
import { givePassword, makeOperator, PASSWORD } from "@/tests/support/world";

prepareAdministrationGround();

const HEAD = "メール,役割,対象";
const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { detail: string } }): Value => {
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
};
const held = async (personId: string): Promise<string[]> =>
  (await owner.query<{ role: string }>("SELECT role FROM appointment WHERE person_id = $1 ORDER BY role, department_id", [personId])).rows.map(
    ({ role }) => role,
  );

describe("M10 a list of roles", () => {
  it("M10 gives roles to many at once, as it was previewed, with an audit entry for each person and one for the list", async () => {
    const [one, two] = [await newcomer(), await newcomer()];
    const file = listFile(HEAD, `${one.email},情報セキュリティ責任者,甲空港 部署1`, `${one.email},CISO,`, `${two.email},ｼｽﾃﾑ管理者,甲空港　システム2`);
    const preview = valueOf(await previewRoleList(await as("ciso"), { file }, new Date()));
    expect(preview).toMatchObject({ applied: false, added: 3, unchanged: 0, rolesGiven: 3, passwordsEnd: 0 });
    expect(await held(one.personId)).toEqual([]);
    const done = valueOf(await importRoleList(await as("ciso"), { file, hash: preview.hash }, new Date()));
    expect(done).toEqual({ ...preview, applied: true });
    expect([await held(one.personId), await held(two.personId)]).toEqual([["ciso", "securityManager"], ["systemAdministrator"]]);
    const trail = await owner.query("SELECT action, target FROM audit WHERE outcome = 'done' ORDER BY id DESC LIMIT 3");
    expect(trail.rows).toEqual([
      { action: "people.appoint", target: `person/${two.personId}` },
      { action: "people.appoint", target: `person/${one.personId}` },
      { action: "people.importRoles", target: "people" },
    ]);
    expect(valueOf(await previewRoleList(await as("ciso"), { file }, new Date()))).toMatchObject({ added: 0, unchanged: 3 });
  });

  it("M10 is refused as a whole, each line with its reason, and nothing is given", async () => {
    const { personId, email } = await newcomer();
    const file = listFile(
      `氏名,${HEAD}`,
      `新任,${email},経営層,`,
      `だれか,nobody@office.example,経営層,`,
      `新任,${email},責任者,`,
      `新任,${email},情報セキュリティ責任者,甲空港 部署`,
    );
    const refused = await importRoleList(await as("ciso"), { file }, new Date());
    expect(linesOf(refused)).toEqual(["3行目 メール", "4行目 役割", "5行目 対象"]);
    expect(await held(personId)).toEqual([]);
  });

  it("M10 does nothing else than was previewed: a role that somebody gave meanwhile asks again", async () => {
    const { personId, email } = await newcomer();
    const file = listFile(HEAD, `${email},経営層,`);
    const { hash } = valueOf(await previewRoleList(await as("ciso"), { file }, new Date()));
    valueOf(await appoint(await as("ciso"), { personId, appointments: [{ role: "executive", departmentId: null, systemId: null }] }, new Date()));
    expect(codeOf(await importRoleList(await as("ciso"), { file, hash }, new Date()))).toBe("confirmation_required");
  });

  it("M10 takes no role from anybody: what it does not name stays, and is counted", async () => {
    const { rows } = await owner.query<{ count: number }>("SELECT count(*)::int AS count FROM appointment WHERE operator_id = $1", [world.operatorId]);
    const { email, personId } = world.people.executive;
    const before = await held(personId);
    const done = valueOf(await importRoleList(await as("ciso"), { file: listFile(HEAD, `${email},情報セキュリティ委員会,`) }, new Date()));
    expect(done).toMatchObject({ added: 1, notListed: rows[0]?.count });
    expect(await held(personId)).toEqual([...before, "securityCommittee"].sort());
  });

  it("M10 obeys who may appoint: the 事務局 gives answering roles only, and is told the lines of the others", async () => {
    const { email } = await newcomer();
    const answering = listFile(HEAD, `${email},情報セキュリティ委員会,`);
    expect(codeOf(await importRoleList(await as("secretariat"), { file: answering }, new Date()))).toBe("ok");
    const deciding = listFile(HEAD, `${email},審査者,`, `${email},経営層,`);
    for (const bring of [previewRoleList, importRoleList]) {
      const refused = await bring(await as("secretariat"), { file: deciding }, new Date());
      expect([codeOf(refused), linesOf(refused)]).toEqual(["not_permitted", ["3行目 役割"]]);
    }
    expect(codeOf(await previewRoleList(await as("auditor"), { file: answering }, new Date()))).toBe("not_permitted");
  });

  it("M10 obeys the separation of duties, over roles that are held and roles that are given (3.1.4.1(2))", async () => {
    const { email } = await newcomer();
    const file = listFile(HEAD, `${world.people.auditor.email},審査者,`, `${email},監査実施者,`, `${email},情報セキュリティ責任者,甲空港 部署1`);
    const refused = await previewRoleList(await as("ciso"), { file }, new Date());
    expect(linesOf(refused)).toEqual(["2行目 役割", "3行目 役割", "4行目 役割"]);
  });

  it("M10 says beforehand how many passwords and links end with a new role, and ends them", async () => {
    const begun = await makeOperator(owner, "kuko", "終わりの空港");
    await owner.query("UPDATE account SET password_hash = NULL WHERE operator_id = $1 AND person_id = $2", [begun.operatorId, begun.people.ciso.personId]);
    const secretariat = await visitorBy(begun.people.secretariat.token);
    await owner.query("UPDATE account SET password_hash = NULL, had_password = false WHERE person_id = ANY($1::uuid[])", [
      [begun.people.colleague.personId, begun.people.handler.personId],
    ]);
    const link = async (personId: string) => valueOf(await invitePerson(secretariat, { personId }, new Date())).link;
    const used = await link(begun.people.colleague.personId);
    expect(codeOf(await acceptInvitation(used.split("/").at(-1) ?? "", PASSWORD, null, new Date()))).toBe("ok");
    await link(begun.people.handler.personId);
    await givePassword(owner, begun.people.ciso.accountId);
    const file = listFile(HEAD, `${begun.people.colleague.email},経営層,`, `${begun.people.handler.email},経営層,`);
    const ciso = await visitorBy(begun.people.ciso.token);
    const preview = valueOf(await previewRoleList(ciso, { file }, new Date()));
    expect(preview).toMatchObject({ rolesGiven: 2, passwordsEnd: 1, linksEnd: 1 });
    const passwords = () => owner.query("SELECT password_hash IS NOT NULL AS set FROM account WHERE person_id = $1", [begun.people.colleague.personId]);
    expect((await passwords()).rows).toEqual([{ set: true }]);
    expect(valueOf(await importRoleList(ciso, { file, hash: preview.hash }, new Date()))).toMatchObject({ passwordsEnd: 1, linksEnd: 1 });
    expect((await passwords()).rows).toEqual([{ set: false }]);
  });

  it("M10 comes out as it goes in: the export changes nothing", async () => {
    await newcomer();
    await owner.query("UPDATE person SET name = '=SUM(1), ''髙''', staff_number = '-7' WHERE id = $1", [world.people.executive.personId]);
    const exported = valueOf(await exportRoleList(await as("auditor"), {}, new Date()));
    expect(valueOf(await previewRoleList(await as("ciso"), { file: sentBack(exported) }, new Date()))).toMatchObject({
      ...{ added: 0, notListed: 0, doubts: [] },
    });
  });

  it("M10 a list of 3,000 people is imported within the limits of a statement", async () => {
    await owner.query(
      `INSERT INTO person (operator_id, id, department_id, name, email)
       SELECT $1, gen_random_uuid(), $2, '多人数 ' || n, 'many' || n || '@office.example' FROM generate_series(1, 3000) n`,
      [world.operatorId, world.departments[0]],
    );
    const rows = Array.from({ length: 3_000 }, (_none, index) => `many${index + 1}@office.example,情報セキュリティ委員会,`);
    const file = listFile(HEAD, ...rows);
    const { hash, rolesGiven } = valueOf(await previewRoleList(await as("secretariat"), { file }, new Date()));
    expect(rolesGiven).toBe(3_000);
    expect(valueOf(await importRoleList(await as("secretariat"), { file, hash }, new Date()))).toMatchObject({ applied: true, added: 3_000 });
  });
});

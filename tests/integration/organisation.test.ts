import { randomUUID } from "node:crypto";
import { hash as hashPassword } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccount } from "@/lib/cli/account";
import { createLinkAsOwner } from "@/lib/cli/account-link";
import { createTokenAsOwner } from "@/lib/cli/token";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { changePassword, setShortcutKeys } from "@/lib/features/accounts/passwords/commands";
import { createToken, listTokens, revokeToken } from "@/lib/features/accounts/tokens/commands";
import { listAudit, listLooks } from "@/lib/features/admin/audit/queries";
import { addFirstAccount } from "@/lib/features/admin/first-account/commands";
import { readHealth } from "@/lib/features/admin/health/queries";
import { addOperator } from "@/lib/features/admin/operators/commands";
import { listOperators, listSectors, readOperator } from "@/lib/features/admin/operators/queries";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { addPerson, changePerson } from "@/lib/features/organisation/people/commands";
import { listPeople, readPersonDetail } from "@/lib/features/organisation/people/queries";
import { importStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/commands";
import { addDepartment, addSystem, changeDepartment, changeSystem } from "@/lib/features/organisation/units/commands";
import { listDepartments, listSystems } from "@/lib/features/organisation/units/queries";
import { firstAdministratorLink } from "@/lib/launch/first-administrator";
import { withClient } from "@/lib/runtime/portal-logins";
import { FAILURES_ALLOWED } from "@/lib/server/auth/attempt";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { closeDatabase } from "@/lib/server/database/client";
import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

const NOW = new Date();
const PAGE = { page: 1, perPage: 50 };
const PEOPLE = { ...PAGE, presence: "present" } as const;
const PASSWORD = "正しい馬とホチキスの針";
let own: TestDatabase;

interface Staff {
  readonly name: string;
  readonly operatorId: string;
  readonly departmentId: string;
  readonly visitor: Visitor;
  readonly personId: string;
}
let first: Staff;
let second: Staff;
let platform: Visitor;

const as = (account: Partial<AccountDescription>): Visitor =>
  visitorOf({
    accountId: randomUUID(),
    email: "x@example.jp",
    name: "試験",
    operatorId: null,
    operatorName: null,
    personId: null,
    departmentId: null,
    sectorId: null,
    role: null,
    shortcutKeys: true,
    appointments: [],
    ...account,
  });

const holding = (staff: Staff, ...roles: AccountDescription["appointments"][number]["role"][]): Visitor =>
  as({
    operatorId: staff.operatorId,
    sectorId: "airport",
    accountId: staff.visitor.account.accountId,
    personId: staff.personId,
    appointments: roles.map((role) => ({ role, departmentId: null, systemId: null })),
  });

async function seedOperator(name: string, email: string): Promise<Staff> {
  const [operatorId, departmentId, personId, accountId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const passwordHash = await hashPassword(PASSWORD);
  await withClient(own.ownerUrl, async (client) => {
    await client.query("INSERT INTO sector VALUES ('airport', '空港', '国土交通省') ON CONFLICT DO NOTHING");
    await client.query("INSERT INTO operator VALUES ($1, 'airport', $2, now())", [operatorId, name]);
    await client.query("INSERT INTO department VALUES ($1, $2, '総務部')", [operatorId, departmentId]);
    await client.query("INSERT INTO person (operator_id, id, department_id, name, email) VALUES ($1, $2, $3, '事務 局子', $4)", [
      operatorId,
      personId,
      departmentId,
      email,
    ]);
    await client.query("INSERT INTO appointment (operator_id, id, person_id, role) VALUES ($1, $2, $3, 'secretariat')", [operatorId, randomUUID(), personId]);
    await client.query("INSERT INTO account (id, email, name, operator_id, person_id, password_hash) VALUES ($1, $2, '事務 局子', $3, $4, $5)", [
      accountId,
      email,
      operatorId,
      personId,
      passwordHash,
    ]);
  });
  const visitor = as({
    accountId,
    email,
    operatorId,
    personId,
    departmentId,
    sectorId: "airport",
    appointments: [{ role: "secretariat", departmentId: null, systemId: null }],
  });
  return { name, operatorId, departmentId, visitor, personId };
}

const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));
const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { code: string; detail: string } }): Value => {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
};
const secretOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);
/** One person with a login at each of two new operators; gives the second. */
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

const csv = (...rows: string[]): Uint8Array => new TextEncoder().encode(["職員番号,氏名,メール,部署", ...rows].join("\n"));

beforeAll(async () => {
  own = await createDatabase();
  Object.assign(process.env, { DATABASE_URL: own.appUrl, PORTAL_URL: "http://portal.test", NEXTAUTH_SECRET: "s".repeat(40) });
  first = await seedOperator("第一空港", "one@example.jp");
  second = await seedOperator("第二空港", "two@example.jp");
  const link = await firstAdministratorLink(own.ownerUrl, "http://portal.test");
  const accepted = valueOf(await acceptInvitation(secretOf(link ?? ""), PASSWORD, { name: "管理 者", email: "admin@example.jp" }, NOW));
  expect(accepted.email).toBe("admin@example.jp");
  const login = await signIn("admin@example.jp", PASSWORD, NOW);
  platform = as({ accountId: login.outcome === "signedIn" ? login.accountId : "", role: "platformAdministrator" });
});
afterAll(async () => {
  await closeDatabase();
  await own.drop();
});

describe("units", () => {
  it("are added, renamed and retired, with names that are taken once", async () => {
    const { visitor } = first;
    const added = valueOf(await addDepartment(visitor, { name: "運用部" }, NOW));
    expect(added).toMatchObject({ name: "運用部", retired: false });
    const { id } = added;
    expect(codeOf(await addDepartment(visitor, { name: "運用部" }, NOW))).toBe("duplicate");
    expect(codeOf(await changeDepartment(visitor, { departmentId: id, name: "総務部" }, NOW))).toBe("duplicate");
    const { id: systemId } = valueOf(await addSystem(visitor, { name: "FIS", kind: "flightInformation", departmentId: id }, NOW));
    expect(codeOf(await changeDepartment(visitor, { departmentId: id, retired: true }, NOW))).toBe("in_use");
    expect(valueOf(await changeSystem(visitor, { systemId, retired: true }, NOW)).retired).toBe(true);
    expect(valueOf(await changeDepartment(visitor, { departmentId: id, retired: true, name: "旧運用部" }, NOW))).toMatchObject({
      retired: true,
      name: "旧運用部",
    });
    expect(valueOf(await listDepartments(visitor, { ...PAGE, retired: "0" }, NOW)).items.map(({ name }) => name)).not.toContain("旧運用部");
    expect(valueOf(await listSystems(visitor, { ...PAGE, retired: "1" }, NOW)).total).toBe(1);
  });

  it("by what cannot be an id are not found", async () => {
    for (const id of ["nope", "", "\u0000"]) {
      expect(codeOf(await changeDepartment(first.visitor, { departmentId: id, name: "X" }, NOW))).toBe("not_found");
      expect(codeOf(await changeSystem(first.visitor, { systemId: id, retired: true }, NOW))).toBe("not_found");
    }
  });

  it("of another operator are not found, and staff may not change their own", async () => {
    expect(codeOf(await changeDepartment(first.visitor, { departmentId: second.departmentId, name: "乗っ取り" }, NOW))).toBe("not_found");
    expect(codeOf(await addSystem(first.visitor, { name: "X", kind: "other", departmentId: second.departmentId }, NOW))).toBe("not_found");
    expect(codeOf(await addDepartment(holding(first), { name: "Y" }, NOW))).toBe("not_permitted");
  });
});

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

  it("without a password are invited together, those whose address is known elsewhere too, and nobody else", async () => {
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
    expect(valueOf(await inviteEverybody(office.visitor, { after: [...later].sort().at(-1) ?? null, onlyMissing: false }, NOW))).toEqual({
      invitations: [],
      left: 0,
      next: null,
      leftOut: 0,
    });
  });

  it("with an address known elsewhere get a login of their own, and neither tells of the other", async () => {
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

  it("who own one of two accounts cannot wipe out wrong guesses at the other", async () => {
    const email = "guessed@example.jp";
    await loginsInBoth(email, "mine of the two accounts", "theirs of the two accounts");
    for (let guess = 0; guess < FAILURES_ALLOWED; guess += 1) {
      expect((await signIn(email, `guess ${String(guess)}`, NOW)).outcome).toBe("refused");
      if (guess < FAILURES_ALLOWED - 1) expect((await signIn(email, "mine of the two accounts", NOW)).outcome).toBe("signedIn");
    }
    expect((await signIn(email, "theirs of the two accounts", NOW)).outcome).toBe("tooManyAttempts");
  });

  it("who forgot the password and whom nobody can invite get a link on the command line, where an address of two places must say which", async () => {
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

  it("by what cannot be an id are not found, whatever is asked of them", async () => {
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

describe("staff lists", () => {
  it("are previewed, applied all or none, and repeatable", async () => {
    const { visitor } = second;
    const list = csv("1,髙﨑 一郎,ichiro@example.jp,旅客部", "2,=SUM(1),sum@example.jp,総務部", "3,他社 在籍,one@example.jp,旅客部");
    const preview = valueOf(await previewStaffList(visitor, { file: list }, NOW));
    expect(preview).toMatchObject({ applied: false, added: 3, changed: 0, unchanged: 0, newDepartments: ["旅客部"] });
    expect(valueOf(await listPeople(visitor, PEOPLE, NOW)).total).toBe(1);
    expect(valueOf(await importStaffList(visitor, { file: list }, NOW))).toMatchObject({ applied: true, added: 3 });
    expect(valueOf(await previewStaffList(visitor, { file: list }, NOW))).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
    const changes = csv("1,髙﨑 一郎,ichiro2@example.jp,総務部", "2,合計 太郎,admin@example.jp,総務部", "9,,x@example.jp,総務部");
    expect(codeOf(await importStaffList(visitor, { file: changes }, NOW))).toBe("invalid_input");
    expect(
      valueOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,ichiro2@example.jp,総務部", "2,合計 太郎,admin@example.jp,総務部") }, NOW)),
    ).toMatchObject({
      changed: 2,
    });
    const logins = await withClient(own.ownerUrl, (client) =>
      client.query("SELECT name, email FROM account WHERE operator_id = $1 ORDER BY email", [second.operatorId]),
    );
    expect(logins.rows).toEqual([
      { name: "合計 太郎", email: "admin@example.jp" },
      { name: "髙﨑 一郎", email: "ichiro2@example.jp" },
      { name: "他社 在籍", email: "one@example.jp" },
      { name: "事務 局子", email: "two@example.jp" },
    ]);
    const swapped = csv("1,髙﨑 一郎,admin@example.jp,総務部", "2,合計 太郎,ichiro2@example.jp,総務部");
    expect(codeOf(await importStaffList(visitor, { file: swapped }, NOW))).toBe("ok");
    expect(codeOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,one@example.jp,総務部") }, NOW))).toBe("invalid_input");
    expect(codeOf(await importStaffList(holding(second, "auditor"), { file: list }, NOW))).toBe("not_permitted");
  });

  it("M1 do not make one person of another; a new number of the same person goes through the person's form", async () => {
    const { visitor, operatorId } = await seedOperator("番号の空港", "numbers@example.jp");
    valueOf(await importStaffList(visitor, { file: csv("1,髙﨑 一郎,first@example.jp,総務部") }, NOW));
    const everybody = async () =>
      (
        await withClient(own.ownerUrl, (client) =>
          client.query("SELECT p.*, a.email AS login FROM person p JOIN account a ON a.person_id = p.id WHERE p.operator_id = $1 ORDER BY p.email", [
            operatorId,
          ]),
        )
      ).rows;
    const before = await everybody();
    for (const row of ["2,別人 花子,first@example.jp,総務部", "2,髙﨑 一郎,first@example.jp,総務部", "１０,別人 花子,First@example.jp,総務部"]) {
      for (const bring of [previewStaffList, importStaffList]) {
        const refused = await bring(visitor, { file: csv(row) }, NOW);
        expect(refused).toMatchObject({
          ok: false,
          refusal: { code: "invalid_input", fields: [{ path: "2行目 職員番号", message: expect.stringContaining("職員番号「1」の髙﨑 一郎さん") as unknown }] },
        });
      }
    }
    expect(await everybody()).toEqual(before);
    const [{ id }] = before as [{ id: string }];
    valueOf(await changePerson(visitor, { personId: id, staffNumber: "2" }, NOW));
    expect(valueOf(await importStaffList(visitor, { file: csv("2,髙﨑 一郎,first@example.jp,総務部") }, NOW))).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it("of 10,000 people go in within seconds", async () => {
    const { visitor } = await seedOperator("大きい空港", "large@example.jp");
    const rows = Array.from({ length: 10_000 }, (_, index) => `L${index},職員 ${index},bulk${index}@example.jp,大部${index % 40}`);
    expect(valueOf(await importStaffList(visitor, { file: csv(...rows) }, NOW)).added).toBe(10_000);
  });
});

describe("accounts", () => {
  it("make, list and revoke tokens, each its own", async () => {
    const made = valueOf(await createToken(first.visitor, { name: "試験", days: 1 }, NOW));
    const stored = await withClient(own.ownerUrl, (client) => client.query("SELECT hash FROM access_token WHERE id = $1", [made.id]));
    expect(stored.rows).toEqual([{ hash: secretHash(made.token) }]);
    expect(valueOf(await listTokens(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toContain(made.id);
    expect(codeOf(await revokeToken(second.visitor, { tokenId: made.id }, NOW))).toBe("not_found");
    expect(codeOf(await revokeToken(first.visitor, { tokenId: made.id }, NOW))).toBe("ok");
    expect(codeOf(await revokeToken(first.visitor, { tokenId: made.id }, NOW))).toBe("not_found");
    await withClient(own.ownerUrl, async (client) => {
      const search = await findAccount(client, { email: "one@example.jp", operator: first.name });
      if (!("found" in search)) throw new Error(search.refused);
      expect(await createTokenAsOwner(client, search.found, { name: "cli", days: 1 }, NOW)).toBeNull();
      const office = await findAccount(client, { email: "admin@example.jp", operator: "ポータルの管理" });
      if (!("found" in office)) throw new Error(office.refused);
      expect(await createTokenAsOwner(client, office.found, { name: "cli", days: 1 }, NOW)).toMatch(/^portal_pat_/);
      expect(await findAccount(client, { email: "nobody@example.jp", operator: null })).toEqual({
        refused: expect.stringContaining("nobody@example.jp") as unknown,
      });
    });
  });

  it("change the password with the old one, and shut after ten wrong ones", async () => {
    expect(codeOf(await changePassword(first.visitor, { current: "ちがうパスワード", password: "新しいパスワードです。" }, NOW))).toBe("invalid_input");
    expect(codeOf(await changePassword(first.visitor, { current: PASSWORD, password: "新しいパスワードです。" }, NOW))).toBe("ok");
    expect((await signIn("one@example.jp", "新しいパスワードです。", NOW)).outcome).toBe("signedIn");
    expect((await signIn("one@example.jp", PASSWORD, NOW)).outcome).toBe("refused");
    expect(codeOf(await setShortcutKeys(first.visitor, { shortcutKeys: false }, NOW))).toBe("ok");
    const later = new Date(NOW.getTime() + 16 * 60_000);
    for (let count = 0; count < 10; count += 1) {
      expect(codeOf(await changePassword(first.visitor, { current: "ちがう", password: "新しいパスワードです。" }, later))).toBe("invalid_input");
    }
    expect(codeOf(await changePassword(first.visitor, { current: "新しいパスワードです。", password: PASSWORD }, later))).toBe("too_many_attempts");
  });
});

describe("platform", () => {
  it("registers operators and makes their first accounts until somebody has signed up", async () => {
    const added = valueOf(await addOperator(platform, { name: "第三空港", sectorId: "airport" }, NOW));
    const { id } = added;
    expect(added).toMatchObject({ name: "第三空港", sectorName: "空港" });
    expect(codeOf(await addOperator(platform, { name: "第三空港", sectorId: "airport" }, NOW))).toBe("duplicate");
    expect(codeOf(await addOperator(platform, { name: "第四空港", sectorId: "none" }, NOW))).toBe("invalid_input");
    const body = { name: "最初 の人", email: "first@example.jp", role: "secretariat", departmentName: "総務部" } as const;
    expect(codeOf(await addFirstAccount(first.visitor, { operatorId: id, ...body }, NOW))).toBe("not_permitted");
    expect(codeOf(await addFirstAccount(platform, { operatorId: randomUUID(), ...body }, NOW))).toBe("not_found");
    expect(codeOf(await addFirstAccount(platform, { operatorId: id, ...body }, NOW))).toBe("ok");
    const { link } = valueOf(await addFirstAccount(platform, { operatorId: id, ...body }, NOW));
    expect(codeOf(await acceptInvitation(secretOf(link), PASSWORD, null, NOW))).toBe("ok");
    expect(codeOf(await addFirstAccount(platform, { operatorId: id, ...body, role: "ciso" }, NOW))).toBe("wrong_state");
    expect(await firstAdministratorLink(own.ownerUrl, "http://portal.test")).toBeNull();
  });

  it("shows each visitor the operators and records that are theirs", async () => {
    const ministry = as({ role: "ministryOfficer", sectorId: "airport" });
    expect(valueOf(await listOperators(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toEqual([first.operatorId]);
    expect(valueOf(await listOperators(ministry, PAGE, NOW)).total).toBeGreaterThanOrEqual(2);
    expect(codeOf(await readOperator(as({ role: "ministryOfficer", sectorId: "other" }), { operatorId: first.operatorId }, NOW))).toBe("not_found");
    expect(codeOf(await readOperator(first.visitor, { operatorId: second.operatorId }, NOW))).toBe("not_found");
    expect(valueOf(await listSectors(first.visitor, PAGE, NOW)).items.map(({ id }) => id)).toContain("airport");
    expect(codeOf(await readHealth(first.visitor, {}, NOW))).toBe("not_permitted");
    expect(valueOf(await readHealth(platform, {}, NOW)).databaseVersion).toContain("PostgreSQL");
    expect(codeOf(await listAudit(first.visitor, PAGE, NOW))).toBe("not_permitted");
    const audit = valueOf(await listAudit(holding(first, "ciso"), PAGE, NOW));
    expect(audit.items[0]).toMatchObject({ action: "audit.list", outcome: "refused", accountName: "事務 局子" });
    expect(valueOf(await listAudit(platform, PAGE, NOW)).items.map(({ action }) => action)).toContain("account.setPassword");
    expect(valueOf(await listLooks(holding(first, "auditor"), PAGE, NOW)).total).toBe(0);
    expect(codeOf(await listLooks(platform, PAGE, NOW))).toBe("not_permitted");
  });
});

import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OPERATIONS } from "@/app/api/v1/operations";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { listAudit, listLooks } from "@/lib/features/admin/audit/queries";
import { suspendAdministrator } from "@/lib/features/admin/offices/commands";
import { appoint } from "@/lib/features/organisation/appointments/commands";
import { invitePerson } from "@/lib/features/organisation/invitations/commands";
import { changePerson } from "@/lib/features/organisation/people/commands";
import { importStaffList, previewStaffList } from "@/lib/features/organisation/staff-list/commands";
import { importContent } from "@/lib/launch/content-import/import-content";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { closeDatabase } from "@/lib/server/database/client";
import { type AccountDescription, type Visitor, visitorOf } from "@/lib/server/scope/scope";
import { dispatch } from "@/lib/server/use-cases/dispatch";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { insert, makeOperator, makeOutsider, makeToken, type OperatorRole, type Outsider, PASSWORD, type World } from "@/tests/support/world";

const NOW = new Date();
const PAGE = { page: 1, perPage: 50 };
const ORIGIN = "http://portal.test";
const SECRET = "s".repeat(40);
let own: TestDatabase;
let owner: pg.Client;
let world: World;
let other: World;
let platform: Outsider;
let ministry: Outsider;

beforeAll(async () => {
  own = await createDatabase();
  Object.assign(process.env, { DATABASE_URL: own.appUrl, PORTAL_URL: ORIGIN, NEXTAUTH_SECRET: SECRET });
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  world = await makeOperator(owner, "kuko", "甲空港");
  other = await makeOperator(owner, "tetsudo", "乙鉄道");
  platform = await makeOutsider(owner, "platformAdministrator", null);
  ministry = await makeOutsider(owner, "ministryOfficer", "kuko");
});
afterAll(async () => {
  await closeDatabase();
  await owner.end();
  await own.drop();
});

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, unknown> & { readonly code?: string };
}

/** One request through the dispatcher, by token or by cookie. */
async function ask(who: { readonly token: string } | { readonly cookie: string }, method: string, address: string, json?: unknown): Promise<Reply> {
  const headers = {
    ...("token" in who ? { authorization: `Bearer ${who.token}` } : { cookie: who.cookie, origin: ORIGIN }),
    "content-type": "application/json",
  };
  const url = new URL(`${ORIGIN}/api/v1${address}`);
  const request = new Request(url, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) });
  const response = await dispatch(OPERATIONS, request, url.pathname.split("/").slice(3));
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? {} : (JSON.parse(text) as Reply["body"]) };
}

async function visitorBy(token: string): Promise<Visitor> {
  const visitor = await resolveVisitor(new Headers({ authorization: `Bearer ${token}` }), new Date());
  if (!visitor) throw new Error("the token does not resolve");
  return visitor;
}
const as = (role: OperatorRole): Promise<Visitor> => visitorBy(world.people[role].token);
const secretOf = (reply: Reply): string => String(reply.body["link"]).split("/").at(-1) ?? "";
const codeOf = (result: { ok: boolean; refusal?: { code: string } }): string => (result.ok ? "ok" : (result.refusal?.code ?? ""));
const holders = (reply: Reply) => (reply.body["items"] as { email: string; state: string; sectorId?: string }[]) ?? [];
const fresh = (): string => `${randomUUID()}@office.example`;

describe("sectors", () => {
  it("are imported with the content, and a changed name follows with an audit row, once", async () => {
    const mine = await createDatabase();
    const client = new pg.Client({ connectionString: mine.ownerUrl });
    await client.connect();
    const root = path.join(mkdtempSync(path.join(tmpdir(), "sectors-")), "content");
    try {
      const sectors = "SELECT id, name, ministry FROM sector ORDER BY id";
      const four = [
        ["butsuryu", "物流"],
        ["koku", "航空"],
        ["kuko", "空港"],
        ["tetsudo", "鉄道"],
      ].map(([id, name]) => ({ id, name, ministry: "国土交通省" }));
      expect((await client.query(sectors)).rows).toEqual(four);
      cpSync("content", root, { recursive: true });
      const file = path.join(root, "sectors.yaml");
      writeFileSync(file, readFileSync(file, "utf8").replace("name: 物流", "name: 物流・倉庫"));
      for (const _again of [1, 2]) await importContent(mine.ownerUrl, root);
      expect((await client.query(sectors)).rows[0]).toEqual({ id: "butsuryu", name: "物流・倉庫", ministry: "国土交通省" });
      const trail = await client.query(
        "SELECT detail->>'name' AS name FROM audit WHERE action = 'content.importSector' AND target = 'sector/butsuryu' ORDER BY id",
      );
      expect(trail.rows).toEqual([{ name: "物流" }, { name: "物流・倉庫" }]);
    } finally {
      await client.end();
      await mine.drop();
      rmSync(path.dirname(root), { recursive: true, force: true });
    }
  });
});

describe("officers and administrators", () => {
  it("are invited by the platform, set a password and work in their scope", async () => {
    const email = fresh();
    const made = await ask(platform, "POST", "/ministry-officers", { name: "有明 直人", email: email.toUpperCase(), sectorId: "kuko" });
    expect(made.status).toBe(201);
    expect(holders(await ask(platform, "GET", "/ministry-officers"))).toContainEqual(
      expect.objectContaining({ name: "有明 直人", email, state: "invited", sectorId: "kuko", sectorName: "空港" }),
    );
    expect(codeOf(await acceptInvitation(secretOf(made), PASSWORD, null, NOW))).toBe("ok");
    expect(holders(await ask(platform, "GET", "/ministry-officers")).filter((one) => one.email === email)).toMatchObject([{ state: "active" }]);
    const login = await signIn(email, PASSWORD, NOW);
    expect(login.outcome).toBe("signedIn");
    expect(await ask(platform, "POST", "/ministry-officers", { name: "有明 直人", email, sectorId: "kuko" })).toMatchObject({
      status: 409,
      body: { code: "wrong_state" },
    });
    const trail = await owner.query("SELECT account_id, outcome, operator_id FROM audit WHERE action = 'platform.inviteOfficer' AND detail->>'email' = $1", [
      email,
    ]);
    expect(trail.rows).toEqual(["done", "refused"].map((outcome) => ({ account_id: platform.accountId, outcome, operator_id: null })));
  });

  it("administrators too, who then invite others", async () => {
    const email = fresh();
    const made = await ask(platform, "POST", "/platform-administrators", { name: "城戸 環", email });
    expect(made.status).toBe(201);
    expect(codeOf(await acceptInvitation(secretOf(made), PASSWORD, null, NOW))).toBe("ok");
    const found = holders(await ask(platform, "GET", "/platform-administrators"));
    expect(found).toContainEqual(expect.objectContaining({ name: "城戸 環", email, state: "active" }));
    const active = found.filter(({ state }) => state === "active").map((one) => one.email);
    expect(active).toContain(platform.email);
    expect(active).not.toContain(ministry.email);
  });

  it.each(["/ministry-officers", "/platform-administrators"])(
    "%s answers and lists a known address like a fresh one, and each link opens an account of its own",
    async (address) => {
      const known = world.people.ciso.email;
      const body = (email: string) => ({ name: "だれか", email, ...(address === "/ministry-officers" ? { sectorId: "kuko" } : {}) });
      const [one, two] = [await ask(platform, "POST", address, body(known)), await ask(platform, "POST", address, body(fresh()))];
      expect([one.status, Object.keys(one.body), String(one.body["link"]).length]).toEqual([
        two.status,
        Object.keys(two.body),
        String(two.body["link"]).length,
      ]);
      const listed = holders(await ask(platform, "GET", address))
        .filter(({ state }) => state === "invited")
        .map(({ email }) => email);
      expect(listed).toContain(known);
      const role = address === "/ministry-officers" ? "ministryOfficer" : "platformAdministrator";
      for (const made of [one, two]) expect(await findInvitation(secretOf(made), NOW)).toMatchObject({ role, operatorId: null });
      expect(await findInvitation(secretOf(one), NOW)).toMatchObject({ appointments: [], personId: null });
    },
  );

  it("an officer's account does not become an administrator's, nor one of another sector: each is an account of its own", async () => {
    const offices = [
      await findInvitation(secretOf(await ask(platform, "POST", "/platform-administrators", { name: "x", email: ministry.email })), NOW),
      await findInvitation(secretOf(await ask(platform, "POST", "/ministry-officers", { name: "x", email: ministry.email, sectorId: "tetsudo" })), NOW),
    ];
    expect(offices.map((one) => [one?.role, one?.sectorId])).toEqual([
      ["platformAdministrator", null],
      ["ministryOfficer", "tetsudo"],
    ]);
    expect(offices.map((one) => one?.accountId)).not.toContain(ministry.accountId);
    expect((await owner.query("SELECT role FROM account WHERE id = $1", [ministry.accountId])).rows).toEqual([{ role: "ministryOfficer" }]);
  });

  it("is suspended at once and for good, whoever is invited at the address gets an account of their own, and nobody suspends oneself", async () => {
    const email = fresh();
    const made = await ask(platform, "POST", "/ministry-officers", { name: "異動 予定", email, sectorId: "kuko" });
    expect(codeOf(await acceptInvitation(secretOf(made), PASSWORD, null, NOW))).toBe("ok");
    const listed = async () => holders(await ask(platform, "GET", "/ministry-officers")).find((one) => one.email === email);
    const { id } = (await listed()) as unknown as { id: string };
    const login = await signIn(email, PASSWORD, NOW);
    const sessionId = login.outcome === "signedIn" ? login.sessionId : "";
    const session = async () =>
      (await owner.query<{ account: unknown }>("SELECT portal_resolve_session($1, $2) AS account", [sessionId, NOW])).rows[0]?.account;
    expect(await session()).toMatchObject({ accountId: id });
    const apiToken = `portal_pat_${randomUUID()}`;
    await owner.query(
      "INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at) VALUES ($1, $2, 'x', 'api', $3, $4, $4::timestamptz + interval '1 day')",
      [randomUUID(), id, secretHash(apiToken), NOW],
    );
    expect(await resolveVisitor(new Headers({ authorization: `Bearer ${apiToken}` }), NOW)).not.toBeNull();
    expect(await ask(platform, "DELETE", `/platform-administrators/${id}`)).toMatchObject({ status: 404 });
    expect((await ask(platform, "DELETE", `/ministry-officers/${id}`)).status).toBe(204);
    expect([await session(), await listed(), (await signIn(email, PASSWORD, NOW)).outcome]).toEqual([null, undefined, "refused"]);
    expect((await ask(platform, "DELETE", `/ministry-officers/${id}`)).status).toBe(404);
    const again = await ask(platform, "POST", "/ministry-officers", { name: "後任 の人", email, sectorId: "kuko" });
    expect([await session(), (await signIn(email, PASSWORD, NOW)).outcome, (await listed())?.state]).toEqual([null, "refused", "invited"]);
    expect(await resolveVisitor(new Headers({ authorization: `Bearer ${apiToken}` }), NOW)).toBeNull();
    expect(codeOf(await acceptInvitation(secretOf(again), PASSWORD, null, NOW))).toBe("ok");
    expect(await listed()).toMatchObject({ id: expect.not.stringContaining(id) as unknown, state: "active", name: "後任 の人" });
    expect((await owner.query("SELECT name FROM account WHERE id = $1", [id])).rows).toEqual([{ name: "異動 予定" }]);
    expect(await ask(platform, "DELETE", `/platform-administrators/${platform.accountId}`)).toMatchObject({ status: 403, body: { code: "not_permitted" } });
  });

  it("two administrators who suspend each other at once: one of them is left", async () => {
    const [one, other] = [await makeOutsider(owner, "platformAdministrator", null), await makeOutsider(owner, "platformAdministrator", null)];
    const [first, second] = [await visitorBy(one.token), await visitorBy(other.token)];
    const results = await Promise.all([
      suspendAdministrator(first, { accountId: other.accountId }, NOW),
      suspendAdministrator(second, { accountId: one.accountId }, NOW),
    ]);
    expect(results.map(codeOf).sort()).toEqual(["not_permitted", "ok"]);
    const { rows } = await owner.query("SELECT id FROM account WHERE id = ANY($1) AND disabled_at IS NULL", [[one.accountId, other.accountId]]);
    expect(rows).toHaveLength(1);
  });

  it("is for the platform only, and for a sector that is there", async () => {
    const body = { name: "x", email: fresh(), sectorId: "kuko" };
    for (const { token } of [ministry, world.people.ciso, world.people.secretariat]) {
      for (const [method, address, json] of [
        ["GET", "/ministry-officers", undefined],
        ["POST", "/ministry-officers", body],
        ["GET", "/platform-administrators", undefined],
        ["POST", "/platform-administrators", { name: "x", email: fresh() }],
        ["GET", "/health", undefined],
      ] as const) {
        expect((await ask({ token }, method, address, json)).body.code, `${method} ${address}`).toBe("not_permitted");
      }
    }
    expect(await ask(platform, "POST", "/ministry-officers", { ...body, sectorId: "none" })).toMatchObject({
      status: 422,
      body: { code: "invalid_input", fields: [{ path: "sectorId" }] },
    });
    expect((await owner.query("SELECT 1 FROM account WHERE email = $1", [body.email])).rows).toEqual([]);
  });
});

describe("health", () => {
  it("tells the platform what runs and what was imported", async () => {
    const { status, body } = await ask(platform, "GET", "/health");
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "ok", databaseVersion: expect.stringMatching(/^PostgreSQL \d+/) as unknown, nodeVersion: process.version });
    expect((body["editions"] as { id: string; items: number }[]).map(({ id, items }) => [id, items])).toEqual([
      ["kuko-2", 598],
      ["shishin-3", 24],
    ]);
  });
});

/** A cookie as next-auth gives it to a browser that signed in. */
async function cookieOf(email: string): Promise<string> {
  const login = await signIn(email, PASSWORD, new Date());
  if (login.outcome !== "signedIn") throw new Error(`${email} cannot sign in`);
  const token = await encode({ token: { sub: login.accountId, sessionId: login.sessionId }, secret: SECRET });
  return `next-auth.session-token=${token}`;
}

describe("the own account", () => {
  const NEXT = "新しい合言葉 battery staple";

  it("changes its password with the old one; the session that asks stays and the others end", async () => {
    const { email } = world.people.colleague;
    const [here, there] = [await cookieOf(email), await cookieOf(email)];
    const wrong = await ask({ cookie: here }, "PUT", "/account/password", { current: "ちがう", password: NEXT });
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_input", fields: [{ path: "current" }] } });
    expect((await ask({ cookie: here }, "PUT", "/account/password", { current: PASSWORD, password: "短い" })).status).toBe(422);
    expect((await ask({ cookie: there }, "GET", "/me")).status).toBe(200);
    expect(await ask({ cookie: here }, "PUT", "/account/password", { current: PASSWORD, password: NEXT })).toMatchObject({ status: 204, text: "" });
    expect((await ask({ cookie: here }, "GET", "/me")).status).toBe(200);
    expect((await ask({ cookie: there }, "GET", "/me")).status).toBe(401);
    expect((await signIn(email, PASSWORD, new Date())).outcome).toBe("refused");
    const { token } = world.people.colleague;
    expect((await ask({ token }, "GET", "/me")).status, "tokens end with the password").toBe(401);
  });

  it("changes its password by token too: that token stays, every other token and every session ends", async () => {
    const { email, accountId, token } = world.people.otherManager;
    const [cookie, other] = [await cookieOf(email), await makeToken(owner, accountId)];
    expect((await ask({ token }, "PUT", "/account/password", { current: PASSWORD, password: NEXT })).status).toBe(204);
    const statuses = [await ask({ token }, "GET", "/me"), await ask({ token: other }, "GET", "/me"), await ask({ cookie }, "GET", "/me")].map(
      ({ status }) => status,
    );
    expect(statuses).toEqual([200, 401, 401]);
  });

  it("gets no token by a token that would outlive it; by cookie as long a one as anybody", async () => {
    const { email, accountId } = world.people.executive;
    const short = await makeToken(owner, accountId);
    await owner.query("UPDATE access_token SET expires_at = now() + interval '30 days' WHERE hash = $1", [secretHash(short)]);
    expect((await ask({ token: short }, "POST", "/tokens", { name: "短い", days: 29 })).status).toBe(201);
    for (const body of [{ name: "長い", days: 31 }, { name: "日数なし" }]) {
      expect(await ask({ token: short }, "POST", "/tokens", body)).toMatchObject({
        status: 403,
        body: { code: "not_permitted", detail: expect.stringContaining("トークン") as unknown },
      });
    }
    expect((await ask({ cookie: await cookieOf(email) }, "POST", "/tokens", { name: "長い", days: 366 })).status).toBe(201);
  });

  it("keeps whether the checklist listens to keys", async () => {
    const { token } = world.people.systemAdministrator;
    expect(await ask({ token }, "PATCH", "/account", { shortcutKeys: false })).toMatchObject({ status: 200, body: { shortcutKeys: false } });
    expect((await ask({ token }, "GET", "/me")).body["shortcutKeys"]).toBe(false);
    expect((await ask({ token }, "PATCH", "/account", {})).status).toBe(422);
    expect((await ask(platform, "PATCH", "/account", { shortcutKeys: true })).status).toBe(200);
  });
});

const NOWHERE = { departmentId: null, systemId: null } as const;
const DECIDING_ROLES = ["ciso", "executive", "auditor", "securityManager", "secretariat"] as const;
const placed = (role: (typeof DECIDING_ROLES)[number]) => ({ ...NOWHERE, role, departmentId: role === "securityManager" ? world.departments[1] : null });

/** A person of the operator with nothing but a name. */
async function newcomer(): Promise<{ personId: string; email: string }> {
  const [personId, email] = [randomUUID(), fresh()];
  await insert(owner, "person", [{ operator_id: world.operatorId, id: personId, department_id: world.departments[1], name: "新任", email }]);
  return { personId, email };
}

describe("deciding roles", () => {
  it.each(DECIDING_ROLES)("%s is given and taken by the CISO alone, once the CISO has a password", async (role) => {
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

  it.each(DECIDING_ROLES)("of a %s: the address to sign in with is the CISO's to change, and the trail keeps it before and after", async (role) => {
    const { personId, email } = await newcomer();
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed(role)] }, new Date()))).toBe("ok");
    const next = fresh();
    const refused = await changePerson(await as("secretariat"), { personId, email: next }, new Date());
    expect(refused).toMatchObject({ ok: false, refusal: { code: "not_permitted", detail: expect.stringContaining("メールアドレス") as unknown } });
    expect(codeOf(await changePerson(await as("secretariat"), { personId, email, name: "新任 改姓" }, new Date()))).toBe("ok");
    expect(codeOf(await changePerson(await as("ciso"), { personId, email: next }, new Date()))).toBe("ok");
    const trail = await owner.query(
      "SELECT outcome, detail->>'emailBefore' AS before, detail->>'emailAfter' AS after FROM audit WHERE target = $1 AND action = 'people.change' ORDER BY id",
      [`person/${personId}`],
    );
    expect(trail.rows).toEqual([
      { outcome: "refused", before: email, after: next },
      { outcome: "done", before: null, after: null },
      { outcome: "done", before: email, after: next },
    ]);
  });

  it("keep their holders' addresses out of a staff list too, unless it is the CISO's", async () => {
    const { personId, email } = await newcomer();
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed("auditor")] }, new Date()))).toBe("ok");
    await owner.query("UPDATE person SET staff_number = $2 WHERE id = $1", [personId, personId.slice(0, 8)]);
    const next = fresh();
    const list = new TextEncoder().encode(`職員番号,氏名,メール,部署\n${personId.slice(0, 8)},新任,${next},甲空港 部署2`);
    for (const bring of [previewStaffList, importStaffList])
      expect(codeOf(await bring(await as("secretariat"), { file: list }, new Date()))).toBe("not_permitted");
    expect(codeOf(await importStaffList(await as("ciso"), { file: list }, new Date()))).toBe("ok");
    const trail = await owner.query(
      "SELECT target, detail->>'emailBefore' AS before, detail->>'emailAfter' AS after FROM audit WHERE action = 'people.import' AND outcome = 'done' ORDER BY id DESC LIMIT 2",
    );
    expect(trail.rows).toEqual([
      { target: `person/${personId}`, before: email, after: next },
      { target: "people", before: null, after: null },
    ]);
  });

  it("leave the secretariat its other work: addresses of those who hold none", async () => {
    const { personId } = await newcomer();
    expect(codeOf(await changePerson(await as("secretariat"), { personId, email: fresh() }, new Date()))).toBe("ok");
  });

  it("leave the secretariat its other work: roles that only answer, beside those that stay", async () => {
    const { personId } = await newcomer();
    const system = { ...NOWHERE, role: "systemAdministrator", systemId: world.systems[0] } as const;
    expect(codeOf(await appoint(await as("ciso"), { personId, appointments: [placed("executive")] }, new Date()))).toBe("ok");
    expect(codeOf(await appoint(await as("secretariat"), { personId, appointments: [placed("executive"), system] }, new Date()))).toBe("ok");
    expect(
      codeOf(await appoint(await as("secretariat"), { personId, appointments: [placed("executive"), { ...NOWHERE, role: "securityCommittee" }] }, new Date())),
    ).toBe("ok");
  });

  it("are the secretariat's to give, but not to itself, until a CISO has a password", async () => {
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

describe("inviting again", () => {
  const invited = async (by: OperatorRole, personId: string) => codeOf(await invitePerson(await as(by), { personId }, new Date()));
  const reinvite = (by: OperatorRole, who: OperatorRole) => invited(by, world.people[who].personId);

  it.each(["executive", "auditor", "manager", "handler", "systemAdministrator"] as const)(
    "a secretariat does not get a link for the %s who has a password; the CISO does",
    async (who) => {
      expect(await reinvite("secretariat", who)).toBe("not_permitted");
      expect((await ask(world.people.secretariat, "POST", `/people/${world.people[who].personId}/invitation`)).status).toBe(403);
      expect(await reinvite("ciso", who)).toBe("ok");
    },
  );

  it("nobody gets a link for oneself in place of the present password, the CISO neither", async () => {
    expect(await reinvite("ciso", "ciso")).toBe("not_permitted");
    expect(await reinvite("secretariat", "secretariat")).toBe("not_permitted");
    expect(await reinvite("secretariat", "ciso")).toBe("not_permitted");
  });

  it("whoever has no password yet gets the first link from the secretariat, and no second one after it was used", async () => {
    const { personId } = await newcomer();
    expect(await invited("secretariat", personId)).toBe("ok");
    const made = await invitePerson(await as("secretariat"), { personId }, new Date());
    expect(made.ok && codeOf(await acceptInvitation(made.value.link.split("/").at(-1) ?? "", PASSWORD, null, new Date()))).toBe("ok");
    expect(await invited("secretariat", personId)).toBe("not_permitted");
  });

  it("ends sessions, tokens and the link when the link is used, not when it is made", async () => {
    const { colleague } = world.people;
    const session = randomUUID();
    const at = new Date();
    await insert(owner, "session", [
      { id: session, account_id: colleague.accountId, created_at: at.toISOString(), expires_at: new Date(at.getTime() + 3_600_000).toISOString() },
    ]);
    const cookie = `next-auth.session-token=${await encode({ token: { sub: colleague.accountId, sessionId: session }, secret: SECRET })}`;
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

  it("does not help to let the person leave and come back", async () => {
    const secretariat = await as("secretariat");
    const { personId } = world.people.committee;
    for (const left of [true, false]) expect(codeOf(await changePerson(secretariat, { personId, left }, new Date()))).toBe("ok");
    expect(await invited("secretariat", personId)).toBe("not_permitted");
    expect(await invited("ciso", personId)).toBe("ok");
  });
});

describe("the first account of an operator", () => {
  const body = { name: "だれか", role: "ciso", departmentName: "総務部" } as const;
  const first = async (operatorId: string) =>
    (await ask(platform, "POST", `/operators/${operatorId}/first-account`, { ...body, email: fresh() })).body.code ?? "ok";

  it("is refused where somebody has a password or there is a cycle, whatever the audit trail says", async () => {
    const running = await makeOperator(owner, "kuko", "動いている空港");
    expect(await first(running.operatorId)).toBe("wrong_state");
    await owner.query("UPDATE account SET password_hash = NULL WHERE operator_id = $1", [running.operatorId]);
    expect(await first(running.operatorId)).toBe("ok");
    const day = { period_from: "2026-10-01", period_to: "2026-12-18", due_on: "2026-12-04" };
    const cycle = {
      operator_id: running.operatorId,
      id: randomUUID(),
      edition_id: "kuko-2",
      title: "点検",
      state: "planned",
      example_mode: "optional",
      edition_revision: 1,
    };
    await insert(owner, "cycle", [{ ...cycle, ...day, created_at: NOW.toISOString() }]);
    expect(await first(running.operatorId)).toBe("wrong_state");
  });
});

describe("the records", () => {
  const valueOf = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: { code: string } }): Value => {
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };

  it("name what was done and refused, to whom, page by page", async () => {
    const { personId } = await newcomer();
    await invitePerson(await as("secretariat"), { personId }, new Date());
    await invitePerson(await as("secretariat"), { personId: world.people.ciso.personId }, new Date());
    await ask(platform, "POST", "/ministry-officers", { name: "x", email: fresh(), sectorId: "kuko" });
    const auditor = await as("auditor");
    const [latest] = valueOf(await listAudit(auditor, { page: 1, perPage: 1 }, new Date())).items;
    expect(latest).toMatchObject({
      action: "people.invite",
      outcome: "refused",
      targetName: world.people.ciso.name,
      accountName: world.people.secretariat.name,
    });
    const second = valueOf(await listAudit(auditor, { page: 2, perPage: 1 }, new Date()));
    expect(second.items[0]).toMatchObject({ action: "people.invite", outcome: "done", targetName: "新任" });
    expect(second.total).toBeGreaterThan(1);
    expect(codeOf(await listAudit(await as("secretariat"), PAGE, new Date()))).toBe("not_permitted");
    const platforms = valueOf(await listAudit(await visitorBy(platform.token), PAGE, new Date())).items;
    expect(platforms.map(({ action }) => action)).toContain("platform.inviteOfficer");
    expect(platforms.map(({ action }) => action)).not.toContain("people.invite");
  });

  it("show every look of the ministry at the own figures, and nobody else's", async () => {
    const look = { id: randomUUID(), at: new Date().toISOString(), account_id: ministry.accountId, officer: ministry.name, what: "2026年度調査：提出 第1版" };
    await insert(owner, "look_log", [
      { ...look, operator_id: world.operatorId },
      { ...look, id: randomUUID(), operator_id: other.operatorId },
    ]);
    expect(valueOf(await listLooks(await as("ciso"), PAGE, new Date()))).toMatchObject({
      total: 1,
      items: [{ officer: ministry.name, subject: "2026年度調査：提出 第1版" }],
    });
    expect(codeOf(await listLooks(await as("secretariat"), PAGE, new Date()))).toBe("not_permitted");
    const outside: AccountDescription = { ...(await as("ciso")).account, operatorId: other.operatorId };
    expect(valueOf(await listLooks(visitorOf(outside), PAGE, new Date())).total).toBe(1);
  });
});

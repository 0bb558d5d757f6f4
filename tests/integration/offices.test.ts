import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acceptInvitation, findInvitation } from "@/lib/features/accounts/invitation/commands";
import { suspendAdministrator } from "@/lib/features/admin/offices/commands";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { signIn } from "@/lib/server/auth/sign-in";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import {
  ask,
  codeOf,
  fresh,
  ministry,
  owner,
  platform,
  prepareAdministrationGround,
  type Reply,
  visitorBy,
  world,
} from "@/tests/support/administration-ground";
import { insert, makeOperator, makeOutsider, PASSWORD } from "@/tests/support/world";

prepareAdministrationGround();

const NOW = new Date();

const secretOf = (reply: Reply): string => String(reply.body["link"]).split("/").at(-1) ?? "";

const holders = (reply: Reply) => (reply.body["items"] as { email: string; state: string; sectorId?: string }[]) ?? [];

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

  it("administrators too can be invited, and then invite others", async () => {
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
    "%s: a known address gets the same response and listing as a new one, and each link opens a separate account",
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

  it("an officer's account becomes neither an administrator's nor another sector's: each is a separate account", async () => {
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

  it("suspension is immediate and permanent, a new invitation at the address opens a new account, and nobody can suspend themselves", async () => {
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

  it("when two administrators suspend each other at once, one of them remains", async () => {
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

  it("inviting is for the platform only, and only for an existing sector", async () => {
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
  it("shows the platform versions and imported content", async () => {
    const { status, body } = await ask(platform, "GET", "/health");
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "ok", databaseVersion: expect.stringMatching(/^PostgreSQL \d+/) as unknown, nodeVersion: process.version });
    expect((body["editions"] as { id: string; items: number }[]).map(({ id, items }) => [id, items])).toEqual([
      ["kuko-2", 598],
      ["shishin-3", 24],
    ]);
  });
});

describe("the first account of an operator", () => {
  const body = { name: "だれか", role: "ciso", departmentName: "総務部" } as const;
  const first = async (operatorId: string) =>
    (await ask(platform, "POST", `/operators/${operatorId}/first-account`, { ...body, email: fresh() })).body.code ?? "ok";

  it("is refused once somebody has a password or there is a cycle, whatever the audit trail says", async () => {
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
    };
    await insert(owner, "cycle", [{ ...cycle, ...day, created_at: NOW.toISOString() }]);
    expect(await first(running.operatorId)).toBe("wrong_state");
  });
});

import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretHash } from "@/lib/server/auth/secret-hash";
import { accountGround } from "@/tests/support/account-ground";
import { name } from "@/tests/support/deputies";
import { insert, makeOutsider, makeToken, OPERATOR_ROLES, type World } from "@/tests/support/world";

const ground = accountGround();

interface Credential {
  readonly accountId: string;
  readonly token: string | null;
  readonly session: string | null;
}

/** What a request reads about who asks, and a transaction of it. */
async function readBy({ accountId, token, session }: Credential): Promise<{ request: Record<string, unknown> | null; transaction: unknown }> {
  const hash = token === null ? null : secretHash(token);
  const { rows } = await ground.application.query<{ request: Record<string, unknown> | null; transaction: unknown }>(
    `SELECT CASE WHEN $3::text IS NULL THEN portal_resolve_session($2::uuid, now()) ELSE portal_resolve_token($3, 'api', now()) END AS request,
       portal_standing($1::uuid, $2::uuid, $3, now()) AS transaction`,
    [accountId, session, hash],
  );
  return rows[0]!;
}

async function credentialsOf(accountId: string): Promise<Credential[]> {
  const session = randomUUID();
  await insert(ground.owner, "session", [{ id: session, account_id: accountId, created_at: "2026-01-01T00:00:00Z", expires_at: "2099-01-01T00:00:00Z" }]);
  const token = await makeToken(ground.owner, accountId);
  return [
    { accountId, token, session: null },
    { accountId, token: null, session },
  ];
}

describe("who asks", () => {
  let world: World;
  let accounts: string[];

  beforeAll(async () => {
    world = await ground.makeWorld();
    await name(world, "colleague");
    const officer = await makeOutsider(ground.owner, "ministryOfficer", "kuko");
    accounts = [...OPERATOR_ROLES.map((role) => world.people[role].accountId), officer.accountId, ground.platform.accountId];
  });

  it("C5 has the same rights in a transaction as in its request, without what only pages need", async () => {
    const deputies: unknown[] = [];
    for (const accountId of accounts) {
      for (const credential of await credentialsOf(accountId)) {
        const { request, transaction } = await readBy(credential);
        const { office, handoverOn, deputyships, ...rights } = request ?? {};
        expect(transaction).toEqual({ ...rights, deputyships });
        expect([rights["accountId"], handoverOn, Object.keys(office as object).sort()]).toEqual([accountId, null, ["ciso", "secretariat"]]);
        deputies.push(deputyships);
      }
    }
    expect(new Set(deputies.map((one) => (one as unknown[]).length))).toEqual(new Set([0, 1]));
  });

  it("C5 is nobody, for both alike, once the account, the person, the operator, the token or the session is out of use", async () => {
    const ends: readonly [what: string, sql: string][] = [
      ["closed", "UPDATE account SET disabled_at = now() WHERE id = $1"],
      ["left", "UPDATE person p SET left_at = now() FROM account a WHERE a.id = $1 AND p.operator_id = a.operator_id AND p.id = a.person_id"],
      ["stopped", "UPDATE operator o SET stopped_at = now() FROM account a WHERE a.id = $1 AND o.id = a.operator_id"],
      ["revoked", "WITH s AS (UPDATE session SET ended_at = now() WHERE account_id = $1) UPDATE access_token SET revoked_at = now() WHERE account_id = $1"],
      ["past", "WITH s AS (UPDATE session SET expires_at = now() WHERE account_id = $1) UPDATE access_token SET expires_at = now() WHERE account_id = $1"],
    ];
    for (const [what, sql] of ends) {
      const { accountId } = (await ground.makeWorld()).people.auditor;
      const credentials = await credentialsOf(accountId);
      for (const one of credentials) expect((await readBy(one)).request, what).not.toBeNull();
      await ground.owner.query(sql, [accountId]);
      for (const one of credentials) expect(await readBy(one), what).toEqual({ request: null, transaction: null });
    }
  });

  describe("as the database counts its functions", () => {
    let counting: pg.Client;

    beforeAll(async () => {
      const { superuserUrl } = JSON.parse(process.env.PORTAL_TEST_CLUSTER ?? "") as { superuserUrl: string };
      const address = new URL(superuserUrl);
      const { rows } = await ground.owner.query<{ name: string }>("SELECT current_database() AS name");
      address.pathname = `/${rows[0]?.name ?? ""}`;
      counting = new pg.Client({ connectionString: address.href });
      await counting.connect();
      await counting.query("SET track_functions = 'all'");
    });
    afterAll(() => counting.end());

    async function functionsIn(sql: string, values: readonly unknown[]): Promise<string[]> {
      await counting.query("BEGIN");
      await counting.query(sql, [...values]);
      const { rows } = await counting.query<{ name: string }>("SELECT funcname AS name FROM pg_stat_xact_user_functions WHERE calls > 0 ORDER BY 1");
      // Else the next transaction counts them too.
      await counting.query("SELECT pg_stat_force_next_flush()");
      await counting.query("COMMIT");
      return rows.map(({ name: one }) => one);
    }

    it("C5 is one statement for a transaction, and two for a request; deputies have one more", async () => {
      for (const [role, more] of [
        ["auditor", []],
        ["colleague", ["portal_deputyships"]],
      ] as const) {
        const { accountId } = world.people[role];
        const [byToken, bySession] = await credentialsOf(accountId);
        const [hash, session] = [secretHash(byToken?.token ?? ""), bySession?.session];
        const inTransaction = "SELECT portal_standing($1::uuid, $2::uuid, $3, now())";
        for (const by of [
          [session, null],
          [null, hash],
        ])
          expect(await functionsIn(inTransaction, [accountId, ...by])).toEqual([...more, "portal_standing"]);
        const request = [...more, "portal_describe_account"].sort();
        expect(await functionsIn("SELECT portal_resolve_token($1, 'api', now())", [hash])).toEqual([...request, "portal_resolve_token"]);
        expect(await functionsIn("SELECT portal_resolve_session($1::uuid, now())", [session])).toEqual([...request, "portal_resolve_session"]);
      }
    });
  });

  it("C5 comes from no function that takes any account and is open to the application's login", async () => {
    for (const one of ["portal_used_account", "portal_describe_account", "portal_deputyships"]) {
      const given = one === "portal_deputyships" ? [world.operatorId, world.people.ciso.personId] : [world.people.ciso.accountId];
      const asked = ground.application.query(`SELECT ${one}(${given.map((_, at) => `$${String(at + 1)}::uuid`).join()})`, given);
      await expect(asked, one).rejects.toMatchObject({ code: "42501" });
    }
  });
});

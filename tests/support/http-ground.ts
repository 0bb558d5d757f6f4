import pg from "pg";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { type Portal, startPortalServer } from "@/tests/support/portal-server";
import { makeOperator, makeOutsider, type Outsider, type World } from "@/tests/support/world";

/** A portal with two operators of one sector and one of another, and one account of each role outside of operators. */
export interface HttpGround {
  readonly database: TestDatabase;
  readonly portal: Portal;
  readonly owner: pg.Client;
  /** 甲 and 乙 are in one sector, 丙 in another. */
  readonly own: World;
  readonly beside: World;
  readonly far: World;
  readonly ministry: Outsider;
  readonly otherMinistry: Outsider;
  readonly platform: Outsider;
  close(): Promise<void>;
}

export async function openHttpGround(): Promise<HttpGround> {
  const database = await createDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const own = await makeOperator(owner, "airport-test", "甲空港");
  const beside = await makeOperator(owner, "airport-test", "乙空港");
  const far = await makeOperator(owner, "rail-test", "丙鉄道");
  const ministry = await makeOutsider(owner, "ministryOfficer", "airport-test");
  const otherMinistry = await makeOutsider(owner, "ministryOfficer", "rail-test");
  const platform = await makeOutsider(owner, "platformAdministrator", null);
  const portal = await startPortalServer(database);
  return {
    ...{ database, portal, owner, own, beside, far, ministry, otherMinistry, platform },
    close: async () => {
      await portal.stop();
      await owner.end();
      await database.drop();
    },
  };
}

export interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly target: string;
  readonly detail: { readonly code?: string };
}

/** Audit entries of an account after the one with this id, oldest first. */
export async function auditSince(owner: pg.Client, accountId: string, id: string): Promise<AuditRow[]> {
  const { rows } = await owner.query<AuditRow>("SELECT action, outcome, target, detail FROM audit WHERE account_id = $1 AND id > $2 ORDER BY id", [
    accountId,
    id,
  ]);
  return rows;
}

export const lastAudit = async (owner: pg.Client): Promise<string> =>
  (await owner.query<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit")).rows[0]?.id ?? "0";

/**
 * A digest that changes with every write in any table except those that record the caller. Every row version carries the
 * number of the transaction that wrote it, and these numbers only grow. So their sum grows with each added or changed row,
 * and the count shows a removed one. The content of the rows need not be read. The sum is that of the distances to a fixed number,
 * because casting each one to text takes most of the time of many small requests.
 */
export async function contentDigest(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('audit', 'login_attempt', 'edition', 'edition_revision', 'edition_item', 'edition_section', 'access_token', 'session')`,
  );
  const parts = rows.map(({ name }) => `SELECT '${name}' AS t, count(*) AS n, count(*) * age('3'::xid) - sum(age(xmin)) AS written FROM "${name}"`);
  const { rows: digests } = await owner.query<{ t: string; n: string; written: string }>(`${parts.join(" UNION ALL ")} ORDER BY 1`);
  return digests.map(({ t, n, written }) => `${t} ${n} ${written}`).join("\n");
}

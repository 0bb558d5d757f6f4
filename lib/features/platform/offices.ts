import "server-only";
import { randomUUID } from "node:crypto";
import { change, look } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { secretHash } from "@/lib/auth/secret-hash";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { newInvitation } from "@/lib/features/organisation/invitations";
import type { Invitation } from "@/lib/features/organisation/schema";
import { type Page, type PageQuery, rowsOf } from "@/lib/features/paging";
import { platformOnly } from "@/lib/features/platform/operators";
import type { Administrator, AdministratorBody, Officer, OfficerBody } from "@/lib/features/platform/schema";
import { Prisma, type Transaction } from "@/prisma/client";

type Office = "ministryOfficer" | "platformAdministrator";

interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly sectorId: string | null;
}

const INVITE = { ministryOfficer: "platform.inviteOfficer", platformAdministrator: "platform.inviteAdministrator" } as const satisfies Record<Office, string>;
const TARGET = { ministryOfficer: "ministry-officers", platformAdministrator: "platform-administrators" } as const satisfies Record<Office, string>;

/** An account for the office and the invitation that belongs to it; for one that is there already a new link, as for a forgotten password. */
async function writeInvitation(transaction: Transaction, role: Office, { name, email, sectorId }: Newcomer, secret: string, expiresAt: string, now: Date): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, sector_id, role) VALUES (${randomUUID()}::uuid, ${email}, ${name}, ${sectorId}::text, ${role}) ON CONFLICT DO NOTHING`;
  await transaction.$executeRaw`
    INSERT INTO access_token (id, account_id, name, purpose, hash, created_at, expires_at)
    SELECT ${randomUUID()}::uuid, a.id, '招待', 'invitation', ${secretHash(secret)}, ${now}, ${new Date(expiresAt)}
    FROM account a WHERE a.email = ${email} AND a.operator_id IS NULL AND a.role = ${role} AND a.sector_id IS NOT DISTINCT FROM ${sectorId}::text
      AND a.disabled_at IS NULL`;
}

function invite(visitor: Visitor, role: Office, newcomer: Newcomer, now: Date): Promise<Result<Invitation, Refusal>> {
  const { secret, link, expiresAt } = newInvitation(now);
  const { name, email, sectorId } = newcomer;
  const deed = { action: INVITE[role], target: TARGET[role], detail: { name, email, sectorId, expiresAt } };
  return change(visitor, deed, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    if (!permitted.ok) return permitted;
    if (sectorId !== null && (await transaction.sector.count({ where: { id: sectorId } })) === 0) {
      return refused(refusal("invalid_input", "この分野は登録されていません。", { fields: [{ path: "sectorId", message: "分野を選んでください。" }] }));
    }
    await writeInvitation(transaction, role, newcomer, secret, expiresAt, now);
    return granted({ link, expiresAt });
  });
}

/** An officer of the ministry for one sector, with the link to set a password. For the platform; repeated, it gives a new link. */
export const inviteOfficer = (visitor: Visitor, { name, email, sectorId }: OfficerBody, now: Date): Promise<Result<Invitation, Refusal>> =>
  invite(visitor, "ministryOfficer", { name, email, sectorId }, now);

/** One more platform administrator, with the link to set a password. For the platform; repeated, it gives a new link. */
export const inviteAdministrator = (visitor: Visitor, { name, email }: AdministratorBody, now: Date): Promise<Result<Invitation, Refusal>> =>
  invite(visitor, "platformAdministrator", { name, email, sectorId: null }, now);

type HolderRow = Administrator & { readonly sectorId: string | null; readonly sectorName: string | null };

/**
 * Who can sign in to the office, and who was invited and has not answered yet. The latter come from the audit trail, which
 * has them whether or not an account could be made, so that the list does not tell either. An invitation leaves the list
 * when it expires.
 */
const holders = (role: Office, now: Date): Prisma.Sql => Prisma.sql`
  WITH active AS (
    SELECT a.email, a.name, a.sector_id FROM account a CROSS JOIN LATERAL portal_find_login(a.email, ${now}) l
    WHERE a.operator_id IS NULL AND a.role = ${role} AND l.account_id = a.id AND l.password_hash IS NOT NULL),
  invited AS (
    SELECT DISTINCT ON (email, sector_id) email, name, sector_id
    FROM (SELECT u.id, u.detail->>'email' AS email, u.detail->>'name' AS name, u.detail->>'sectorId' AS sector_id FROM audit u
      WHERE u.operator_id IS NULL AND u.action = ${INVITE[role]} AND u.outcome = 'done' AND (u.detail->>'expiresAt')::timestamptz > ${now}) t
    WHERE NOT EXISTS (SELECT 1 FROM active c WHERE c.email = t.email AND c.sector_id IS NOT DISTINCT FROM t.sector_id)
    ORDER BY email, sector_id, id DESC),
  holder AS (SELECT 'active' AS state, * FROM active UNION ALL SELECT 'invited', * FROM invited)
  SELECT h.email, h.name, h.state, h.sector_id AS "sectorId", s.name AS "sectorName" FROM holder h LEFT JOIN sector s ON s.id = h.sector_id`;

const listOffice = (visitor: Visitor, role: Office, query: PageQuery, now: Date): Promise<Result<Page<HolderRow>, Refusal>> =>
  look(visitor, { action: "platform.accounts", target: TARGET[role] }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    if (!permitted.ok) return permitted;
    const all = holders(role, now);
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM (${all}) listed`;
    const { skip, take } = rowsOf(query);
    const items = await transaction.$queryRaw<HolderRow[]>`${all} ORDER BY s.name, h.name, h.email LIMIT ${take} OFFSET ${skip}`;
    return granted({ items, page: query.page, perPage: query.perPage, total: counted?.total ?? 0 });
  });

/** Officers of the ministries. For the platform. */
export async function listOfficers(visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<Officer>, Refusal>> {
  const found = await listOffice(visitor, "ministryOfficer", query, now);
  if (!found.ok) return found;
  const items = found.value.items.map(({ sectorId, sectorName, ...holder }) => ({ ...holder, sectorId: sectorId ?? "", sectorName: sectorName ?? "" }));
  return granted({ ...found.value, items });
}

/** Platform administrators. For the platform. */
export async function listAdministrators(visitor: Visitor, query: PageQuery, now: Date): Promise<Result<Page<Administrator>, Refusal>> {
  const found = await listOffice(visitor, "platformAdministrator", query, now);
  return found.ok ? granted({ ...found.value, items: found.value.items.map(({ email, name, state }) => ({ email, name, state })) }) : found;
}

import "server-only";
import { randomUUID } from "node:crypto";
import { change, look } from "@/lib/audit/change";
import type { Visitor } from "@/lib/auth/scope";
import { secretHash } from "@/lib/auth/secret-hash";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused, type Result } from "@/lib/domain/shared/result";
import { PLACEHOLDER_EMAIL } from "@/lib/features/account/placeholder";
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
const SUSPEND = { ministryOfficer: "platform.suspendOfficer", platformAdministrator: "platform.suspendAdministrator" } as const satisfies Record<Office, string>;
const TARGET = { ministryOfficer: "ministry-officers", platformAdministrator: "platform-administrators" } as const satisfies Record<Office, string>;

/**
 * An account for the office and the invitation that belongs to it; for one that is there already a new link, as for a
 * forgotten password, and an end to its suspension.
 */
async function writeInvitation(transaction: Transaction, role: Office, { name, email, sectorId }: Newcomer, secret: string, expiresAt: string, now: Date): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, sector_id, role) VALUES (${randomUUID()}::uuid, ${email}, ${name}, ${sectorId}::text, ${role}) 
    ON CONFLICT (email, operator_id, role, sector_id) DO UPDATE SET disabled_at = NULL,
      name = CASE WHEN account.disabled_at IS NULL THEN account.name ELSE excluded.name END`;
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

/** Who can sign in to the office, and who was invited and has no password yet. */
const holders = (role: Office, now: Date): Prisma.Sql => Prisma.sql`
  SELECT a.id, a.email, a.name, CASE WHEN l.account_id IS NULL THEN 'invited' ELSE 'active' END AS state, a.sector_id AS "sectorId", s.name AS "sectorName"
  FROM account a LEFT JOIN sector s ON s.id = a.sector_id
  LEFT JOIN LATERAL (SELECT account_id FROM portal_find_login(a.email, ${now}) WHERE account_id = a.id) l ON true
  WHERE a.operator_id IS NULL AND a.role = ${role} AND a.disabled_at IS NULL AND a.email <> ${PLACEHOLDER_EMAIL}`;

const listOffice = (visitor: Visitor, role: Office, query: PageQuery, now: Date): Promise<Result<Page<HolderRow>, Refusal>> =>
  look(visitor, { action: "platform.accounts", target: TARGET[role] }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    if (!permitted.ok) return permitted;
    const all = holders(role, now);
    const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM (${all}) listed`;
    const { skip, take } = rowsOf(query);
    const items = await transaction.$queryRaw<HolderRow[]>`${all} ORDER BY s.name, a.name, a.email LIMIT ${take} OFFSET ${skip}`;
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
  return found.ok ? granted({ ...found.value, items: found.value.items.map(({ id, email, name, state }) => ({ id, email, name, state })) }) : found;
}

/** One suspension after the other: whoever was suspended meanwhile suspends nobody. */
async function stillInOffice(transaction: Transaction, { account: { accountId } }: Visitor): Promise<boolean> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('suspension of an office', 0))`;
  return (await transaction.account.count({ where: { id: accountId, disabledAt: null } })) === 1;
}

/**
 * Ends an account of the office: its password, sessions and tokens are worth nothing from now on, what it did stays. An invitation
 * gives it back, with a new password. For the platform; refused for the own account, so that somebody is left.
 */
const suspend = (visitor: Visitor, role: Office, accountId: string, now: Date): Promise<Result<null, Refusal>> =>
  change(visitor, { action: SUSPEND[role], target: `account/${accountId}` }, now, async (transaction) => {
    const permitted = platformOnly(visitor, "platform.accounts");
    if (!permitted.ok) return permitted;
    if (accountId === visitor.account.accountId) return refused(refusal("not_permitted", "自分のアカウントは停止できません。ほかのポータル管理者に頼んでください。"));
    if (!(await stillInOffice(transaction, visitor))) return refused(refusal("not_permitted", "このアカウントは停止されました。"));
    const { count } = await transaction.account.updateMany({ where: { id: accountId, operatorId: null, role, disabledAt: null }, data: { disabledAt: now, passwordHash: null } });
    if (count !== 1) return refused(NOT_FOUND);
    await transaction.$queryRaw`SELECT portal_end_account(${accountId}::uuid, ${now})::text`;
    return granted(null);
  });

export const suspendOfficer = (visitor: Visitor, accountId: string, now: Date) => suspend(visitor, "ministryOfficer", accountId, now);
export const suspendAdministrator = (visitor: Visitor, accountId: string, now: Date) => suspend(visitor, "platformAdministrator", accountId, now);

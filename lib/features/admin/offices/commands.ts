import "server-only";
import { randomUUID } from "node:crypto";
import { PLACEHOLDER_EMAIL } from "@/lib/domain/access/placeholder";
import { NOT_FOUND, type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { platformOnly } from "@/lib/features/admin/operators/commands";
import type { Administrator, AdministratorBody, Officer, OfficerBody } from "@/lib/features/admin/record/schema";
import { linkAccounts } from "@/lib/features/organisation/invitations/commands";
import type { Invitation } from "@/lib/features/organisation/record/schema";
import { change, look, rightsTaken } from "@/lib/server/audit/change";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Page, type PageQuery, rowsOf } from "@/lib/validation/paging";

type Office = "ministryOfficer" | "platformAdministrator";

interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly sectorId: string | null;
}

const INVITE = { ministryOfficer: "platform.inviteOfficer", platformAdministrator: "platform.inviteAdministrator" } as const satisfies Record<Office, string>;
const SUSPEND = { ministryOfficer: "platform.suspendOfficer", platformAdministrator: "platform.suspendAdministrator" } as const satisfies Record<
  Office,
  string
>;
const TARGET = { ministryOfficer: "ministry-officers", platformAdministrator: "platform-administrators" } as const satisfies Record<Office, string>;

interface Found {
  readonly id: string;
  readonly hadPassword: boolean;
}

/** The account for the office: made where the address has none that is open. A suspended one stays closed, with its history. */
async function accountFor(transaction: Transaction, role: Office, { name, email, sectorId }: Newcomer): Promise<Found | null> {
  await transaction.$executeRaw`
    INSERT INTO account (id, email, name, sector_id, role) VALUES (${randomUUID()}::uuid, ${email}, ${name}, ${sectorId}::text, ${role})
    ON CONFLICT DO NOTHING`;
  return transaction.account.findFirst({ where: { email, operatorId: null, role, sectorId, disabledAt: null }, select: { id: true, hadPassword: true } });
}

const HAS_PASSWORD = refusal(
  "wrong_state",
  "この人は、もうパスワードを決めています。忘れたときや後任に替わるときは、いまのアカウントを停止してから招待してください。新しいアカウントになり、前の人の記録は残ります。",
);

function invite(visitor: Visitor, role: Office, newcomer: Newcomer, now: Date): Promise<Result<Invitation, Refusal>> {
  const { name, email, sectorId } = newcomer;
  const detail: Record<string, string | null> = { name, email, sectorId };
  const deed = { action: INVITE[role], target: TARGET[role], detail };
  return change(visitor, deed, now, async (transaction) => {
    const permitted = await lockOffices(transaction, visitor, now);
    if (!permitted.ok) return permitted;
    if (sectorId !== null && (await transaction.sector.count({ where: { id: sectorId } })) === 0) {
      return refused(refusal("invalid_input", "この分野は登録されていません。", { fields: [{ path: "sectorId", message: "分野を選んでください。" }] }));
    }
    const account = await accountFor(transaction, role, newcomer);
    if (!account) return refused(NOT_FOUND);
    if (account.hadPassword) return refused(HAS_PASSWORD);
    const links = await linkAccounts(transaction, [account.id], "office", now);
    const link = links.get(account.id);
    if (!link) return refused(NOT_FOUND);
    detail["expiresAt"] = link.expiresAt;
    return granted(link);
  });
}

/** An officer of the ministry for one sector, with the link to set a password. For the platform; repeated before it is used, it gives a new one. */
export const inviteOfficer = (visitor: Visitor, { name, email, sectorId }: OfficerBody, now: Date): Promise<Result<Invitation, Refusal>> =>
  invite(visitor, "ministryOfficer", { name, email, sectorId }, now);

/** One more platform administrator, with the link to set a password. For the platform; repeated before it is used, it gives a new one. */
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

/** Changes of the offices wait for each other: whoever was suspended meanwhile suspends and invites nobody. */
async function lockOffices(transaction: Transaction, visitor: Visitor, now: Date): Promise<Result<true, Refusal>> {
  const permitted = platformOnly(visitor, "platform.accounts");
  if (!permitted.ok) return permitted;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('offices', 0))`;
  const taken = await rightsTaken(transaction, visitor, now);
  return taken ? refused(taken) : permitted;
}

/**
 * Ends an account of the office for good: its password, sessions, tokens and link are worth nothing from now on, what it did
 * stays. Who is invited at the same address gets a new account. For the platform; refused for the own account, so that
 * somebody is left.
 */
const suspend = (visitor: Visitor, role: Office, accountId: string, now: Date): Promise<Result<null, Refusal>> =>
  change(visitor, { action: SUSPEND[role], target: `account/${accountId}` }, now, async (transaction) => {
    const permitted = await lockOffices(transaction, visitor, now);
    if (!permitted.ok) return permitted;
    if (accountId === visitor.account.accountId)
      return refused(refusal("not_permitted", "自分のアカウントは停止できません。ほかのポータル管理者に頼んでください。"));
    const { count } = await transaction.account.updateMany({
      where: { id: accountId, operatorId: null, role, disabledAt: null },
      data: { disabledAt: now, passwordHash: null },
    });
    return count === 1 ? granted(null) : refused(NOT_FOUND);
  });

export const suspendOfficer = (visitor: Visitor, accountId: string, now: Date) => suspend(visitor, "ministryOfficer", accountId, now);
export const suspendAdministrator = (visitor: Visitor, accountId: string, now: Date) => suspend(visitor, "platformAdministrator", accountId, now);

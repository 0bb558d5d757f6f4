import "server-only";
import { PLACEHOLDER_EMAIL } from "@/lib/domain/access/placeholder";
import { granted } from "@/lib/domain/shared/result";
import { type Office, PLACE } from "@/lib/features/admin/offices/record";
import { ofPlatform } from "@/lib/features/admin/record/record";
import { type Administrator, administratorPage, officerPage, PLATFORM_TAG } from "@/lib/features/admin/record/schema";
import { Prisma, type Transaction } from "@/lib/server/database/client";
import { get, query } from "@/lib/server/use-cases/use-case";
import { type Page, type PageQuery, pageQuery, rowsOf } from "@/lib/validation/paging";

type HolderRow = Administrator & { readonly sectorId: string | null; readonly sectorName: string | null };

/** People who can sign in to the office, and those invited without a password yet. */
const holders = (role: Office, now: Date): Prisma.Sql => Prisma.sql`
  SELECT a.id, a.email, a.name, CASE WHEN l.account_id IS NULL THEN 'invited' ELSE 'active' END AS state, a.sector_id AS "sectorId", s.name AS "sectorName"
  FROM account a LEFT JOIN sector s ON s.id = a.sector_id
  LEFT JOIN LATERAL (SELECT account_id FROM portal_find_login(a.email, ${now}) WHERE account_id = a.id) l ON true
  WHERE a.operator_id IS NULL AND a.role = ${role} AND a.disabled_at IS NULL AND a.email <> ${PLACEHOLDER_EMAIL}`;

async function listOffice(transaction: Transaction, role: Office, input: PageQuery, now: Date): Promise<Page<HolderRow>> {
  const all = holders(role, now);
  const [counted] = await transaction.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM (${all}) listed`;
  const { skip, take } = rowsOf(input);
  const items = await transaction.$queryRaw<HolderRow[]>`${all} ORDER BY s.name, a.name, a.email LIMIT ${take} OFFSET ${skip}`;
  return { items, page: input.page, perPage: input.perPage, total: counted?.total ?? 0 };
}

/** Officers of the ministries. For the platform. */
export const listOfficers = query({
  name: "platform.listOfficers",
  takesOut: "always",
  may: "platform.accounts",
  api: get("/ministry-officers", "listMinistryOfficers", PLATFORM_TAG, "所管省庁の担当者の一覧"),
  on: ofPlatform(PLACE.ministryOfficer),
  input: pageQuery,
  output: officerPage,
  async run({ transaction, input, now }) {
    const found = await listOffice(transaction, "ministryOfficer", input, now);
    const items = found.items.map(({ sectorId, sectorName, ...holder }) => ({ ...holder, sectorId: sectorId ?? "", sectorName: sectorName ?? "" }));
    return granted({ ...found, items });
  },
});

/** Platform administrators. For the platform. */
export const listAdministrators = query({
  name: "platform.listAdministrators",
  takesOut: "always",
  may: "platform.accounts",
  api: get("/platform-administrators", "listPlatformAdministrators", PLATFORM_TAG, "ポータル管理者の一覧"),
  on: ofPlatform(PLACE.platformAdministrator),
  input: pageQuery,
  output: administratorPage,
  async run({ transaction, input, now }) {
    const found = await listOffice(transaction, "platformAdministrator", input, now);
    return granted({ ...found, items: found.items.map(({ id, email, name, state }) => ({ id, email, name, state })) });
  },
});

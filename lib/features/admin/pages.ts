import "server-only";
import { readHealth } from "@/lib/features/admin/health/queries";
import { listAdministrators, listOfficers } from "@/lib/features/admin/offices/queries";
import { listOperators, listSectors } from "@/lib/features/admin/operators/queries";
import { FIRST_ROLES, type HolderState } from "@/lib/features/admin/record/schema";
import type { AdminView, HolderView } from "@/lib/features/admin/record/view";
import { readLockedHolders } from "@/lib/features/admin/unlocking/queries";
import { dateText } from "@/lib/labels/japanese-date";
import { ROLE_WORDS, revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { pageQuery, pagerView } from "@/lib/validation/paging";

interface Holder {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly state: HolderState;
  readonly sectorName?: string;
}
const holderView = ({ id, email, name, state, sectorName = "" }: Holder, { account }: Visitor, locked: ReadonlySet<string>): HolderView => ({
  ...{ id, email, name, sector: sectorName, invited: state === "invited" },
  suspendable: id !== account.accountId,
  locked: locked.has(id),
});

/** The first entry of a list without a preselection. */
const CHOOSE = { value: "", label: "選んでください" } as const;

/** More operators and sectors than any portal has. */
const EVERY = { page: 1, perPage: 2_000 } as const;

/** Operators, officers, administrators, imported content and versions; `page` is that of the operators. */
export async function loadAdmin(page: string | string[] | undefined): Promise<AdminView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const health = valueOrPage(await readHealth(visitor, {}, now));
  const query = pageQuery.safeParse({ page });
  const operators = valueOrPage(await listOperators(visitor, query.success ? query.data : pageQuery.parse({}), now));
  const every = valueOrPage(await listOperators(visitor, EVERY, now)).items;
  const sectors = valueOrPage(await listSectors(visitor, EVERY, now)).items;
  const officers = valueOrPage(await listOfficers(visitor, EVERY, now)).items;
  const administrators = valueOrPage(await listAdministrators(visitor, EVERY, now)).items;
  const accountIds = [...officers, ...administrators].map(({ id }) => id);
  const locked = valueOrPage(await readLockedHolders(visitor, { accountIds }, now));
  return {
    auditHref: "/admin/audit",
    officers: officers.map((holder) => holderView(holder, visitor, locked)),
    administrators: administrators.map((holder) => holderView(holder, visitor, locked)),
    health: [
      { term: "ポータル", description: `第 ${health.portalVersion} 版` },
      { term: "データベース", description: `${health.databaseVersion}・応答しています` },
      { term: "Node.js", description: health.nodeVersion },
      { term: "事業者", description: `${health.operators}者` },
    ],
    editions: health.editions.map(({ id, title, revision, items, importedAt }) => ({
      ...{ id, title, itemsText: `${items}件`, importedText: dateText(new Date(importedAt)) },
      revisionText: revisionText(revision),
    })),
    operators: operators.items.map(({ id, name, sectorName }) => ({ id, name, sector: sectorName })),
    operatorsText: `${operators.total}者`,
    pager: pagerView(operators, "者", (number) => `/admin?page=${number}`),
    operatorOptions: [CHOOSE, ...every.map(({ id, name }) => ({ value: id, label: name }))],
    sectorOptions: [CHOOSE, ...sectors.map(({ id, name }) => ({ value: id, label: name }))],
    roleOptions: FIRST_ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] })),
  };
}

import "server-only";
import { readHealth } from "@/lib/features/admin/health/queries";
import { listAdministrators, listOfficers } from "@/lib/features/admin/offices/queries";
import { sectorOptions } from "@/lib/features/admin/operators/pages";
import { operatorHref, operatorState } from "@/lib/features/admin/operators/parts";
import { type PlatformOperator, platformOperators } from "@/lib/features/admin/operators/queries";
import type { HolderState } from "@/lib/features/admin/record/schema";
import type { AdminNextView, AdminView, HolderView, OfficesView, OperatorRowView } from "@/lib/features/admin/record/view";
import { readLockedHolders } from "@/lib/features/admin/unlocking/queries";
import { dateText } from "@/lib/labels/japanese-date";
import { sentence } from "@/lib/labels/own-direction";
import { revisionText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import type { Visitor } from "@/lib/server/scope/scope";
import { type PageParam, pageOf, pagerView } from "@/lib/validation/paging";

interface Unbegun {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** Entries of the list below the first one. */
const OTHERS = 5;

const NEW_OPERATOR = { label: "事業者を登録する", href: "/admin/operators/new" } as const;
const registered = ({ createdAt }: Unbegun): string => `${dateText(createdAt)}に登録`;

function nextView([first, ...others]: readonly Unbegun[], total: number): AdminNextView {
  const none = { others: [], othersText: null };
  if (total === 0) return { title: "最初の事業者を登録してください", text: "登録すると、その事業者の最初の人を招待できます。", action: NEW_OPERATOR, ...none };
  if (first === undefined) return { title: "いますることはありません", text: "どの事業者にも、サインインできる人がいます。", action: null, ...none };
  return {
    title: sentence`「${first.name}」の最初の人を招待してください`,
    text: `${registered(first)}しました。サインインできる人がまだいません。事務局かCISOを1人招待すると、残りは事業者が進めます。`,
    action: { label: "招待リンクを作る", href: operatorHref(first.id) },
    others: others.slice(0, OTHERS).map((one) => ({ name: one.name, href: operatorHref(one.id), text: registered(one) })),
    othersText: others.length > OTHERS ? `ほかに${others.length - OTHERS}者` : null,
  };
}

const rowView = (operator: PlatformOperator): OperatorRowView => ({
  ...{ id: operator.id, name: operator.name, href: operatorHref(operator.id), sector: operator.sectorName },
  people: `${operator.use.people}人`,
  state: operatorState(operator),
});

/** What to do next, operators, imported content and versions; `page` is that of the operators. */
export async function loadAdmin(page: PageParam): Promise<AdminView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const health = valueOrPage(await readHealth(visitor, {}, now));
  const { unbegun, ...operators } = valueOrPage(await platformOperators(visitor, pageOf(page), now));
  return {
    next: nextView(unbegun, operators.total),
    health: [
      { term: "ポータル", description: `第 ${health.portalVersion} 版` },
      { term: "データベース", description: `${health.databaseVersion}・応答しています` },
      { term: "Node.js", description: health.nodeVersion },
    ],
    editions: health.editions.map(({ id, title, revision, items, importedAt }) => ({
      ...{ id, title, itemsText: `${items}件`, importedText: dateText(new Date(importedAt)) },
      revisionText: revisionText(revision),
    })),
    operators: operators.items.map(rowView),
    operatorsText: `${operators.total}者。事業者の回答や点検の結果は、ここからは見えません。`,
    pager: pagerView(operators, "者", (number) => `/admin?page=${number}`),
  };
}

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

/** More office holders than any portal has. */
const EVERY = { page: 1, perPage: 2_000 } as const;

/** Officers of the ministries and administrators. */
export async function loadOffices(): Promise<OfficesView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const officers = valueOrPage(await listOfficers(visitor, EVERY, now)).items;
  const administrators = valueOrPage(await listAdministrators(visitor, EVERY, now)).items;
  const accountIds = [...officers, ...administrators].map(({ id }) => id);
  const locked = valueOrPage(await readLockedHolders(visitor, { accountIds }, now));
  return {
    steps: [{ label: "ポータルの管理", href: "/admin" }, { label: "担当者と管理者" }],
    officers: officers.map((holder) => holderView(holder, visitor, locked)),
    administrators: administrators.map((holder) => holderView(holder, visitor, locked)),
    sectorOptions: await sectorOptions(visitor, now),
  };
}

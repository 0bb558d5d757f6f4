import "server-only";
import { listAccessLog, readOwnTrail, readPlatformTrail } from "@/lib/features/admin/audit/queries";
import { noteText, refusedText, whoText } from "@/lib/features/admin/audit/texts";
import { type AuditEntry, auditQuery } from "@/lib/features/admin/record/schema";
import type { AccessLogView, AuditFilterView, AuditRowView, AuditView } from "@/lib/features/admin/record/view";
import { idsOf, targetName } from "@/lib/features/admin/target-names/queries";
import { AUDIT_ACTION_WORDS, auditActionText, FORMER_AUDIT_ACTION_WORDS, targetText } from "@/lib/labels/audit-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { type AddressQuery, askedOf, searchOf } from "@/lib/validation/address";
import { type PageParam, pageOf, pagerView } from "@/lib/validation/paging";

const ORGANISATION = { label: "人と部署", href: "/operator/organisation" } as const;

/** Whether a target is one object: not a list or page, and not several at once, as former entries name them. */
const isObject = (target: string): boolean => idsOf(target).length > 0 && !target.includes(",");

function rowView(entry: AuditEntry, names: ReadonlyMap<string, string>, page: string): AuditRowView {
  const { id, at, action, target, targetName } = entry;
  return {
    id,
    at: dateTimeText(new Date(at)),
    who: whoText(entry),
    action: auditActionText(action),
    target: targetText(target, targetName),
    targetHref: isObject(target) ? page + searchOf({ target }) : null,
    refused: refusedText(entry),
    note: noteText(entry, names),
    source: entry.sourceAddress ?? "",
    means: meansText(entry),
    browser: entry.userAgent,
  };
}

/** The first group of an id, by which entries of one session are told apart. */
const shortId = (id: string): string => id.slice(0, 8);

function meansText({ sessionId, tokenId }: AuditEntry): string | null {
  if (tokenId !== null) return `アクセストークン ${shortId(tokenId)}`;
  return sessionId === null ? null : `セッション ${shortId(sessionId)}`;
}

const EMPTY: AuditFilterView = { who: "", action: "", outcome: "", target: "", from: "", to: "", source: "" };
const ACTIONS = [
  { value: "", label: "すべての操作" },
  ...Object.entries({ ...AUDIT_ACTION_WORDS, ...FORMER_AUDIT_ACTION_WORDS }).map(([value, label]) => ({ value, label })),
];
const OUTCOMES = [
  { value: "", label: "すべて" },
  { value: "done", label: "済み" },
  { value: "refused", label: "拒否" },
];

/** The object that the filter names by its id. */
function chosenView({ target, ...others }: Partial<AuditFilterView>, names: ReadonlyMap<string, string>, page: string): AuditView["chosen"] {
  if (target === undefined || !isObject(target)) return null;
  return { text: targetText(target, targetName(target, names)) || target, value: target, clearHref: page + searchOf(others) };
}

async function auditView(read: typeof readOwnTrail, entered: AddressQuery, href: string): Promise<Omit<AuditView, "note" | "steps"> & UnusedView> {
  const { parts: query, unused } = askedOf(auditQuery, entered);
  const { found, names } = valueOrPage(await read(await requireVisitor(), query, new Date()));
  const { page, perPage: _perPage, upTo = page === 1 ? found.items[0]?.id : undefined, ...asked } = query;
  const filter = Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const params = new URLSearchParams(filter);
  const pageHref = (number: number): string => {
    const there = new URLSearchParams(params);
    if (upTo !== undefined) there.set("upTo", upTo);
    there.set("page", String(number));
    return `${href}?${there}`;
  };
  return {
    filter: { ...EMPTY, ...filter },
    chosen: chosenView(filter, names, href),
    filtered: params.size > 0,
    unused: unusedText(unused),
    ...{ actions: ACTIONS, outcomes: OUTCOMES, clearHref: href, securityHref: href.replace("audit", "security") },
    csvHref: `/api/v1/audit.csv${params.size > 0 ? `?${params}` : ""}`,
    ...{ rows: found.items.map((entry) => rowView(entry, names, href)), totalText: `${found.total}件`, pager: pagerView(found, "件", pageHref) },
  };
}

/** The own operator's audit trail, for CISO and auditor. */
export async function loadOperatorAudit(entered: AddressQuery): Promise<AuditView & UnusedView> {
  return {
    ...(await auditView(readOwnTrail, entered, "/operator/audit")),
    note: "この事業者の中で、だれが何をし、何を見たかと、断られた操作です。点検票への回答は、点検票の履歴に残ります。アクセストークンは、プログラムのための鍵です。記録は、だれにも直せません。",
    steps: [ORGANISATION, { label: "操作の記録" }],
  };
}

/** The platform's own audit trail. */
export async function loadPlatformAudit(entered: AddressQuery): Promise<AuditView & UnusedView> {
  return {
    ...(await auditView(readPlatformTrail, entered, "/admin/audit")),
    note: "ポータルの管理者と所管省庁がしたこと、見たことと、断られた操作です。事業者の中の操作は、事業者だけが見られます。アクセストークンは、プログラムのための鍵です。記録は、だれにも直せません。",
    steps: [{ label: "ポータルの管理", href: "/admin" }, { label: "操作の記録" }],
  };
}

/** The access log: every reading of the own operator's figures by the ministry, for CISO and auditor. */
export async function loadAccessLog(page: PageParam): Promise<AccessLogView> {
  const visitor = await requireVisitor();
  const found = valueOrPage(await listAccessLog(visitor, pageOf(page), new Date()));
  return {
    rows: found.items.map(({ id, at, officer, subject }) => ({ id, at: dateTimeText(new Date(at)), officer, subject })),
    totalText: `${found.total}件`,
    pager: pagerView(found, "件", (number) => `/operator/look-log?page=${number}`),
    steps: [ORGANISATION, { label: "省庁の閲覧記録" }],
  };
}

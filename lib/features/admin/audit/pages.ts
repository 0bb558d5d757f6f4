import "server-only";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import { listAccessLog, readOwnTrail, readPlatformTrail } from "@/lib/features/admin/audit/queries";
import type { AuditEntry } from "@/lib/features/admin/record/schema";
import type { AccessLogView, AuditRowView, AuditView } from "@/lib/features/admin/record/view";
import { auditActionText, targetText } from "@/lib/labels/audit-words";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { representedText } from "@/lib/labels/words";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { PROBLEMS } from "@/lib/server/http/problem";
import { type PageParam, pageOf, pagerView } from "@/lib/validation/paging";

const ORGANISATION = { label: "人と組織", href: "/operator/organisation" } as const;

const isRefusalCode = (code: unknown): code is RefusalCode => typeof code === "string" && code in PROBLEMS;

/** Why an action was refused, as the title of the API's problem. */
function refusedText({ outcome, detail }: AuditEntry): string | null {
  if (outcome !== "refused") return null;
  const code = typeof detail === "object" && detail !== null && "code" in detail ? detail.code : null;
  return isRefusalCode(code) ? PROBLEMS[code].title : "理由の記録なし";
}

const textOf = (detail: unknown, key: string): string | null => {
  const value: unknown = typeof detail === "object" && detail !== null ? (detail as Record<string, unknown>)[key] : null;
  return typeof value === "string" && value !== "" ? value : null;
};

const ENDED: Readonly<Record<string, string>> = { link: "招待リンク", token: "アクセストークン", password: "パスワード" };
const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  role: "役割が付いたため",
  address: "メールアドレスが変わったため",
  closed: "退職か停止のため",
};

/** Of which post a deputy acted, and the rest. */
function noteText(entry: AuditEntry): string | null {
  const parts = [representedText(textOf(entry.detail, "represented")), occasionText(entry)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join("　") : null;
}

/** The reason given for the action, the link with which a password was set, or what ended and why. */
function occasionText({ action, detail }: AuditEntry): string | null {
  const madeAt = textOf(detail, "madeAt");
  if (action === "account.setPassword" && madeAt !== null) {
    const maker = makerText({ as: textOf(detail, "as"), makerName: textOf(detail, "makerName") });
    return `${maker}が${dateTimeText(new Date(madeAt))}に作ったリンク`;
  }
  if (action === "account.secretEnded") return `${ENDED[textOf(detail, "what") ?? ""] ?? ""}：${ENDED_BECAUSE[textOf(detail, "because") ?? ""] ?? ""}`;
  const reason = textOf(detail, "reason");
  return reason === null ? null : `理由：${reason}`;
}

function rowView(entry: AuditEntry): AuditRowView {
  const { id, at, accountId, accountName, action, target, targetName } = entry;
  return {
    id,
    at: dateTimeText(new Date(at)),
    who: accountName ?? (accountId === null ? "ポータル（自動）" : "ポータルの管理者"),
    action: auditActionText(action),
    target: targetText(target, targetName),
    refused: refusedText(entry),
    note: noteText(entry),
  };
}

async function auditView(read: typeof readOwnTrail, page: PageParam, href: string): Promise<Pick<AuditView, "rows" | "totalText" | "pager">> {
  const found = valueOrPage(await read(await requireVisitor(), pageOf(page), new Date()));
  return { rows: found.items.map(rowView), totalText: `${found.total}件`, pager: pagerView(found, "件", (number) => `${href}?page=${number}`) };
}

/** The own operator's audit trail, for CISO and auditor. */
export async function loadOperatorAudit(page: PageParam): Promise<AuditView> {
  return {
    ...(await auditView(readOwnTrail, page, "/operator/audit")),
    note: "この事業者の中で、だれが何をしたかと、断られた操作です。点検票への回答は、点検票の履歴に残ります。記録は、だれにも直せません。",
    steps: [ORGANISATION, { label: "操作の記録" }],
  };
}

/** The platform's own audit trail. */
export async function loadPlatformAudit(page: PageParam): Promise<AuditView> {
  return {
    ...(await auditView(readPlatformTrail, page, "/admin/audit")),
    note: "ポータルの管理者と所管省庁の操作と、断られた操作です。事業者の中の操作は、事業者だけが見られます。記録は、だれにも直せません。",
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

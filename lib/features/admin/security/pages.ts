import "server-only";
import { SECURITY_KINDS, type SecurityEvent, type SecurityKind, securityQuery } from "@/lib/features/admin/record/schema";
import type { SecurityRowView, SecurityView } from "@/lib/features/admin/record/view";
import { listSecurityEvents } from "@/lib/features/admin/security/queries";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { type UnusedView, unusedText } from "@/lib/labels/unused-parts";
import { requireVisitor } from "@/lib/server/auth/current";
import { valueOrPage } from "@/lib/server/auth/refused-page";
import { type AddressQuery, askedOf } from "@/lib/validation/address";
import { pagerView } from "@/lib/validation/paging";

const KIND_TEXTS = {
  "signIn.failed": "サインインの失敗",
  "signIn.stopped": "止めたサインイン（失敗の続いた後か、混雑）",
  "token.unusable": "使えないアクセストークン",
  "link.unusable": "使えない招待リンク",
} as const satisfies Record<SecurityKind, string>;

const rowView = ({ id, minute, kind, times, sourceAddress, userAgent, subjects, accountId, accountName }: SecurityEvent): SecurityRowView => ({
  ...{ id, at: dateTimeText(new Date(minute)), kind: KIND_TEXTS[kind], times: `${times}回`, subjects, userAgent: userAgent ?? "" },
  source: sourceAddress ?? "（多すぎたので、まとめた）",
  account: accountName ?? (accountId === null ? "" : "登録のある人"),
});

const onPage = securityQuery.pick({ kind: true, page: true, perPage: true });

async function view(entered: AddressQuery, href: string): Promise<Omit<SecurityView, "note" | "steps"> & UnusedView> {
  const { parts: query, unused } = askedOf(onPage, entered);
  const found = valueOrPage(await listSecurityEvents(await requireVisitor(), query, new Date()));
  const { kind: chosen } = query;
  const kindHref = (kind: SecurityKind | undefined): string => (kind === undefined ? href : `${href}?kind=${kind}`);
  const pageHref = (page: number): string => `${href}?${new URLSearchParams({ ...(chosen === undefined ? {} : { kind: chosen }), page: String(page) })}`;
  return {
    unused: unusedText(unused),
    tabs: [undefined, ...SECURITY_KINDS].map((kind) => ({
      label: kind === undefined ? "すべて" : KIND_TEXTS[kind],
      href: kindHref(kind),
      current: kind === chosen,
    })),
    ...{ rows: found.items.map(rowView), totalText: `${found.total}件`, pager: pagerView(found, "件", pageHref) },
  };
}

const COUNTED = "同じ所からのものは1分ごとに数え、90日残ります。アドレスは初めの1文字とドメインだけで、＃の後が同じなら同じアドレスです。";

/** Events that meant accounts of the own operator. */
export async function loadOperatorSecurity(entered: AddressQuery): Promise<SecurityView & UnusedView> {
  return {
    ...(await view(entered, "/operator/security")),
    note: `この事業者の人を名乗ったサインインなどの失敗です。アクセストークンは、プログラムのための鍵です。${COUNTED}`,
    steps: [{ label: "人と部署", href: "/operator/organisation" }, { label: "操作の記録", href: "/operator/audit" }, { label: "サインインなどの失敗" }],
  };
}

/** All events. */
export async function loadPlatformSecurity(entered: AddressQuery): Promise<SecurityView & UnusedView> {
  return {
    ...(await view(entered, "/admin/security")),
    note: `ポータルに入れなかったサインイン、アクセストークン（プログラムのための鍵）、招待リンクです。${COUNTED}`,
    steps: [{ label: "ポータルの管理", href: "/admin" }, { label: "操作の記録", href: "/admin/audit" }, { label: "サインインなどの失敗" }],
  };
}

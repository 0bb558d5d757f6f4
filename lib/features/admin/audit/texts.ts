import type { RefusalCode } from "@/lib/domain/shared/refusal";
import type { AuditEntry } from "@/lib/features/admin/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { makerText } from "@/lib/labels/link-maker";
import { representedText } from "@/lib/labels/words";
import { PROBLEMS } from "@/lib/server/http/problem";

const isRefusalCode = (code: unknown): code is RefusalCode => typeof code === "string" && code in PROBLEMS;

/** Names for an entry without a visible account: the portal itself, or an account of the platform, which operators do not see. */
export const UNNAMED = { portal: "ポータル（自動）", administrator: "ポータルの管理者" } as const;

export const whoText = ({ accountId, accountName }: AuditEntry): string => accountName ?? (accountId === null ? UNNAMED.portal : UNNAMED.administrator);

/** Why an action was refused, as the title of the API's problem. */
export function refusedText({ outcome, detail }: AuditEntry): string | null {
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
export function noteText(entry: AuditEntry): string | null {
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

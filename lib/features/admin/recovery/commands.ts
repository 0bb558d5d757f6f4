import "server-only";
import { RECOVERY_DELAY_HOURS } from "@/lib/domain/access/recovery";
import { NOT_FOUND, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { servedOperator } from "@/lib/features/admin/operator-job/record";
import { OPERATORS_TAG, recovery, recoveryBody } from "@/lib/features/admin/record/schema";
import { askingTransaction, issueSecrets, linkOf } from "@/lib/server/auth/secrets";
import type { Transaction } from "@/lib/server/database/client";
import { portalOrigin } from "@/lib/server/environment/server-environment";
import { command, post } from "@/lib/server/use-cases/use-case";

const NOT_THE_ONLY_CISO = refusal(
  "wrong_state",
  "このアドレスの人は、この事業者でただ一人の、パスワードを決めたCISOではありません。ほかのCISOがいれば、そのCISOが「人と部署」の画面で招待リンクを作れます。",
);

/** The account of the operator's only CISO with a past or present password, if it signs in with this address. */
async function onlyCiso(transaction: Transaction, operatorId: string, email: string): Promise<{ id: string; name: string } | null> {
  const [only] = await transaction.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM account WHERE id = portal_only_ciso(${operatorId}::uuid) AND email = ${email}`;
  return only ?? null;
}

/**
 * Makes a link for an operator's only CISO who lost the password, because nobody at the operator can make one. The operator's
 * 事務局, 経営層 and CISO are notified on their first pages; the link takes effect 24 hours later, and until it is used they can
 * revoke it. Recorded in the operator's audit trail, with the administrator's name.
 */
export const recoverCiso = command({
  name: "platform.recoverCiso",
  may: "platform.accounts",
  api: post(
    "/operators/{operatorId}/ciso-recovery",
    "recoverCiso",
    OPERATORS_TAG,
    "ただ一人のCISOがパスワードを決め直すリンクを作る（24時間後から使える。事業者に知らせる）",
    201,
  ),
  on: servedOperator,
  input: recoveryBody,
  output: recovery,
  refuses: ["not_found", "wrong_state"],
  wayBack: { by: "announcedLink.revoke" },
  async run({ transaction, subject: { operatorId }, input: { email }, now, addDetail }) {
    const ciso = await onlyCiso(transaction, operatorId, email);
    if (!ciso) return refused(NOT_THE_ONLY_CISO);
    addDetail({ account: ciso.id, reason: `${ciso.name}さんがパスワードを忘れたため（${RECOVERY_DELAY_HOURS}時間後から使えるリンク）` });
    const wish = { accountId: ciso.id, name: "CISOの再設定", how: "recovery" as const };
    const [issued] = await issueSecrets(askingTransaction(transaction), "invitation", [wish], now);
    if (!issued) return refused(NOT_FOUND);
    const span = { effectiveAt: issued.effectiveAt.toISOString(), expiresAt: issued.expiresAt.toISOString() };
    addDetail({ effectiveAt: span.effectiveAt });
    return granted({ link: linkOf(portalOrigin(), issued.secret), ...span });
  },
});

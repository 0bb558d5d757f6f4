import "server-only";
import { refusal } from "@/lib/domain/shared/refusal";
import { recordRefusal } from "@/lib/server/audit/audited-transaction";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { plainTextFor } from "@/lib/server/http/plain-words";
import { PROBLEMS } from "@/lib/server/http/problem";
import { reportFailure } from "@/lib/server/log/failure";

const FROM_ELSEWHERE = refusal(
  "origin_mismatch",
  "別のサイトから送られたため、受け付けませんでした。このポータルの画面を開き直して、もう一度操作してください。",
);

/** The path without the secret in an invitation's address. */
const withoutSecret = (page: string): string => page.replaceAll(/portal_(?:inv|pat)_[\w-]+/g, "…");

async function record(headers: Headers, page: string, now: Date): Promise<void> {
  const visitor = await resolveVisitor(headers, now);
  if (visitor) await recordRefusal(visitor, { action: "page.send", target: withoutSecret(page) }, FROM_ELSEWHERE, now);
}

/** Refuses a request sent to a page from another site, with an audit entry if somebody is signed in. Refuses it even when the audit trail cannot be written. */
export async function refuseForeignPost(headers: Headers, page: string, now: Date): Promise<Response> {
  await record(headers, page, now).catch((error: unknown) => {
    reportFailure("refusal of what another site sent not recorded", error);
  });
  return new Response(FROM_ELSEWHERE.detail, {
    status: PROBLEMS[FROM_ELSEWHERE.code].status,
    headers: { "content-type": plainTextFor(headers.get("next-action")), "cache-control": "no-store" },
  });
}

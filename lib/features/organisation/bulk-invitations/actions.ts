import "server-only";
import { csvText } from "@/lib/documents/csv";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { LEFT_OUT_BECAUSE } from "@/lib/features/organisation/bulk-invitations/texts";
import { type InvitationList, invitationsBody } from "@/lib/features/organisation/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { recordRefusal } from "@/lib/server/audit/audited-transaction";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { crossesOrigin } from "@/lib/server/http/origin";
import { PROBLEMS } from "@/lib/server/http/problem";

const HEADINGS = ["氏名", "メール", "部署", "招待リンク", "有効期限"] as const;
const FILE_NAME = "招待リンク.csv";

const fileOf = ({ invitations, leftOut }: InvitationList): string =>
  csvText([
    HEADINGS,
    ...invitations.map(({ name, email, departmentName, link, expiresAt }) => [name, email, departmentName, link, dateTimeText(new Date(expiresAt))]),
    ...(leftOut > 0 ? [[`ほか${leftOut}人は含みません。${LEFT_OUT_BECAUSE}`, "", "", "", ""]] : []),
  ]);

const plain = (text: string, status: number): Response => new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** Makes the links and returns them as a file, which is shown only this once and not stored. Works without a script. */
export async function invitationFile(request: Request): Promise<Response> {
  const now = new Date();
  const visitor = await resolveVisitor(request.headers, now);
  if (!visitor) return new Response(null, { status: 303, headers: { location: "/login" } });
  const refusedWith = async (refused: Refusal): Promise<Response> => {
    await recordRefusal(visitor, { action: inviteEverybody.declaration.name, target: "people" }, refused, now);
    return plain(refused.detail, PROBLEMS[refused.code].status);
  };
  const again = "画面を開き直して、もう一度作ってください。";
  if (crossesOrigin(request)) return refusedWith(refusal("origin_mismatch", again));
  const form = await request.formData().catch(() => null);
  const body = invitationsBody.safeParse({ after: form?.get("after") || null, onlyMissing: form?.get("onlyMissing") === "1" });
  if (form === null || !body.success) return refusedWith(refusal("malformed_request", again));
  const made = await inviteEverybody(visitor, body.data, now);
  if (!made.ok) return plain(made.refusal.detail, PROBLEMS[made.refusal.code].status);
  return new Response(fileOf(made.value), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="invitations.csv"; filename*=UTF-8''${encodeURIComponent(FILE_NAME)}`,
      "cache-control": "no-store",
    },
  });
}

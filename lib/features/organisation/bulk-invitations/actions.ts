import "server-only";
import { csvText } from "@/lib/documents/csv";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { inviteEverybody } from "@/lib/features/organisation/bulk-invitations/commands";
import { LEFT_OUT_BECAUSE } from "@/lib/features/organisation/bulk-invitations/texts";
import { type InvitationList, type InvitationsBody, invitationsBody } from "@/lib/features/organisation/record/schema";
import { dateTimeText } from "@/lib/labels/japanese-date";
import { PROBLEMS } from "@/lib/server/http/problem";
import { asked, formRoute } from "@/lib/server/use-cases/form-route";

const HEADINGS = ["氏名", "メール", "部署", "招待リンク", "有効期限"] as const;
const FILE_NAME = "招待リンク.csv";

const fileOf = ({ invitations, leftOut }: InvitationList): string =>
  csvText([
    HEADINGS,
    ...invitations.map(({ name, email, departmentName, link, expiresAt }) => [name, email, departmentName, link, dateTimeText(new Date(expiresAt))]),
    ...(leftOut > 0 ? [[`ほか${leftOut}人は含みません。${LEFT_OUT_BECAUSE}`, "", "", "", ""]] : []),
  ]);

const plain = (text: string, status: number): Response => new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

function readAsked(form: URLSearchParams): Result<InvitationsBody, Refusal> {
  const body = invitationsBody.safeParse({ after: form.get("after") || null, onlyMissing: form.get("onlyMissing") === "1" });
  return body.success ? granted(body.data) : refused(refusal("invalid_input", "画面を開き直して、もう一度作ってください。"));
}

/** Makes the links and returns them as a file, which is shown only this once and not stored. Works without a script. */
export const invitationFile = (request: Request): Promise<Response> =>
  formRoute(
    request,
    (form) => asked(inviteEverybody, "people", readAsked(form)),
    (made) =>
      made.ok
        ? new Response(fileOf(made.value), {
            headers: {
              "content-type": "text/csv; charset=utf-8",
              "content-disposition": `attachment; filename="invitations.csv"; filename*=UTF-8''${encodeURIComponent(FILE_NAME)}`,
              "cache-control": "no-store",
            },
          })
        : plain(made.refusal.detail, PROBLEMS[made.refusal.code].status),
  );

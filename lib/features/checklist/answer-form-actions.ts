import "server-only";
import { resolveVisitor } from "@/lib/auth/visitor";
import { answerBody } from "@/lib/features/sheets/schema";
import { saveAnswers } from "@/lib/features/sheets/save-answers";
import { crossesOrigin } from "@/lib/http/origin";

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

/** Back to the page of the card, with what came of it; only to pages of this sheet. */
function backTo(returnTo: string, sheetId: string, notice: string): Response {
  const home = `/checks/${sheetId}`;
  const [path = home, anchor] = (returnTo.startsWith(`${home}/`) ? returnTo : home).split("#");
  return seeOther(`${path}?notice=${notice}${anchor === undefined ? "" : `#${anchor}`}`);
}

/** Saves the answer that a card's form sends without a script, and leads back to the card. */
export async function saveAnswerForm(request: Request, sheetId: string): Promise<Response> {
  const now = new Date();
  const visitor = await resolveVisitor(request.headers, now);
  if (!visitor) return seeOther("/login");
  const form = await request.formData();
  const sent = (name: string): string | undefined => (form.has(name) ? text(name) : undefined);
  const text = (name: string): string => form.getAll(name).filter((value) => typeof value === "string").join("\n");
  const back = (notice: string): Response => backTo(text("returnTo"), sheetId, notice);
  if (crossesOrigin(request)) return back("refused");
  const body = answerBody.safeParse({
    status: text("status") === "" ? null : text("status"),
    // Without a script the field of an earlier 該当なし is out of sight, yet sent.
    reason: text("status") === "notApplicable" ? sent("reason") : null,
    remark: sent("remark"),
    evidence: sent("evidence"),
    version: Number(text("version")),
  });
  if (!body.success) return back("refused");
  const { mutationId: _none, ...answer } = body.data;
  const saved = await saveAnswers(visitor, sheetId, [{ itemId: text("itemId"), ...answer }], null, now, true);
  if (saved.ok) return back("saved");
  return back(saved.refusal.code === "stale_version" ? "stale" : "refused");
}

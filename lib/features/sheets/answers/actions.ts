import "server-only";
import { eachText } from "@/lib/domain/checking/answer-content";
import { NOT_FOUND, type Refusal, type RefusalCode, refusal } from "@/lib/domain/shared/refusal";
import { granted, type Result, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import type { SentAnswer } from "@/lib/features/sheets/answers/rules";
import { noticeOf } from "@/lib/features/sheets/notices/texts";
import { answerBody, answerParams, remarkParams, responseBody } from "@/lib/features/sheets/record/schema";
import { respondToRemark } from "@/lib/features/sheets/remarks/commands";
import { recordRefusal } from "@/lib/server/audit/audited-transaction";
import { resolveVisitor } from "@/lib/server/auth/visitor";
import { crossesOrigin, ORIGIN_MISMATCH } from "@/lib/server/http/origin";
import { PROBLEMS } from "@/lib/server/http/problem";
import { readBytes } from "@/lib/server/request/read-bytes";
import type { Visitor } from "@/lib/server/scope/scope";
import { refusedTextsPage } from "@/lib/server/serving/kept-form-page";
import { isIdentifier } from "@/lib/validation/plain-text";

/** Maximum bytes of a form; its longest texts, with each character encoded in nine bytes, take less. */
const LIMIT = 64 * 1024;
const TAKEN_IN = 8 * 1024 * 1024;

/** The texts of a card's form. */
const TYPED: Readonly<Record<string, string>> = { reason: "理由", remark: "備考", evidence: "根拠", reply: "返事" };

const TOO_LARGE = refusal("too_large", "文字が多すぎます。短くしてください。");

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { location } });

/** The address of the card with what is in `search`; only of pages of this sheet. */
function cardAddress(returnTo: string, sheetId: string, search = ""): string {
  if (!isIdentifier(sheetId)) return "/checks";
  const home = `/checks/${sheetId}`;
  const base = "http://portal";
  const wanted = new URL(URL.canParse(returnTo, base) ? returnTo : home, base);
  const { pathname, hash } = wanted.pathname.startsWith(`${home}/`) ? wanted : new URL(home, base);
  return `${pathname}${search}${hash}`;
}

const backTo = (returnTo: string, sheetId: string, notice: RefusalCode | "saved"): Response => seeOther(cardAddress(returnTo, sheetId, `?notice=${notice}`));

/** What somebody typed in a card's form; nothing in the form of the history, which sends an earlier version's texts. */
const typedTexts = (form: URLSearchParams): (readonly [label: string, text: string])[] =>
  form.has("earlier")
    ? []
    : Object.entries(TYPED).flatMap(([name, label]) => {
        const text = form.getAll(name).join("\n");
        return hasVisible(text) ? [[label, text] as const] : [];
      });

/** Leads back to the card with the reason; typed texts that were not saved stay on a page of their own. */
function refusedTo(request: Request, returnTo: string, sheetId: string, form: URLSearchParams | null, { code, detail }: Refusal): Response {
  const texts = form === null ? [] : typedTexts(form);
  if (texts.length === 0) return backTo(returnTo, sheetId, code);
  const why = noticeOf(code)?.text ?? `保存できませんでした。${detail}`;
  const page = refusedTextsPage({ why, texts, back: cardAddress(returnTo, sheetId), nonce: request.headers.get("x-nonce") ?? "" });
  return new Response(page, { status: PROBLEMS[code].status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

async function readForm(request: Request): Promise<Result<URLSearchParams, Refusal>> {
  const { headers } = request;
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers.get("content-type") ?? "")) {
    return refused(refusal("unsupported_media_type", "画面のフォームから送ってください。"));
  }
  if (Number(headers.get("content-length")) > TAKEN_IN) return refused(TOO_LARGE);
  const bytes = await readBytes(request, LIMIT, TAKEN_IN);
  return bytes.ok ? granted(new URLSearchParams(new TextDecoder().decode(bytes.value))) : refused(TOO_LARGE);
}

function readAnswer(form: URLSearchParams, sheetId: string): Result<SentAnswer, Refusal> {
  const text = (name: string): string => form.getAll(name).join("\n");
  const sent = (name: string): string | undefined => (form.has(name) ? text(name) : undefined);
  const place = answerParams.safeParse({ sheetId, itemId: text("itemId") });
  if (!place.success) return refused(NOT_FOUND);
  const answer = answerBody.safeParse({
    status: form.has("clear") || text("status") === "" ? null : text("status"),
    // The field is hidden with another answer, but still sent: its text is kept until the respondent returns to 該当なし.
    ...eachText(sent),
    version: Number(sent("version") ?? "none"),
  });
  if (!answer.success) return refused(refusal("invalid_input", "入力を確かめてください。"));
  const { mutationId: _none, ...rest } = answer.data;
  return granted({ itemId: place.data.itemId, ...rest });
}

function readResponse(form: URLSearchParams, sheetId: string) {
  const place = remarkParams.safeParse({ sheetId, remarkId: form.get("remarkId") });
  if (!place.success) return refused(NOT_FOUND);
  const said = responseBody.safeParse({ done: form.get("done") === "yes", reply: form.get("reply") });
  return said.success ? granted({ ...place.data, ...said.data }) : refused(refusal("invalid_input", "返事を確かめてください。"));
}

/** The use case that the form asks for, by its field. A form that cannot be read counts as an answer. */
const askedFor = (form: Result<URLSearchParams, Refusal>) => (form.ok && form.value.has("remarkId") ? respondToRemark : saveAnswer).declaration;

type Saving = () => Promise<Result<unknown, Refusal>>;

/** What the form asks for: an answer, or that a remark was worked off. */
function savingOf(visitor: Visitor, form: URLSearchParams, sheetId: string, now: Date): Result<Saving, Refusal> {
  if (form.has("remarkId")) {
    const said = readResponse(form, sheetId);
    return said.ok ? granted(() => respondToRemark(visitor, said.value, now)) : said;
  }
  const answer = readAnswer(form, sheetId);
  return answer.ok ? granted(() => saveAnswer(visitor, { sheetId, ...answer.value }, now)) : answer;
}

/** Saves what a card's form says that was sent without a script, and leads back to the card. */
export async function saveAnswerForm(request: Request, sheetId: string): Promise<Response> {
  const now = new Date();
  const visitor = await resolveVisitor(request.headers, now);
  if (!visitor) return seeOther("/login");
  const form = await readForm(request);
  const returnTo = (form.ok && form.value.get("returnTo")) || request.headers.get("referer") || "";
  const saving = crossesOrigin(request) ? refused(ORIGIN_MISMATCH) : form.ok ? savingOf(visitor, form.value, sheetId, now) : form;
  if (!saving.ok) {
    const target = isIdentifier(sheetId) ? `sheet/${sheetId}` : "sheet";
    await recordRefusal(visitor, { action: askedFor(form).name, target }, saving.refusal, now);
    return refusedTo(request, returnTo, sheetId, form.ok ? form.value : null, saving.refusal);
  }
  const saved = await saving.value();
  return saved.ok ? backTo(returnTo, sheetId, "saved") : refusedTo(request, returnTo, sheetId, form.ok ? form.value : null, saved.refusal);
}

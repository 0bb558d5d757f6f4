import "server-only";
import { eachText } from "@/lib/domain/checking/answer-content";
import { NOT_FOUND, type Refusal, type RefusalCode, refusal } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { hasVisible } from "@/lib/domain/shared/text";
import { saveAnswer } from "@/lib/features/sheets/answers/commands";
import { respondToRemark } from "@/lib/features/sheets/item-remarks/commands";
import { noticeOf } from "@/lib/features/sheets/notices/texts";
import { answerBody, answerParams, remarkParams, responseBody } from "@/lib/features/sheets/record/schema";
import { ANSWER_TEXT_WORDS } from "@/lib/labels/answer-text-words";
import { PROBLEMS } from "@/lib/server/http/problem";
import { refusedTextsPage } from "@/lib/server/serving/kept-form-page";
import { asked, formRoute, seeOther } from "@/lib/server/use-cases/form-route";
import { asIdentifier, isIdentifier } from "@/lib/validation/plain-text";

/** The texts of a card's form. */
const TYPED: Readonly<Record<string, string>> = { ...ANSWER_TEXT_WORDS, reply: "返事" };

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
function refusedTo(request: Request, returnTo: string, sheetId: string, form: URLSearchParams, { code, detail }: Refusal): Response {
  const texts = typedTexts(form);
  if (texts.length === 0) return backTo(returnTo, sheetId, code);
  const why = noticeOf(code)?.text ?? `保存できませんでした。${detail}`;
  const page = refusedTextsPage({ why, texts, back: cardAddress(returnTo, sheetId), nonce: request.headers.get("x-nonce") ?? "" });
  return new Response(page, { status: PROBLEMS[code].status, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

function readAnswer(form: URLSearchParams, sheetId: string) {
  const text = (name: string): string => form.getAll(name).join("\n");
  const sent = (name: string): string | undefined => (form.has(name) ? text(name) : undefined);
  const place = answerParams.safeParse({ sheetId, itemId: text("itemId") });
  if (!place.success) return refused(NOT_FOUND);
  const answer = answerBody.safeParse({
    status: form.has("clear") || text("status") === "" ? null : text("status"),
    // The field is hidden with another answer, but still sent: its text is kept until the respondent returns to 該当なし.
    ...eachText(sent),
    // A card's form leaves a copy as it is, by not naming it.
    copied: sent("copied") === "" ? null : sent("copied"),
    version: Number(sent("version") ?? "none"),
  });
  if (!answer.success) return refused(refusal("invalid_input", "入力を確かめてください。"));
  const { mutationId: _none, ...rest } = answer.data;
  return granted({ ...place.data, ...rest });
}

function readResponse(form: URLSearchParams, sheetId: string) {
  const place = remarkParams.safeParse({ sheetId, remarkId: form.get("remarkId") });
  if (!place.success) return refused(NOT_FOUND);
  const said = responseBody.safeParse({ done: form.get("done") === "yes", reply: form.get("reply") });
  return said.success ? granted({ ...place.data, ...said.data }) : refused(refusal("invalid_input", "返事を確かめてください。"));
}

/** Saves what a card's form says that was sent without a script, an answer or that a remark was worked off, and leads back to the card. */
export const saveAnswerForm = (request: Request, inAddress: string): Promise<Response> => {
  const sheetId = asIdentifier(inAddress);
  const target = isIdentifier(sheetId) ? `sheet/${sheetId}` : "sheet";
  return formRoute<unknown>(
    request,
    (form) => (form.has("remarkId") ? asked(respondToRemark, target, readResponse(form, sheetId)) : asked(saveAnswer, target, readAnswer(form, sheetId))),
    (saved, form) => {
      const returnTo = form.get("returnTo") || request.headers.get("referer") || "";
      return saved.ok ? backTo(returnTo, sheetId, "saved") : refusedTo(request, returnTo, sheetId, form, saved.refusal);
    },
  );
};

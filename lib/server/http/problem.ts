import type { Refusal, RefusalCode } from "@/lib/domain/shared/refusal";
import { jsonResponse } from "@/lib/server/http/json-response";

/** HTTP status and title of each refusal (RFC 9457). */
export const PROBLEMS = {
  not_signed_in: { status: 401, title: "サインインが必要です" },
  origin_mismatch: { status: 403, title: "別のサイトからの要求です" },
  not_permitted: { status: 403, title: "この操作の権限がありません" },
  not_found: { status: 404, title: "見つかりません" },
  malformed_request: { status: 400, title: "要求を読み取れません" },
  invalid_input: { status: 422, title: "入力を確かめてください" },
  too_large: { status: 413, title: "大きすぎます" },
  unsupported_media_type: { status: 415, title: "この形式は受け付けていません" },
  method_not_allowed: { status: 405, title: "この方法では扱えません" },
  stale_version: { status: 409, title: "ほかの人が先に保存しました" },
  mutation_mismatch: { status: 409, title: "同じ番号で別の内容が届きました" },
  unknown_item: { status: 422, title: "ガイドラインにない項目です" },
  item_not_asked: { status: 422, title: "この点検票にない項目です" },
  sheet_not_answerable: { status: 409, title: "いまは回答できません" },
  confirmation_required: { status: 409, title: "確かめてから、もう一度送ってください" },
  reason_required: { status: 422, title: "理由が必要です" },
  wrong_state: { status: 409, title: "いまの状態ではできません" },
  items_on_no_sheet: { status: 409, title: "回答する人のいない項目があります" },
  sheet_returned: { status: 409, title: "差戻し中の点検票があります" },
  cycle_not_complete: { status: 409, title: "全項目の点検ではありません" },
  survey_not_open: { status: 409, title: "調査は受付中ではありません" },
  not_called: { status: 409, title: "この調査の対象ではありません" },
  own_work: { status: 403, title: "自分の点検票は受理・差戻しできません" },
  conflicting_appointments: { status: 409, title: "兼ねられない役割です" },
  duplicate: { status: 409, title: "すでに登録されています" },
  in_use: { status: 409, title: "使われているため変えられません" },
  too_many_attempts: { status: 429, title: "しばらく待ってください" },
  busy: { status: 429, title: "混み合っています" },
  other_edition: { status: 409, title: "ガイドラインの別の版の調査です" },
  edition_not_binding: { status: 422, title: "この分野のガイドラインではありません" },
  temporarily_unavailable: { status: 503, title: "いま応答できません" },
  internal_error: { status: 500, title: "ポータルの不具合です" },
} as const satisfies Record<RefusalCode, { status: number; title: string }>;

/** Seconds after which a retry makes sense. */
export const RETRY_AFTER = "2";

/** Codes with their own retry time. */
const AGAIN: Partial<Record<RefusalCode, string>> = { temporarily_unavailable: RETRY_AFTER, busy: "3", too_many_attempts: "900" };

/** A refusal as a problem details response; `fields`, `current` and `list` are extension members. */
export function problemResponse(refusal: Refusal, headers: Record<string, string> = {}): Response {
  const { status, title } = PROBLEMS[refusal.code];
  const { code, detail, fields, current, list } = refusal;
  // The rest of an oversized body is not read, so the connection cannot be reused.
  const ending = code === "too_large" ? { connection: "close" } : {};
  const after = AGAIN[code];
  const again = after === undefined ? {} : { "retry-after": after };
  const problem = { type: `urn:portal:problem:${code}`, title, status, code, detail, fields, current, list };
  return jsonResponse(problem, status, { "content-type": "application/problem+json; charset=utf-8", ...ending, ...again, ...headers });
}

import { ANSWER_LIMITS } from "@/lib/domain/checking/answer";
import type { RefusalCode } from "@/lib/domain/shared/refusal";
import type { ChecklistNotice } from "@/lib/features/sheets/cards/view";

const notSaved = (why: string): ChecklistNotice => ({ tone: "mistake", text: `保存できませんでした。${why}` });
const LIMITS = `理由は${ANSWER_LIMITS.reason}文字、備考は${ANSWER_LIMITS.remark}文字、根拠は${ANSWER_LIMITS.evidence}文字までです。`;

/** Notices after the form without scripts: `saved`, or the code of the refusal. */
const NOTICES: Readonly<Partial<Record<RefusalCode | "saved", ChecklistNotice>>> = {
  saved: { tone: "done", text: "保存しました。" },
  stale_version: { tone: "conflict", text: "別の画面かほかの人が先に保存しています。今の回答を確かめて、もう一度保存してください。" },
  sheet_not_answerable: notSaved("この点検票は提出済みか、点検の受付が終わっています。"),
  not_permitted: notSaved("この点検票に回答する担当ではありません。"),
  not_found: notSaved("点検票か項目が見つかりません。画面を開き直してください。"),
  unknown_item: notSaved("ガイドラインにない項目です。画面を開き直してください。"),
  item_not_asked: notSaved("この点検票では、いまこの項目の回答を求めていません。"),
  wrong_state: notSaved("この所見は、すでに取り下げられています。"),
  invalid_input: notSaved(`${LIMITS}使えない文字が入っているときは、打ち直してください。`),
  too_large: notSaved(`文字が多すぎます。${LIMITS}`),
  unsupported_media_type: notSaved("点検票の画面から、もう一度保存してください。"),
  temporarily_unavailable: notSaved("サーバーのディスクに空きがないか、データベースが応えません。少し待ってから、もう一度保存してください。"),
  origin_mismatch: notSaved("別のサイトから届いた操作です。点検票の画面から、もう一度保存してください。"),
};

/** The code comes from the address, so it may be any text. */
export const noticeOf = (notice: string): ChecklistNotice | null => (Object.hasOwn(NOTICES, notice) ? (NOTICES[notice as RefusalCode] ?? null) : null);

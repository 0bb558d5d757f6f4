import type { CycleEventType, CycleRefusal } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";
import { CYCLE_STATE_WORDS } from "@/lib/domain/checking/words";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";

const NEEDED = {
  open: "点検票を配れるのは、計画の回だけです。",
  review: "回答を締め切れるのは、回答を受け付けている回だけです。",
  approve: "承認できるのは、確認に移した回だけです。",
  reopen: "回答の受付に戻せるのは、確認に移した回と、承認・提出した回だけです。",
  cancel: "取りやめられるのは、計画の回と、まだだれも回答していない回だけです。",
  submit: "提出できるのは、承認した回だけです。",
} as const satisfies Record<CycleEventType, string>;

const wrongState = (event: CycleEventType, state: CycleState): Refusal =>
  refusal("wrong_state", `${NEEDED[event]}この回の状態は「${CYCLE_STATE_WORDS[state]}」です。画面を開き直して確かめてください。`, { current: { state } });

/** A refusal of the domain in the words of the portal. */
export function cycleRefusal(cause: CycleRefusal): Refusal {
  switch (cause.code) {
    case "wrongState":
      return wrongState(cause.event, cause.state);
    case "unassignedMeasures":
      return refusal(
        "items_on_no_sheet",
        `回答する人のいない対策項目が${cause.items.length}件あります。人と役割を登録するか、CISOが理由を付けて外してください。`,
        { list: cause.items },
      );
    case "confirmationNeeded":
      return refusal("confirmation_required", `提出されていない点検票が${cause.outstanding}枚あります。枚数を確かめて、もう一度送ってください。`, { current: { outstanding: cause.outstanding } });
    case "sheetsReturned":
      return refusal("sheet_returned", `差戻し中の点検票が${cause.sheets}枚あります。提出し直されるまで承認できません。`);
    case "answersGiven":
      return refusal("answers_given", `回答が${cause.answers}件あるため、この回は取りやめられません。要らない点検票は、進み具合の画面から理由を付けて取り下げてください。`, {
        current: { answers: cause.answers },
      });
    case "reasonMissing":
      return refusal("reason_required", cause.event === "cancel" ? "取りやめる理由を入力してください。" : "回答の受付に戻す理由を入力してください。");
    case "partialCycle":
      return refusal("cycle_not_complete", "一部の対策項目だけの点検は提出できません。");
  }
}

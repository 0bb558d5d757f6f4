import type { CycleEventType, CycleRefusal } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { CYCLE_STATE_WORDS } from "@/lib/labels/state-words";

const NEEDED = {
  open: "点検票を配れるのは、計画の回だけです。",
  review: "回答を締め切れるのは、回答を受け付けている回だけです。",
  approve: "承認できるのは、確認に移した回だけです。",
  reopen: "回答の受付に戻せるのは、確認に移した回と、承認・提出した回だけです。",
  cancel: "取りやめられるのは、計画の回と、回答を受け付けている回だけです。",
  restore: "元に戻せるのは、取りやめた回だけです。",
  submit: "提出できるのは、承認した回だけです。",
} as const satisfies Record<CycleEventType, string>;

const CONFIRMED = { review: "提出されていない点検票の枚数", reopen: "提出先の、締め切られた調査の数", cancel: "回答の件数" } as const;
const REASONS = { reopen: "回答の受付に戻す理由", cancel: "取りやめる理由", restore: "元に戻す理由" } as const;

const wrongState = (event: CycleEventType, state: CycleState): Refusal =>
  refusal("wrong_state", `${NEEDED[event]}この回の状態は「${CYCLE_STATE_WORDS[state]}」です。画面を開き直して確かめてください。`, { current: { state } });

/** Translates a refusal of the domain into one for the user. */
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
      return refusal("confirmation_required", `${CONFIRMED[cause.event]}（${cause.number}）を確かめて、もう一度送ってください。`, {
        current: { number: cause.number },
      });
    case "sheetsReturned":
      return refusal("sheet_returned", `差戻し中の点検票が${cause.sheets}枚あります。提出し直されるまで承認できません。`);
    case "wasSubmitted":
      return refusal(
        "wrong_state",
        "所管省庁に提出したことのある回は、取りやめられません。直すときは、このまま回答を直し、承認して、新しい版を提出してください。",
      );
    case "reasonMissing":
      return refusal("reason_required", `${REASONS[cause.event]}を入力してください。`);
    case "partialCycle":
      return refusal("cycle_not_complete", "一部の対策項目だけの点検は提出できません。");
  }
}

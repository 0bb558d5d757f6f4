import type { CycleEventType, CycleRefusal } from "@/lib/domain/checking/cycle";
import type { CycleState } from "@/lib/domain/checking/state";
import { inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
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

const wrongState = (event: CycleEventType, state: CycleState) =>
  refusal("wrong_state", `${NEEDED[event]}この回の状態は「${CYCLE_STATE_WORDS[state]}」です。画面を開き直して確かめてください。`, { current: { state } });

const WORDS = {
  wrongState: ({ event, state }) => wrongState(event, state),
  unassignedMeasures: ({ items }) =>
    refusal("items_on_no_sheet", `回答する人のいない対策項目が${items.length}件あります。人と役割を登録するか、CISOが理由を付けて外してください。`, {
      list: items,
    }),
  confirmationNeeded: ({ event, number }) =>
    refusal("confirmation_required", `${CONFIRMED[event]}（${number}）を確かめて、もう一度送ってください。`, { current: { number } }),
  sheetsReturned: ({ sheets }) => refusal("sheet_returned", `差戻し中の点検票が${sheets}枚あります。提出し直されるまで承認できません。`),
  wasSubmitted: () =>
    refusal("wrong_state", "所管省庁に提出したことのある回は、取りやめられません。直すときは、このまま回答を直し、承認して、新しい版を提出してください。"),
  reasonMissing: ({ event }) => refusal("reason_required", `${REASONS[event]}を入力してください。`),
  partialCycle: () => refusal("cycle_not_complete", "一部の対策項目だけの点検は提出できません。"),
} as const satisfies WordsFor<CycleRefusal>;

/** Translates a refusal of the domain into one for the user. */
export const cycleRefusal = <Cause extends CycleRefusal>(cause: Cause) => inWords(WORDS, cause);

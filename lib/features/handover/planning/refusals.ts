import type { HandoverRefusal } from "@/lib/domain/handover/courses";
import { invalidField, inWords, refusal, type WordsFor } from "@/lib/domain/shared/refusal";
import { reasonName } from "@/lib/features/handover/choices/parts";
import { type NamedSheet, sheetTitle } from "@/lib/features/handover/planning/texts";
import type { HandoverPlan } from "@/lib/features/handover/record/schema";
import { COURSE_WORDS } from "@/lib/labels/handover-words";
import { sentence } from "@/lib/labels/own-direction";

/** Courses are refused by the names of their sheets: nobody recognises an id. */
const wordsWith = (titleOf: (sheetId: string) => string) =>
  ({
    unknownSheet: ({ sheetId }) =>
      refusal("invalid_input", "この引継ぎに関わらない点検票が選ばれています。取り下げられたか、回が終わったかもしれません。", {
        fields: [{ path: "sheets", message: `点検票 ${sheetId} は、この引継ぎに関わりません。` }],
      }),
    unfitCourse: ({ sheetId, courses }) =>
      refusal("invalid_input", "選べない扱いの点検票があります。", {
        fields: [
          { path: "sheets", message: sentence`${titleOf(sheetId)}で選べるのは、${courses.map((course) => `「${COURSE_WORDS[course]}」`).join("か")}です。` },
        ],
      }),
    reasonMissing: ({ sheetIds }) =>
      refusal("reason_required", `取り下げる理由のない点検票が${sheetIds.length}枚あります。理由を入力してください。`, {
        fields: sheetIds.map((sheetId) => ({ path: reasonName(sheetId), message: "取り下げる理由を入力してください。" })),
        list: sheetIds,
      }),
  }) as const satisfies WordsFor<HandoverRefusal>;

/** The refusal of courses that cannot be taken, for sheets among these. */
export function handoverRefusal(cause: HandoverRefusal, sheets: readonly (NamedSheet & { readonly id: string })[]) {
  const titleOf = (sheetId: string) =>
    sheets
      .filter(({ id }) => id === sheetId)
      .map(sheetTitle)
      .join("");
  return inWords(wordsWith(titleOf), cause);
}

export const NO_DEPARTMENT = invalidField("departmentId", "移る先の部署を選んでください。");
export const SAME_DEPARTMENT = invalidField("departmentId", "いまと同じ部署です。移る先の部署を選んでください。");
export const ONLY_WHEN_MOVING = invalidField("departmentId", "部署を選ぶのは、異動のときだけです。");
export const KEEPS_ROLES = invalidField("appointments", "退職する人の役割は、すべて外れます。");
export const NOT_GIVEN_UP = invalidField("successors", "後任を選べるのは、この引継ぎで外れる役割だけです。");
export const OWN_SUCCESSOR = invalidField("successors", "後任には、ほかの人を選んでください。");
export const HAS_LEFT = refusal("wrong_state", "この人の退職は、もう登録されています。");
export const OWN_LEAVING = refusal("wrong_state", "自分自身の退職は登録できません。ほかの事務局かCISOに頼んでください。");

/** What was confirmed is not what is open now. */
export const changedMeanwhile = (current: HandoverPlan) =>
  refusal("confirmation_required", "残っているものを確かめてから決めてください。確かめた後に、点検票や役割の状態が変わったときも、もう一度確かめます。", {
    current,
  });

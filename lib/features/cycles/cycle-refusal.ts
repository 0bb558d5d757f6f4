import type { CycleRefusal } from "@/lib/domain/checking/cycle";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";

/** A refusal of the domain in the words of the portal. */
export function cycleRefusal(cause: CycleRefusal): Refusal {
  switch (cause.code) {
    case "wrongState":
      return refusal("wrong_state", "点検の回の状態が変わっているため、この操作はできません。画面を開き直して確かめてください。", {
        current: { state: cause.state },
      });
    case "unassignedMeasures":
      return refusal(
        "items_on_no_sheet",
        `回答する人のいない対策項目が${cause.items.length}件あります。人と役割を登録するか、CISOが理由を付けて外してください。`,
        { list: cause.items },
      );
    case "sheetsReturned":
      return refusal("sheet_returned", `差戻し中の点検票が${cause.sheets}枚あります。提出し直されるまで承認できません。`);
    case "reasonMissing":
      return refusal("reason_required", "回答をやり直す理由を入力してください。");
    case "partialCycle":
      return refusal("cycle_not_complete", "一部の対策項目だけの点検は提出できません。");
  }
}

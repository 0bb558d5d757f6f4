import { refusal } from "@/lib/domain/shared/refusal";
import type { OnlyTheirs } from "@/lib/features/sheets/own-open/schema";

/** Why a person does not leave or lose a role without a handover; null where nothing would be nobody's. */
export function toBeHandedOver(current: OnlyTheirs) {
  const { openSheets, postSheets, waiting } = current;
  const parts = [
    ...(openSheets > 0 ? [`まだ提出していない取扱者の点検票が${openSheets}枚`] : []),
    ...(postSheets > 0 ? [`ほかに回答する人のいない点検票が${postSheets}枚`] : []),
    ...(waiting > 0 ? [`その役割でほかに確かめられる人のいない、確認を待つ点検票が${waiting}枚`] : []),
  ];
  if (parts.length === 0) return null;
  return refusal("confirmation_required", `この人には、${parts.join("、")}あります。「引継ぎ」で、数と扱いを確かめて決めてください。`, { current });
}

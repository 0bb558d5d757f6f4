import { refusal } from "@/lib/domain/shared/refusal";
import type { OnlyTheirs } from "@/lib/features/sheets/own-open/schema";

/** How many sheets that is. */
export const sheetsOf = ({ openSheets, postSheets, waiting }: OnlyTheirs): number => openSheets + postSheets + waiting;

const partsOf = ({ openSheets, postSheets, waiting }: OnlyTheirs): string[] => [
  ...(openSheets > 0 ? [`まだ提出していない取扱者の点検票が${openSheets}枚`] : []),
  ...(postSheets > 0 ? [`ほかに回答する人のいない点検票が${postSheets}枚`] : []),
  ...(waiting > 0 ? [`その役割でほかに確かめられる人のいない、確認を待つ点検票が${waiting}枚`] : []),
];

/** Why a person does not leave or lose a role without a handover; null where nothing would be nobody's. */
export function toBeHandedOver(current: OnlyTheirs) {
  const parts = partsOf(current);
  if (parts.length === 0) return null;
  return refusal("confirmation_required", `この人には、${parts.join("、")}あります。「引継ぎ」で、数と扱いを確かめて決めてください。`, { current });
}

/** Why a deputyship does not end before it is confirmed how many sheets stay with nobody; null where as many were confirmed. */
export function leftWithNobody(current: OnlyTheirs, confirmed = 0) {
  const sheets = sheetsOf(current);
  if (sheets === confirmed) return null;
  const open = sheets === 0 ? "この代行には、ほかにする人のいない点検票はありません" : `この代行を終えると、${partsOf(current).join("、")}残ります`;
  const before = sheets === 0 ? "" : "後任かほかの代行を先に決めるか、";
  return refusal("confirmation_required", `${open}。${before}枚数（${sheets}）を確かめて、もう一度送ってください。`, { current });
}

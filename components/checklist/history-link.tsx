import { historyHref } from "@/lib/features/sheets/cards/view";
import { Icon } from "../ui/icon";

/** A link to every version of the answer to an item. */
export function HistoryLink({ sheetId, itemId, heading }: { readonly sheetId: string; readonly itemId: string; readonly heading: string }) {
  return (
    <a className="text-button history-link" href={historyHref(sheetId, itemId)}>
      <Icon name="clock" />
      履歴<span className="for-readers">（{heading}）</span>
    </a>
  );
}

import { useSyncExternalStore } from "react";
import type { ReviewRemarkView } from "@/lib/features/sheets/cards/view";
import { UserText } from "../ui/user-text";
import { useChecklist } from "./checklist-context";
import { HistoryLink } from "./history-link";
import { keptReply } from "./kept-reply";

const unchanging = () => () => undefined;

/** The reply that was typed in this tab and did not reach the portal, as the page was opened; null if there is none. */
export const useKeptReply = (accountId: string, remarkId: string): string | null =>
  useSyncExternalStore(
    unchanging,
    () => keptReply(accountId, remarkId),
    () => null,
  );

/** That reply where the remark cannot be answered: it stays to be read, and can be sent once the sheet is returned again. */
export function UnsentReply({ remark }: { readonly remark: ReviewRemarkView }) {
  const { accountId } = useChecklist();
  const kept = useKeptReply(accountId, remark.id);
  if (kept === null) return null;
  return (
    <div className="review-remark">
      <p>
        <b>送っていない返事</b>　<UserText>{kept}</UserText>
      </p>
      <p className="text-ink-soft">このタブにだけ残っています。{remark.withdrawn ? "" : "差し戻されると、続きから送れます。"}</p>
    </div>
  );
}

/** A link to what was said about a remark before. */
export function EarlierReplies({ of }: { readonly of: ReviewRemarkView }) {
  const { sheetId } = useChecklist();
  return of.earlierReplies ? <HistoryLink sheetId={sheetId} itemId={of.about} heading="前の返事" /> : null;
}

import type { ItemCardView } from "@/lib/features/sheets/cards/view";
import type { CardOutline } from "./checklist-context";

/** The properties of a card that answering needs. */
export const outlineOf = ({ itemId, code, shortCode, heading, guideId, answer, previous }: ItemCardView): CardOutline => ({
  ...{ itemId, code, shortCode, heading, guideId, answer, previous },
});

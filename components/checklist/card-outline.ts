import type { ItemCardView } from "@/lib/features/sheets/cards/view";
import type { CardOutline } from "./checklist-context";

/** What the answering of an item needs to know of its card. */
export const outlineOf = ({ itemId, code, shortCode, heading, guideId, answer, previous }: ItemCardView): CardOutline => ({
  ...{ itemId, code, shortCode, heading, guideId, answer, previous },
});

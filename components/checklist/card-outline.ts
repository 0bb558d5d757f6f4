import type { AnswerView, ItemCardView, PreviousAnswerView } from "@/lib/features/sheets/cards/view";

/** The properties of a card that the whole page needs. */
export interface CardOutline {
  readonly itemId: string;
  readonly code: string;
  readonly shortCode: string;
  readonly heading: string;
  readonly guideId: string | null;
  readonly answer: AnswerView | null;
  readonly previous: PreviousAnswerView | null;
}

/** The properties of a card that answering needs. */
export const outlineOf = ({ itemId, code, shortCode, heading, guideId, answer, previous }: ItemCardView): CardOutline => ({
  ...{ itemId, code, shortCode, heading, guideId, answer, previous },
});

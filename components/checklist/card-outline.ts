import type { AnswerView, ExampleRowView, PreviousAnswerView } from "@/lib/features/sheets/cards/view";
import type { ChangedItem } from "./undo-step";

/** An item that the sheet asks, a measure or an example, with its answer and the last round's. */
export interface Asked {
  readonly itemId: string;
  readonly answer: AnswerView | null;
  readonly previous: PreviousAnswerView | null;
}

/** The properties of a card that the whole page needs. */
export interface CardOutline extends Asked {
  readonly code: string;
  readonly shortCode: string;
  readonly heading: string;
  readonly guideId: string | null;
}

/** An example with its measure, which may ask for none. */
export interface AskedExample {
  readonly measure: CardOutline;
  readonly row: ExampleRowView;
}

/** The properties of a card that answering needs. */
export const outlineOf = ({ itemId, code, shortCode, heading, guideId, answer, previous }: CardOutline): CardOutline => ({
  ...{ itemId, code, shortCode, heading, guideId, answer, previous },
});

/** The measure, or an example of it, as the item of a change. */
export const changedItem = (measure: CardOutline, example?: ExampleRowView): ChangedItem => {
  const { itemId, answer: rendered } = example ?? measure;
  return { itemId, label: `${measure.code} ${measure.heading}${example ? `の具体例「${example.text}」` : ""}`, rendered };
};

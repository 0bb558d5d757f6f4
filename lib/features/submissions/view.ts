import type { AnswerCountsView, NumbersView } from "@/lib/features/scores/view";

/** Exactly what will leave the operator. */
export interface SubmitView {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly backHref: string;
  /** Null where no survey can take it; then `problem` says why. */
  readonly preview: SubmitPreviewView | null;
  readonly problem: string | null;
}

export interface SubmitPreviewView {
  readonly surveyId: string;
  readonly surveyTitle: string;
  readonly facts: readonly { readonly term: string; readonly description: string }[];
  readonly obstacles: readonly string[];
  readonly maySubmit: boolean;
  readonly hash: string;
  readonly numbers: NumbersView;
  readonly sheets: readonly { readonly role: string; readonly handedOut: number; readonly counted: number }[];
  readonly items: readonly ({ readonly id: string; readonly label: string; readonly asked: number } & AnswerCountsView)[];
  readonly remarks: readonly { readonly key: string; readonly item: string; readonly text: string }[];
  /** The canonical JSON to the byte. */
  readonly canonical: string;
}

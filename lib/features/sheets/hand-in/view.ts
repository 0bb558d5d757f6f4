/** 提出前の確認. */
export interface HandInView {
  readonly sheetId: string;
  /** The account whose unsent answers this browser stores. */
  readonly accountId: string;
  /** 「システム管理者の点検票　バゲージハンドリングシステム（BHS）を提出する」 */
  readonly title: string;
  readonly note: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  /** 「対策項目67件のうち40件に回答しました」 */
  readonly answeredText: string;
  /** For a 指針, the number of each tier: 「要検討事項22件、参考事項2件」 */
  readonly tiersText: string | null;
  /** Without those whose copied answer is not confirmed. */
  readonly unanswered: readonly HandInItem[];
  /** The number of unanswered measures, those with a copied answer included: it is confirmed by handing in. */
  readonly unansweredTotal: number;
  /** The same of the examples, where the round asks them, and the notice above them. */
  readonly unansweredExamples: readonly HandInItem[];
  readonly unansweredExamplesTotal: number;
  readonly unansweredExamplesText: string;
  /** Remarks that are not worked off, in printed order, and the notice above them. */
  readonly itemRemarks: readonly HandInItem[];
  readonly itemRemarksText: string;
  /** Every remark, worked off or not: the browser may store a reply to it that was not sent. */
  readonly replied: readonly HandInItem[];
  /** Items whose copied answer is not confirmed, examples included, and the notice above them. */
  readonly copied: readonly HandInItem[];
  readonly copiedText: string;
  /** 該当なし without its reason: these prevent handing in. */
  readonly needingReason: readonly HandInItem[];
  /** The notice above them. */
  readonly needingReasonText: string;
  /** Measures that are 該当なし, with the number of answers to their examples that would not count. */
  readonly uncounted: readonly (HandInItem & { readonly examples: number })[];
  readonly uncountedTotal: number;
  /** The notice above them. */
  readonly uncountedText: string;
  readonly step: HandInStep;
  /** Until when handing in can be undone, or that it cannot. */
  readonly undoText: string;
  readonly backHref: string;
}

/** The possible action: hand in, add missing reasons, or start answering. */
export type HandInStep =
  | { readonly kind: "handIn"; readonly button: string }
  | { readonly kind: "giveReasons"; readonly button: string; readonly href: string }
  | { readonly kind: "begin"; readonly button: string; readonly href: string };

export interface HandInItem {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

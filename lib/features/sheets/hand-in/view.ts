/** 提出前の確認. */
export interface HandInView {
  readonly sheetId: string;
  /** Whose unsent answers this browser keeps. */
  readonly accountId: string;
  /** 「システム管理者の点検票　バゲージハンドリングシステム（BHS）を提出する」 */
  readonly title: string;
  readonly note: string;
  readonly steps: readonly { readonly label: string; readonly href?: string }[];
  /** 「対策項目67件のうち40件に回答しました」 */
  readonly answeredText: string;
  /** Of a 指針, how many of each kind there are: 「要検討事項22件、参考事項2件」 */
  readonly tiersText: string | null;
  readonly unanswered: readonly HandInItem[];
  /** 該当なし without its reason: these keep the sheet from being handed in. */
  readonly needingReason: readonly HandInItem[];
  /** The notice above them. */
  readonly needingReasonText: string;
  /** Measures that are 該当なし, with how many answers to their examples would not count. */
  readonly uncounted: readonly (HandInItem & { readonly examples: number })[];
  readonly uncountedTotal: number;
  /** The notice above them. */
  readonly uncountedText: string;
  readonly step: HandInStep;
  readonly backHref: string;
}

/** What can be done now: hand in, write what is missing, or answer at all. */
export type HandInStep =
  | { readonly kind: "handIn"; readonly button: string }
  | { readonly kind: "giveReasons"; readonly button: string; readonly href: string }
  | { readonly kind: "begin"; readonly button: string; readonly href: string };

export interface HandInItem {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

/** 提出前の確認. */
export interface HandInView {
  readonly sheetId: string;
  readonly title: string;
  readonly note: string;
  readonly answered: number;
  readonly total: number;
  readonly unanswered: readonly HandInItem[];
  /** 該当なし without its reason: these keep the sheet from being handed in. */
  readonly needingReason: readonly HandInItem[];
  readonly backHref: string;
}

export interface HandInItem {
  readonly id: string;
  readonly label: string;
  readonly href: string;
}

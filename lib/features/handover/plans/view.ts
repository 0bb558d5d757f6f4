/** A handover for a later day, ready to display. */
export interface PlannedView {
  readonly id: string;
  /** 「森田 健二さんの異動」 */
  readonly title: string;
  readonly toConfirm: boolean;
  /** 「予定」「確認が必要」 */
  readonly stateText: string;
  /** The day, who confirmed it, who takes what over. */
  readonly lines: readonly string[];
  readonly reasons: readonly string[];
  readonly personId: string;
  readonly personHref: string;
  readonly changeHref: string;
  readonly changeText: string;
  readonly mayManage: boolean;
}

/** What is planned for the visitor, one sentence each. */
export interface OwnHandoversView {
  readonly lines: readonly string[];
}

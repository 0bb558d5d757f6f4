interface OfCycle {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly backHref: string;
}

/** 締切りの確認: what ending the answering leaves, with numbers and dates. */
export interface ClosingView extends OfCycle {
  /** 「まだ提出されていない点検票が35枚あります（…）。」 */
  readonly title: string;
  /** 「期限（2026年12月18日（金））の19日前です。」 */
  readonly dueText: string;
  readonly outstandingHref: string | null;
  /** What follows for those who answer and those who review. */
  readonly follows: readonly string[];
  /** The number of sheets out that is confirmed by going on. */
  readonly confirmed: number;
  readonly button: string;
}

/** 取りやめの確認: what cancelling does. */
export interface CancellingView extends OfCycle {
  /** Why it cannot be done; null where it can. */
  readonly problem: string | null;
  /** 「点検票35枚を配り、回答が1204件あります（提出済み3枚）。」 */
  readonly title: string;
  readonly dates: string;
  readonly follows: readonly string[];
  /** The number of answers that is confirmed by going on. */
  readonly confirmed: number;
  readonly button: string;
}

/** What can be changed of a cycle that is being answered. */
export interface RunningPlanView extends OfCycle {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  /** Who reads the reason. */
  readonly respondentsText: string;
}

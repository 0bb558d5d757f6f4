interface OfCycle {
  readonly cycleId: string;
  readonly cycleTitle: string;
  readonly backHref: string;
}

/** 締切りの確認: numbers and dates before answering is closed. */
export interface ClosingView extends OfCycle {
  /** 「まだ提出されていない点検票が35枚あります（…）。」 */
  readonly title: string;
  /** 「期限（2026年12月18日（金））の19日前です。」 */
  readonly dueText: string;
  readonly outstandingHref: string | null;
  /** The consequences for respondents and reviewers. */
  readonly follows: readonly string[];
  /** The number of outstanding sheets that submitting the form confirms. */
  readonly confirmed: number;
  readonly button: string;
}

/** 取りやめの確認: the effects of cancelling. */
export interface CancellingView extends OfCycle {
  /** Why it is impossible; null if it is possible. */
  readonly problem: string | null;
  /** 「点検票35枚を配り、回答が1204件あります（提出済み3枚）。」 */
  readonly title: string;
  readonly dates: string;
  readonly follows: readonly string[];
  /** The number of answers that submitting the form confirms. */
  readonly confirmed: number;
  readonly button: string;
}

/** The fields that can change while a cycle is open. */
export interface RunningPlanView extends OfCycle {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly dueOn: string;
  /** The readers of the reason. */
  readonly respondentsText: string;
}

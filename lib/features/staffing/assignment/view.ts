/** The respondents of a sheet, and withdrawing it from the cycle. */
export interface AssignmentView {
  readonly sheetId: string;
  readonly cycleId: string;
  readonly title: string;
  readonly note: string;
  readonly cycleTitle: string;
  readonly search: string;
  /** Why the respondents cannot change; null if they can. */
  readonly fixedText: string | null;
  readonly candidates: readonly CandidateView[];
  /** The number of people offered, and the total. */
  readonly offerText: string;
  readonly withdrawn: boolean;
  /** Why it cannot be withdrawn, or handed out again once it is; null if it can. */
  readonly keptText: string | null;
  readonly withdrawing: WithdrawingView;
}

/** The confirmation before the sheet is withdrawn. */
export interface WithdrawingView {
  /** 「回答が12件あります（提出済み）。取り下げると、…」 */
  readonly text: string;
  /** The number of answers that submitting the form confirms. */
  readonly confirmed: number;
  readonly button: string;
  /** Whether it is one person's own, who may be away for long. */
  readonly ofPerson: boolean;
}

export interface CandidateView {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string;
  readonly chosen: boolean;
}

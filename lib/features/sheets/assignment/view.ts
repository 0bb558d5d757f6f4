/** Who answers a sheet, and taking it out of the cycle. */
export interface AssignmentView {
  readonly sheetId: string;
  readonly cycleId: string;
  readonly title: string;
  readonly note: string;
  readonly cycleTitle: string;
  readonly path: string;
  readonly search: string;
  /** Why the respondents cannot change; null where they can. */
  readonly fixedText: string | null;
  readonly candidates: readonly CandidateView[];
  /** How many people are offered, of how many. */
  readonly offerText: string;
  readonly withdrawn: boolean;
  readonly withdrawing: WithdrawingView;
}

/** What is asked before the sheet is taken out of the cycle. */
export interface WithdrawingView {
  /** 「回答が12件あります（提出済み）。取り下げると、…」 */
  readonly text: string;
  /** The number of answers that is confirmed by going on. */
  readonly confirmed: number;
  readonly button: string;
}

export interface CandidateView {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string;
  readonly chosen: boolean;
}

/** Who answers a sheet, and taking it out of the cycle. */
export interface AssignmentView {
  readonly sheetId: string;
  readonly cycleId: string;
  readonly title: string;
  readonly note: string;
  readonly cycleTitle: string;
  readonly path: string;
  readonly search: string;
  /** Null where the respondent cannot change: 取扱者 sheets are their person's. */
  readonly candidates: readonly CandidateView[] | null;
  /** How many people are offered, of how many. */
  readonly offerText: string;
  readonly withdrawn: boolean;
}

export interface CandidateView {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string;
  readonly chosen: boolean;
}

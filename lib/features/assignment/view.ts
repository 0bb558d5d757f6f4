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
}

export interface CandidateView {
  readonly id: string;
  readonly name: string;
  readonly departmentName: string;
  readonly chosen: boolean;
}

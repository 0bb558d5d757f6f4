/** Special days on which the demo might be loaded. */
export const SPECIAL_DAYS = [
  ["2027-03-31", "the last day of a fiscal year"],
  ["2027-04-01", "the first day of a fiscal year"],
  ["2028-02-29", "a leap day"],
  ["2027-06-13", "a Sunday"],
  ["2027-11-29", "a year ahead"],
  ["2027-09-30", "the last day of a half-year"],
  ["2027-10-01", "the first day of a half-year"],
  ["2027-12-31", "the last day of a year"],
  ["2028-01-01", "a new year's day"],
  ["2027-05-06", "the day after a week of holidays"],
  ["2029-02-28", "a year after a leap day"],
  ["2026-11-21", "a Saturday in autumn"],
  ["2034-10-17", "eleven working days after a half-year that begins on a Sunday"],
] as const;

import { type DemoCalendar, LAST_FINISHED, type Period } from "@/lib/demo/days/calendar";
import { idOf } from "@/lib/demo/days/chance";
import { CORRECTING_SLUG, SILENT_SLUG } from "@/lib/demo/operators";
import { daysAfter } from "@/lib/domain/shared/day";

/** A 浸透状況調査 of the airport sector, with the cycle that operators submitted to it. */
export interface SurveyPlan {
  readonly id: string;
  readonly title: string;
  readonly fiscalYear: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: "open" | "closed";
  readonly closedOn: string | null;
  /** Index of the cycle whose figures were submitted. */
  readonly cycle: number;
  /** First working day with submissions. */
  readonly submittedFrom: string;
  /** Working days over which the submissions arrived. */
  readonly submittedOver: number;
}

const EARLY_SUBMITTERS: readonly string[] = ["aonagi", "hoshimi", "shinonome"];

/** Whether an operator submitted, by the index of the cycle. */
const TAKES_PART: readonly ((slug: string) => boolean)[] = [
  (slug) => slug !== SILENT_SLUG && slug !== "yukimidaira",
  (slug) => slug !== SILENT_SLUG,
  (slug) => EARLY_SUBMITTERS.includes(slug),
];
const SUBMITTED_OVER = [12, 6] as const;

export const isSubmitted = (slug: string, cycle: number): boolean => TAKES_PART[cycle]?.(slug) ?? false;

/** The Friday on or before a day. */
const fridayBy = (day: string): string => daysAfter(day, -((new Date(day).getUTCDay() + 2) % 7));

/** The closing day of a past survey: in the summer or winter after the submitted cycle. */
const closingOf = ({ from, to }: Period): string => fridayBy(from.endsWith("-04-01") ? `${from.slice(0, 4)}-07-31` : `${to.slice(0, 4)}-01-31`);

function pastSurvey({ periods, work, fiscalYear }: DemoCalendar, cycle: 0 | 1): SurveyPlan {
  const period = periods[cycle];
  const year = fiscalYear + cycle - 2;
  const summer = period.from.endsWith("-04-01");
  const closesOn = closingOf(period);
  return {
    ...{ id: idOf(`survey/kuko/${String(year)}`), title: `${String(year)}年度 浸透状況調査${cycle === 0 ? "（初回）" : ""}`, fiscalYear: year },
    ...{ state: "closed", cycle, closesOn, closedOn: work.day(closesOn, 1), submittedOver: SUBMITTED_OVER[cycle] },
    opensOn: work.day(summer ? `${period.from.slice(0, 4)}-06-02` : `${period.from.slice(0, 4)}-11-04`, 0),
    submittedFrom: work.day(summer ? `${period.from.slice(0, 4)}-07-03` : `${period.to.slice(0, 4)}-01-04`, 0),
  };
}

/** Two closed surveys and the running one, the earliest first. */
export function airportSurveys(calendar: DemoCalendar): readonly SurveyPlan[] {
  const { fiscalYear, today, work } = calendar;
  return [
    pastSurvey(calendar, 0),
    pastSurvey(calendar, 1),
    {
      ...{ id: idOf(`survey/kuko/${String(fiscalYear)}`), title: `${String(fiscalYear)}年度 浸透状況調査`, fiscalYear, state: "open", cycle: LAST_FINISHED },
      ...{ opensOn: work.day(today, -15), closesOn: work.day(daysAfter(today, 69), 0), closedOn: null },
      ...{ submittedFrom: work.day(today, -13), submittedOver: 10 },
    },
  ];
}

/** The operator that submitted twice, and the index of the submitted cycle. */
export const CORRECTED = { slug: CORRECTING_SLUG, cycle: 1 } as const;

/** Days of the correction, in the last two weeks of the survey. */
export function correctionOf({ periods, work }: DemoCalendar) {
  const closesOn = closingOf(periods[CORRECTED.cycle]);
  const before = (days: number): string => work.day(daysAfter(closesOn, -days), 0);
  return { reopenedOn: before(11), reviewingOn: before(8), approvedOn: before(4), submittedOn: before(3) };
}

import type { DemoCalendar } from "@/lib/demo/days/calendar";
import { idOf } from "@/lib/demo/days/chance";
import { nineOClock } from "@/lib/demo/days/working-time";
import type { RowBook } from "@/lib/demo/rows";
import { airportSurveys, type SurveyPlan } from "@/lib/demo/survey-plan";
import { daysAfter } from "@/lib/domain/shared/day";

/** When a survey was created, opened and closed. */
export const surveyTimes = ({ work }: DemoCalendar, { opensOn, closedOn }: Pick<SurveyPlan, "opensOn" | "closedOn">) => ({
  createdAt: nineOClock(work.day(opensOn, -14), 60),
  openedAt: nineOClock(opensOn, 5),
  closedAt: closedOn === null ? null : nineOClock(closedOn, 40),
});

/** The running survey of the other sector. */
function railwaySurvey({ fiscalYear, today, work }: DemoCalendar) {
  const year = String(fiscalYear);
  const dates = { opensOn: work.day(today, -10), closesOn: work.day(daysAfter(today, 97), 0), closedOn: null };
  return { ...dates, id: idOf(`survey/tetsudo/${year}`), title: `${year}年度 規程の整備状況調査`, fiscalYear, state: "open" } as const;
}

/** Adds the surveys of both sectors and calls every operator of the sector. */
export function addSurveys(book: RowBook, calendar: DemoCalendar, airports: readonly string[], railways: readonly string[]): void {
  const sectors = [
    { sector: "kuko", edition: "kuko-2", surveys: airportSurveys(calendar), operators: airports },
    { sector: "tetsudo", edition: "shishin-3", surveys: [railwaySurvey(calendar)], operators: railways },
  ];
  for (const { sector, edition, surveys } of sectors) {
    for (const survey of surveys) {
      const { createdAt, closedAt } = surveyTimes(calendar, survey);
      book.add("survey", {
        ...{ id: survey.id, sector_id: sector, edition_id: edition, title: survey.title, fiscal_year: survey.fiscalYear },
        ...{ opens_on: survey.opensOn, closes_on: survey.closesOn, state: survey.state, created_at: createdAt, closed_at: closedAt },
      });
    }
  }
  for (const { sector, surveys, operators } of sectors) {
    for (const { id } of surveys) {
      for (const operatorId of operators) book.add("survey_call", { operator_id: operatorId, survey_id: id, sector_id: sector });
    }
  }
}

import { nineOClock } from "@/lib/demo/calendar";
import { idOf } from "@/lib/demo/chance";
import type { RowBook } from "@/lib/demo/rows";
import { AIRPORT_SURVEYS } from "@/lib/demo/survey-plan";

export const RAILWAY_SURVEY = idOf("survey/tetsudo/2026");

/** Adds the surveys of both sectors and calls every operator of the sector. */
export function addSurveys(book: RowBook, airports: readonly string[], railways: readonly string[]): void {
  const surveys = AIRPORT_SURVEYS.map(({ id, title, fiscalYear, opensOn, closesOn, state, closedOn }) => ({
    ...{ id, sector_id: "kuko", edition_id: "kuko-2", title, fiscal_year: fiscalYear, opens_on: opensOn, closes_on: closesOn, state },
    ...{ created_at: nineOClock(opensOn, -20, 60), closed_at: closedOn === null ? null : nineOClock(closedOn, 0, 40) },
  }));
  book.add("survey", ...surveys, {
    ...{ id: RAILWAY_SURVEY, sector_id: "tetsudo", edition_id: "shishin-3", title: "2026年度 規程の整備状況調査", fiscal_year: 2026 },
    ...{ opens_on: "2026-11-09", closes_on: "2027-02-26", state: "open", created_at: nineOClock("2026-10-26", 0, 60), closed_at: null },
  });
  for (const { id } of AIRPORT_SURVEYS) {
    for (const operatorId of airports) book.add("survey_call", { operator_id: operatorId, survey_id: id, sector_id: "kuko" });
  }
  for (const operatorId of railways) book.add("survey_call", { operator_id: operatorId, survey_id: RAILWAY_SURVEY, sector_id: "tetsudo" });
}

import type { TestPortal } from "@/tests/e2e/test-portal";
import { dayFromNow } from "@/tests/support/days";

const PLANNED = "00000000-0000-4000-8000-00000000c1c1";

/** A planned survey of the airports, 12 days ahead, that calls the same operators as the open one; the demo has none. */
export async function plannedSurvey(portal: TestPortal): Promise<string> {
  await portal.rows(
    `INSERT INTO survey (id, sector_id, edition_id, title, fiscal_year, opens_on, closes_on, state, created_at)
     VALUES ($1, 'kuko', 'kuko-2', '計画中の調査', extract(year FROM $2::date - interval '3 months'), $2, $3, 'planned', now()) ON CONFLICT DO NOTHING`,
    [PLANNED, dayFromNow(12), dayFromNow(61)],
  );
  await portal.rows(
    `INSERT INTO survey_call (operator_id, survey_id, sector_id) SELECT operator_id, $1, sector_id FROM survey_call
     WHERE survey_id = (SELECT id FROM survey WHERE sector_id = 'kuko' AND state = 'open' AND id <> $1 LIMIT 1) ON CONFLICT DO NOTHING`,
    [PLANNED],
  );
  return PLANNED;
}

/** More airports than a page of ticks shows; none of them is called. */
export const manyAirports = (portal: TestPortal) =>
  portal.rows(
    `INSERT INTO operator (id, name, sector_id, created_at)
     SELECT gen_random_uuid(), '多い空港 ' || lpad(n::text, 3, '0'), 'kuko', now() FROM generate_series(1, 120) n`,
    [],
  );

/** An operator that the survey calls, and that has submitted nothing to it. */
export async function missingOperator(portal: TestPortal, surveyId: string): Promise<string> {
  const [found] = await portal.rows<{ id: string }>(
    `SELECT k.operator_id AS id FROM survey_call k WHERE k.survey_id = $1
     AND NOT EXISTS (SELECT 1 FROM submission m WHERE m.survey_id = k.survey_id AND m.operator_id = k.operator_id) ORDER BY k.operator_id LIMIT 1`,
    [surveyId],
  );
  if (!found) throw new Error("every operator has submitted");
  return found.id;
}

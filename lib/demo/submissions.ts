import type pg from "pg";
import type { CorrectedItems } from "@/lib/demo/cycle-rows";
import type { DemoCycle } from "@/lib/demo/cycles";
import { workingMinute } from "@/lib/demo/days/calendar";
import { chance, idOf } from "@/lib/demo/days/chance";
import { nineOClock } from "@/lib/demo/days/working-time";
import type { DemoOperator } from "@/lib/demo/organisation";
import type { RowBook } from "@/lib/demo/rows";
import { airportSurveys, CORRECTED, correctionOf, isSubmitted, type SurveyPlan } from "@/lib/demo/survey-plan";
import { countsOf } from "@/lib/demo/tallies";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import type { Tally } from "@/lib/domain/scoring/tally";
import { submissionContent } from "@/lib/domain/survey/submission";

export interface SubmittedEdition {
  readonly id: string;
  readonly revision: number;
  readonly contentHash: string;
}

/** The parts of a submission that the trails need. */
export interface DemoSubmission {
  readonly id: string;
  readonly operator: DemoOperator;
  readonly cycle: DemoCycle;
  readonly survey: SurveyPlan;
  readonly version: number;
  readonly at: Date;
}

export interface AirportYear {
  readonly operator: DemoOperator;
  readonly cycles: readonly DemoCycle[];
  /** The items corrected after the first version. */
  readonly corrected: CorrectedItems;
}

/** The tallies before 実施 was corrected to 一部実施. */
const beforeCorrection = (tallies: readonly Tally[], corrected: CorrectedItems): Tally[] =>
  tallies.map((tally) => {
    const moved = corrected.filter(({ role, item }) => role === tally.role && item === tally.item).length;
    return { ...tally, implemented: tally.implemented + moved, partial: tally.partial - moved };
  });

const remarksOf = async (client: pg.ClientBase, operatorId: string, cycleId: string): Promise<{ item: string; text: string }[]> =>
  (
    await client.query<{ item: string; text: string }>(
      `SELECT a.item_id AS item, a.remark AS text FROM sheet s
       JOIN answer a ON a.operator_id = s.operator_id AND a.sheet_id = s.id AND a.for_ministry AND a.remark IS NOT NULL
       WHERE s.operator_id = $1 AND s.cycle_id = $2 AND s.counts ORDER BY a.item_id COLLATE "C", a.remark COLLATE "C"`,
      [operatorId, cycleId],
    )
  ).rows;

function submittedAt({ calendar, profile }: DemoOperator, survey: SurveyPlan, version: number): Date {
  if (version === 2) return nineOClock(correctionOf(calendar).submittedOn, 260);
  const key = `${survey.id}/${profile.slug}`;
  return nineOClock(calendar.work.day(survey.submittedFrom, Math.floor(chance(key) * survey.submittedOver)), workingMinute(key));
}

/** Adds the submissions of an operator to the book, with content and hash computed like the portal's own. */
export async function addSubmissions(client: pg.ClientBase, book: RowBook, edition: SubmittedEdition, year: AirportYear): Promise<DemoSubmission[]> {
  const { operator, cycles, corrected } = year;
  const made: DemoSubmission[] = [];
  for (const survey of airportSurveys(operator.calendar).filter(({ cycle }) => isSubmitted(operator.profile.slug, cycle))) {
    const cycle = cycles.find(({ index }) => index === survey.cycle);
    if (cycle === undefined) continue;
    const { tallies, sheets } = await countsOf(client, operator.id, cycle.id);
    const remarks = await remarksOf(client, operator.id, cycle.id);
    const twice = operator.profile.slug === CORRECTED.slug && survey.cycle === CORRECTED.cycle;
    let previousHash: string | null = null;
    for (const version of twice ? [1, 2] : [1]) {
      const counted = twice && version === 1 ? beforeCorrection(tallies, corrected) : tallies;
      const content: string = canonicalJson(
        submissionContent({
          ...{ edition, operator: operator.id, cycle: cycle.id, period: { from: cycle.from, to: cycle.to } },
          ...{ version, previousHash, tallies: counted, sheets, remarks },
        }),
      );
      const hash = sha256(content);
      const id = idOf(`${survey.id}/${operator.profile.slug}/${String(version)}`);
      const at = submittedAt(operator, survey, version);
      book.add("submission", {
        ...{ operator_id: operator.id, id, cycle_id: cycle.id, survey_id: survey.id, sector_id: "kuko", version, content, hash },
        ...{ previous_hash: previousHash, submitted_at: at, submitted_by: operator.cast.get("ciso")?.id ?? null },
      });
      made.push({ id, operator, cycle, survey, version, at });
      previousHash = hash;
    }
  }
  return made;
}

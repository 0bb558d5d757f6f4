import { randomUUID } from "node:crypto";
import type pg from "pg";
import { canonicalJson, sha256 } from "@/lib/documents/canonical";
import type { AnsweringRole, Edition } from "@/lib/domain/guideline/edition";
import type { SheetCount, Tally } from "@/lib/domain/scoring/tally";
import { submissionContent } from "@/lib/domain/survey/submission";
import { insert, makeOutsider, makeSector } from "@/tests/support/world";

const SECTOR = "growth";
const EDITION = "kuko-2";
/** Operators per insert; a submission has about 60 KB. */
const AT_ONCE = 50;

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const between = (random: () => number, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

/** The number of sheets of each role in an operator with this many staff. */
const sheetsOf = (staff: number): Readonly<Record<AnsweringRole, number>> => ({
  ...{ handler: staff, systemAdministrator: 1 + Math.floor(staff / 40), securityManager: 1 + Math.floor(staff / 25) },
  ...{ ciso: 1, executive: 1, securityCommittee: 1, exemptionReviewer: 1, auditor: 1 },
});

/** An operator's counts for every item of the edition; some of its sheets were not handed in. */
function countsOf(edition: Edition, random: () => number): { readonly tallies: Tally[]; readonly sheets: SheetCount[] } {
  const handedOut = sheetsOf(between(random, 8, 400));
  const maturity = 0.3 + random() * 0.65;
  const sheets = Object.entries(handedOut).map(
    ([role, number]): SheetCount => ({
      ...{ role: role as AnsweringRole, department: null, system: null, handedOut: number },
      counted: number === 1 ? 1 : Math.ceil(number * (0.6 + random() * 0.4)),
    }),
  );
  const counted = new Map(sheets.map(({ role, counted }) => [role, counted]));
  const tallies = edition.items.flatMap(({ id, answeredBy }) =>
    answeredBy.map((role): Tally => {
      const asked = counted.get(role) ?? 0;
      const answers = { implemented: 0, partial: 0, notImplemented: 0, notApplicable: 0 };
      for (let sheet = 0; sheet < asked; sheet += 1) {
        const drawn = random();
        if (drawn < maturity * 0.9) answers.implemented += 1;
        else if (drawn < maturity) answers.partial += 1;
        else if (drawn < 0.97) answers.notImplemented += 1;
        else if (drawn < 0.99) answers.notApplicable += 1;
      }
      return { role, department: null, system: null, item: id, asked, ...answers };
    }),
  );
  return { tallies, sheets };
}

interface Sent {
  readonly operatorId: string;
  readonly surveyId: string;
  readonly version: number;
  readonly previousHash: string | null;
  readonly year: number;
}

/** A submission and its cycle, as rows. */
function submissionRows(edition: Edition, { operatorId, surveyId, version, previousHash, year }: Sent, random: () => number) {
  const cycleId = randomUUID();
  const content = canonicalJson(
    submissionContent({
      edition: { id: edition.id, revision: 1, contentHash: "0".repeat(64) },
      ...{ operator: operatorId, cycle: cycleId, period: { from: `${String(year)}-04-01`, to: `${String(year)}-12-18` }, version, previousHash, remarks: [] },
      ...countsOf(edition, random),
    }),
  );
  const at = `${String(year)}-12-20T00:00:00Z`;
  return {
    cycle: {
      ...{ operator_id: operatorId, id: cycleId, edition_id: edition.id, title: "点検", state: "submitted", example_mode: "asked", edition_revision: 1 },
      ...{ period_from: `${String(year)}-04-01`, period_to: `${String(year)}-12-18`, due_on: `${String(year)}-12-18`, created_at: at, opened_at: at },
    },
    submission: {
      ...{ operator_id: operatorId, id: randomUUID(), cycle_id: cycleId, survey_id: surveyId, sector_id: SECTOR, version, content, hash: sha256(content) },
      ...{ previous_hash: previousHash, submitted_at: at },
    },
  };
}

async function makeSurveyOf(owner: pg.ClientBase, year: number, operatorIds: readonly string[]): Promise<string> {
  const id = randomUUID();
  const days = { opens_on: `${String(year)}-11-01`, closes_on: `${String(year + 1)}-01-29`, created_at: `${String(year)}-10-01T00:00:00Z` };
  await insert(owner, "survey", [
    { id, sector_id: SECTOR, edition_id: EDITION, title: `${String(year)}年度 浸透状況調査`, fiscal_year: year, state: "open", ...days },
  ]);
  await insert(
    owner,
    "survey_call",
    operatorIds.map((operatorId) => ({ operator_id: operatorId, survey_id: id, sector_id: SECTOR })),
  );
  return id;
}

export interface SurveyGround {
  readonly surveyId: string;
  readonly operatorIds: readonly string[];
  /** The account of an officer of the sector. */
  readonly accountId: string;
  /** Submits once more for an operator, as older code or another process may. */
  correct(operatorId: string): Promise<void>;
}

/**
 * A sector of `operators` operators, all but every 20th of which submitted to this year's survey and to last year's; the same
 * figures each time. Writes to the database as its owner.
 */
export async function makeSurveyGround(owner: pg.ClientBase, operators: number): Promise<SurveyGround> {
  await makeSector(owner, SECTOR);
  const { accountId } = await makeOutsider(owner, "ministryOfficer", SECTOR);
  const { rows } = await owner.query<{ content: Edition }>(
    "SELECT v.content FROM edition e JOIN edition_revision v ON v.edition_id = e.id AND v.revision = e.revision WHERE e.id = $1",
    [EDITION],
  );
  const edition = rows[0]?.content;
  if (!edition) throw new Error(`the edition ${EDITION} is not imported`);
  const operatorIds = Array.from({ length: operators }, () => randomUUID());
  await insert(
    owner,
    "operator",
    operatorIds.map((id, at) => ({ id, name: `成長空港 ${String(at + 1).padStart(4, "0")}`, sector_id: SECTOR, created_at: "2020-01-01T00:00:00Z" })),
  );
  const surveys = [];
  for (const year of [2025, 2026]) {
    const surveyId = await makeSurveyOf(owner, year, operatorIds);
    surveys.push(surveyId);
    const random = randomFrom(year);
    const submitting = operatorIds.filter((_, at) => at % 20 !== 19);
    for (let from = 0; from < submitting.length; from += AT_ONCE) {
      const made = submitting
        .slice(from, from + AT_ONCE)
        .map((operatorId) => submissionRows(edition, { operatorId, surveyId, version: 1, previousHash: null, year }, random));
      await insert(
        owner,
        "cycle",
        made.map(({ cycle }) => cycle),
      );
      await insert(
        owner,
        "submission",
        made.map(({ submission }) => submission),
      );
    }
  }
  const surveyId = surveys.at(-1) ?? "";
  return {
    ...{ surveyId, operatorIds, accountId },
    async correct(operatorId) {
      const last = await owner.query<{ version: number; hash: string }>(
        "SELECT version, hash FROM submission WHERE operator_id = $1 AND survey_id = $2 ORDER BY version DESC LIMIT 1",
        [operatorId, surveyId],
      );
      const { version = 0, hash = null } = last.rows[0] ?? {};
      const sent = { operatorId, surveyId, version: version + 1, previousHash: hash, year: 2026 };
      const { cycle, submission } = submissionRows(edition, sent, randomFrom(version + 7));
      await insert(owner, "cycle", [cycle]);
      await insert(owner, "submission", [submission]);
    },
  };
}

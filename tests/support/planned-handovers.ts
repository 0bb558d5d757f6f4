import { beforeAll, beforeEach } from "vitest";
import { planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { applyDueHandovers } from "@/lib/features/handover/due/commands";
import { handoverBody } from "@/lib/features/handover/record/schema";
import type { Visitor } from "@/lib/server/scope/scope";
import { type Asked, endCycles, preview } from "@/tests/support/handover-ground";
import { as, codeOf, NOW, rows, world } from "@/tests/support/sheet-ground";

export const DAY = "2026-12-01";
/** An hour of the day in Japan; the first one is still the evening before in UTC. */
export const atHour = (day: string, hour: number): Date => new Date(Date.parse(`${day}T00:00:00+09:00`) + hour * 3_600_000);

/** Each test begins with everybody present, in the posts that the fixture gives them, and with nothing planned. */
export function restoreEach(): void {
  beforeAll(() => rows("CREATE TABLE first_posts AS SELECT * FROM appointment WHERE operator_id = $1", [world.operatorId]));
  beforeAll(() => rows("CREATE TABLE first_places AS SELECT id, department_id FROM person WHERE operator_id = $1", [world.operatorId]));
  beforeEach(async () => {
    const own = [world.operatorId];
    await endCycles();
    await rows("DELETE FROM planned_handover WHERE operator_id = $1", own);
    await rows("UPDATE person p SET left_at = NULL, department_id = f.department_id FROM first_places f WHERE f.id = p.id AND operator_id = $1", own);
    await rows("UPDATE account SET disabled_at = NULL WHERE operator_id = $1", own);
    await rows("UPDATE department SET retired_at = NULL WHERE operator_id = $1", own);
    await rows("INSERT INTO appointment SELECT * FROM first_posts f WHERE f.operator_id = $1 ON CONFLICT DO NOTHING", own);
    await rows("DELETE FROM appointment a WHERE operator_id = $1 AND NOT EXISTS (SELECT 1 FROM first_posts f WHERE f.id = a.id)", own);
  });
}

/** Plans what is previewed now. Out: the refusal's code, or `ok`. */
export async function plan(personId: string, asked: Asked, { day = DAY, by = as("ciso"), now = NOW }: { day?: string; by?: Visitor; now?: Date } = {}) {
  const { hash } = await preview(personId, asked, by);
  return codeOf(await planLaterHandover(by, { personId, ...handoverBody.parse({ ...asked, hash }), effectiveOn: day }, now));
}

/** What happens at the first request of an hour of the day. */
export const onDay = (day = DAY, hour = 0): Promise<void> => applyDueHandovers(world.operatorId, atHour(day, hour));

interface Kept {
  readonly state: string;
  readonly codes: readonly string[];
  readonly details: readonly (string | null)[];
}

/** The person's plans, the last one first. */
export const plansOf = (personId: string): Promise<Kept[]> =>
  rows<Kept>(
    `SELECT state, ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(reasons) r) AS codes,
       ARRAY(SELECT r ->> 'detail' FROM jsonb_array_elements(reasons) r) AS details
     FROM planned_handover WHERE person_id = $1 ORDER BY confirmed_at DESC, state DESC`,
    [personId],
  );

export const hasLeft = async (personId: string): Promise<boolean> =>
  (await rows<{ left: boolean }>("SELECT left_at IS NOT NULL AS left FROM person WHERE id = $1", [personId]))[0]?.left ?? false;

export const holdersOf = async (role: string, departmentId: string | null = null): Promise<string[]> =>
  (
    await rows<{ id: string }>(
      "SELECT person_id AS id FROM appointment WHERE operator_id = $1 AND role = $2 AND department_id IS NOT DISTINCT FROM $3 ORDER BY 1",
      [world.operatorId, role, departmentId],
    )
  ).map(({ id }) => id);

export interface Recorded {
  readonly account: string | null;
  readonly outcome: string;
  readonly source: string | null;
  readonly session: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the audit trail says of handovers that were done on their day. */
export const recordedOf = (personId: string): Promise<Recorded[]> =>
  rows<Recorded>(
    "SELECT account_id AS account, outcome, source, session_id AS session, detail FROM audit WHERE action = 'people.applyHandover' AND target = $1 ORDER BY at, id",
    [`person/${personId}`],
  );

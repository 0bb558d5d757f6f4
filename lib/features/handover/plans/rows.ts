import "server-only";
import { randomUUID } from "node:crypto";
import type { Left, Shown, ToConfirm } from "@/lib/domain/handover/coverage";
import type { PlannedHandover } from "@/lib/features/handover/planning/queries";
import { type HandoverBody, handoverBody } from "@/lib/features/handover/record/schema";
import { appointmentKey } from "@/lib/features/organisation/deciding/queries";
import type { Person } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import { rowLocks } from "@/lib/server/database/lock";

type Subject = Person & { readonly operatorId: string };

const keysOf = ({ plan: { posts } }: PlannedHandover, change: "givenUp" | "taken"): string[] =>
  posts.filter((post) => post.change === change).map(appointmentKey);

/** Posts that are given up and that nobody holds afterwards. */
const vacantKeys = ({ plan: { posts } }: PlannedHandover): string[] =>
  posts.filter(({ change, successorId, holders }) => change === "givenUp" && successorId === null && holders.length === 0).map(appointmentKey);

/** What is left without anybody, or to the person alone. */
export function leftOf(planned: PlannedHandover): Left {
  const { effects, kept, deputyships } = planned.plan;
  return {
    vacant: vacantKeys(planned),
    unanswerable: effects.unanswerable,
    unreviewable: effects.unreviewable,
    onPerson: [
      ...kept.posts.map((post) => ({ key: appointmentKey(post), sole: post.holders.length === 0, sheets: post.sheetsAlone + post.waitingAlone })),
      { key: "named", sole: false, sheets: kept.named.sheetsAlone },
      ...deputyships.map(({ id, holders, deputies, sheetsAlone, waitingAlone }) => ({
        ...{ key: `deputyship ${id}`, sole: holders.length + deputies.length === 0, sheets: sheetsAlone + waitingAlone },
      })),
    ],
  };
}

/** What is shown before it is confirmed. */
function shownOf(person: Subject, planned: PlannedHandover): Shown {
  const answers = new Map(planned.plan.sheets.map((sheet) => [sheet.id, sheet.answers]));
  return {
    departmentId: person.departmentId,
    givenUp: keysOf(planned, "givenUp"),
    taken: keysOf(planned, "taken"),
    ...leftOf(planned),
    sheets: planned.decided.map(({ sheetId, course }) => ({ id: sheetId, course, answers: answers.get(sheetId) ?? 0 })),
  };
}

/** What was chosen, with everything that was left to a default: a default of the day is not what was shown. */
function choicesOf({ event, departmentId, successors }: HandoverBody, { wanted, decided }: PlannedHandover): HandoverBody {
  const appointments = wanted.map(({ role, departmentId: department, systemId }) => ({ role, departmentId: department, systemId }));
  return {
    ...{ event, successors },
    ...(departmentId ? { departmentId } : {}),
    ...(event === "leave" ? {} : { appointments }),
    sheets: decided.map(({ sheetId, course, reason }) => ({ sheetId, course, ...(reason === undefined ? {} : { reason }) })),
  };
}

interface Confirming {
  readonly person: Subject;
  readonly body: HandoverBody;
  readonly planned: PlannedHandover;
  readonly effectiveOn: string;
  readonly by: string;
  readonly accountId: string;
  readonly now: Date;
}

/** Keeps a handover for its day. Returns its id. */
export async function keepPlan(transaction: Transaction, { person, body, planned, effectiveOn, by, accountId, now }: Confirming): Promise<string> {
  const id = randomUUID();
  const { operatorId, id: personId } = person;
  const [choices, shown] = [JSON.stringify(choicesOf(body, planned)), JSON.stringify(shownOf(person, planned))];
  await transaction.$executeRaw`
    INSERT INTO planned_handover (operator_id, id, person_id, effective_on, choices, shown, state, confirmed_at, confirmed_by, account_id)
    VALUES (${operatorId}::uuid, ${id}::uuid, ${personId}::uuid, ${effectiveOn}::date, ${choices}::jsonb, ${shown}::jsonb, 'planned', ${now}, ${by}::uuid, ${accountId}::uuid)`;
  return id;
}

/** Cancels the person's planned handover, of either state. Returns its day; null if there is none. */
export async function endPlan(
  transaction: Transaction,
  operatorId: string,
  personId: string,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<string | null> {
  const [ended] = await transaction.$queryRaw<{ day: string }[]>`
    UPDATE planned_handover SET state = 'cancelled', decided_at = ${now}, decided_by = ${by}::uuid
    WHERE operator_id = ${operatorId}::uuid AND person_id = ${personId}::uuid AND state IN ('planned', 'toConfirm') RETURNING effective_on::text AS day`;
  return ended?.day ?? null;
}

/** Says that the portal did it, or that it has to be confirmed again and why. */
export async function decidePlan(transaction: Transaction, operatorId: string, id: string, reasons: readonly ToConfirm[], now: Date): Promise<void> {
  const state = reasons.length === 0 ? "done" : "toConfirm";
  await transaction.$executeRaw`
    UPDATE planned_handover SET state = ${state}, reasons = ${JSON.stringify(reasons)}::jsonb, decided_at = ${now}
    WHERE operator_id = ${operatorId}::uuid AND id = ${id}::uuid AND state = 'planned'`;
}

/** A handover whose day has come. */
export interface DuePlan {
  readonly id: string;
  readonly effectiveOn: string;
  readonly confirmedBy: string;
  readonly choices: HandoverBody;
  readonly shown: Shown;
}

type KeptPlan = Omit<DuePlan, "shown"> & { readonly shown: Omit<Shown, "onPerson"> & Partial<Pick<Shown, "onPerson">> };

/** The person's handover that is due on the day; null if it was done, cancelled or put off meanwhile. */
export async function readDuePlan(transaction: Transaction, operatorId: string, personId: string, today: string): Promise<DuePlan | null> {
  const [row] = await transaction.$queryRaw<KeptPlan[]>`
    SELECT h.id, h.effective_on::text AS "effectiveOn", h.confirmed_by AS "confirmedBy", h.choices, h.shown FROM planned_handover h
    WHERE h.operator_id = ${operatorId}::uuid AND h.person_id = ${personId}::uuid AND h.state = 'planned' AND h.effective_on <= ${today}::date
    ${rowLocks({ plannedHandover: "exclusive" })}`;
  // Handovers planned by an earlier version of the portal do not say what depends on the person: it is then shown again.
  return row ? { ...row, choices: handoverBody.parse(row.choices), shown: { onPerson: [], ...row.shown } } : null;
}

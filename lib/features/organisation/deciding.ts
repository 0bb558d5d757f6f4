import "server-only";
import type { AppointmentBody, OperatorRole, Person } from "@/lib/features/organisation/schema";
import type { Transaction } from "@/prisma/client";

/** Roles that read or decide about others' answers: the 事務局 gives them to others, not to itself (3.1.4.1(2)). */
export const DECIDING: readonly OperatorRole[] = ["ciso", "executive", "auditor", "securityManager"];

/** An appointment as one word: `role/department/system`. */
export const appointmentKey = ({ role, departmentId, systemId }: Pick<AppointmentBody, "role" | "departmentId" | "systemId">): string =>
  [role, departmentId ?? "", systemId ?? ""].join("/");

const NAMED = `(^| )(${DECIDING.join("|")})/`;

/** Whether the person holds a deciding role or, as the audit trail has it, held one before. */
async function everDecided(transaction: Transaction, operatorId: string, { id, appointments }: Person): Promise<boolean> {
  if (appointments.some(({ role }) => DECIDING.includes(role))) return true;
  const [row] = await transaction.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM audit WHERE operator_id = ${operatorId}::uuid AND target = ${`person/${id}`} AND outcome = 'done'
      AND action IN ('people.appoint', 'people.change')
      AND (detail->>'roles' ~ ${NAMED} OR detail->>'before' ~ ${NAMED})) AS held`;
  return row?.held ?? false;
}

async function hasPassword(transaction: Transaction, operatorId: string, personId: string, now: Date): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ set: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM account a CROSS JOIN LATERAL portal_find_login(a.email, ${now}) l
      WHERE a.operator_id = ${operatorId}::uuid AND a.person_id = ${personId}::uuid AND l.account_id = a.id AND l.password_hash IS NOT NULL) AS set`;
  return row?.set ?? false;
}

/**
 * Whether a new invitation would put an account that decides, or decided, into the hands of whoever makes the link. Taking
 * the role away first does not help: the account has acted in its holder's name.
 */
export const takesOverDecider = async (transaction: Transaction, operatorId: string, person: Person, now: Date): Promise<boolean> =>
  (await hasPassword(transaction, operatorId, person.id, now)) && (await everDecided(transaction, operatorId, person));

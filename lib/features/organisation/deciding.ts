import "server-only";
import type { Visitor } from "@/lib/auth/scope";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import type { AppointmentBody, OperatorRole } from "@/lib/features/organisation/schema";
import type { Transaction } from "@/prisma/client";

/** Roles that read or decide about others' answers, or say who does (3.1.4.1(2)). */
export const DECIDING: readonly OperatorRole[] = ["ciso", "executive", "auditor", "securityManager", "secretariat"];

/** An appointment as one word: `role/department/system`. */
export const appointmentKey = ({ role, departmentId, systemId }: Pick<AppointmentBody, "role" | "departmentId" | "systemId">): string =>
  [role, departmentId ?? "", systemId ?? ""].join("/");

export const isCiso = (visitor: Visitor): boolean => visitor.actor.appointments.some(({ role }) => role === "ciso");

/** Whether somebody of the operator, who may be only this person, can sign in with a password. */
export async function hasPassword(transaction: Transaction, operatorId: string, personId: string | null): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ set: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM account a WHERE a.operator_id = ${operatorId}::uuid
      AND (${personId}::uuid IS NULL OR a.person_id = ${personId}::uuid) AND portal_has_password(a.id)) AS set`;
  return row?.set ?? false;
}

async function hasWorkingCiso(transaction: Transaction, operatorId: string): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ there: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM appointment m JOIN account a ON a.operator_id = m.operator_id AND a.person_id = m.person_id
      WHERE m.operator_id = ${operatorId}::uuid AND m.role = 'ciso' AND a.disabled_at IS NULL AND portal_has_password(a.id)) AS there`;
  return row?.there ?? false;
}

const FOR_CISO = refusal(
  "not_permitted",
  "CISO・経営層・監査実施者・情報セキュリティ責任者・事務局の役割を付けたり外したりできるのは、CISOだけです。退職の登録で外れるときも同じです。CISOに頼んでください。",
);

/**
 * Why the visitor may not give or take these roles: the deciding ones are the CISO's as soon as the operator has a CISO
 * with a password. Until then the 事務局, which the platform made first, appoints.
 */
export async function refusedToAppoint(transaction: Transaction, visitor: Visitor, operatorId: string, moved: readonly Pick<AppointmentBody, "role">[]): Promise<Refusal | null> {
  if (isCiso(visitor) || !moved.some(({ role }) => DECIDING.includes(role))) return null;
  return (await hasWorkingCiso(transaction, operatorId)) ? FOR_CISO : null;
}

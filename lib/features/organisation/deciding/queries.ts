import "server-only";
import { mayAtOwn, PERMISSIONS } from "@/lib/domain/access/permission";
import { DECIDING, isDeciding } from "@/lib/domain/checking/posts";
import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import { APPOINTING, LINKING, PLATFORMS_CHOICE, READDRESSING } from "@/lib/features/organisation/deciding/refusals";
import type { AppointmentBody } from "@/lib/features/organisation/record/schema";
import type { Transaction } from "@/lib/server/database/client";
import type { Visitor } from "@/lib/server/scope/scope";

type Held = Pick<AppointmentBody, "role">;

/** An appointment as one key: `role/department/system`. */
export const appointmentKey = ({ role, departmentId, systemId }: Pick<AppointmentBody, "role" | "departmentId" | "systemId">): string =>
  [role, departmentId ?? "", systemId ?? ""].join("/");

export const mayAppointDeciding = ({ actor }: Visitor): boolean => mayAtOwn(actor, "people.appointDeciding");

/** Whether anybody of the operator, or only this person, can sign in with a password. */
export async function hasPassword(transaction: Transaction, operatorId: string, personId: string | null): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ set: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM account a WHERE a.operator_id = ${operatorId}::uuid
      AND (${personId}::uuid IS NULL OR a.person_id = ${personId}::uuid) AND portal_has_password(a.id)) AS set`;
  return row?.set ?? false;
}

/** Whether the person ever had a password here, even if it ended with the address, a role or leaving. */
export const hadPassword = async (transaction: Transaction, operatorId: string, personId: string): Promise<boolean> =>
  (await transaction.account.count({ where: { operatorId, personId, hadPassword: true } })) > 0;

export interface Cisos {
  /** CISOs who have not left and whose login is open. */
  readonly appointed: number;
  /** Whether one of them can sign in with a password. */
  readonly working: boolean;
}

/** The operator's CISOs, who appoint to deciding roles. One without a password counts as appointed, not as working. */
export async function readCisos(transaction: Transaction, operatorId: string): Promise<Cisos> {
  const [row] = await transaction.$queryRaw<Cisos[]>`
    SELECT count(DISTINCT m.person_id)::int AS appointed, portal_working_ciso(${operatorId}::uuid) AS working
    FROM appointment m JOIN person p ON p.operator_id = m.operator_id AND p.id = m.person_id
    LEFT JOIN account a ON a.operator_id = m.operator_id AND a.person_id = m.person_id
    WHERE m.operator_id = ${operatorId}::uuid AND m.role = ANY(${[...PERMISSIONS["people.appointDeciding"].bearers]}) AND p.left_at IS NULL AND a.disabled_at IS NULL`;
  return row ?? { appointed: 0, working: false };
}

const LAST_CISO = refusal(
  "wrong_state",
  "事業者には、パスワードを決めたCISOがいつも一人は必要です。先に別の人をCISOにし、その人がパスワードを決めてから、外してください。",
);

const ONLY_APPOINTED = refusal("wrong_state", "ただ一人のCISOは外せません。先に別の人をCISOにしてから、外してください。");

/**
 * Why a change of the CISOs is refused: an operator that has a CISO with a password keeps one, and one that has a CISO keeps
 * one, whether or not that person has signed in.
 */
export function refusedWithoutCiso(before: Cisos, after: Cisos) {
  if (before.working && !after.working) return LAST_CISO;
  return before.appointed > 0 && after.appointed === 0 ? ONLY_APPOINTED : null;
}

const BEARERS: readonly string[] = PERMISSIONS["people.appointDeciding"].bearers;
const isCiso = ({ role }: Held): boolean => BEARERS.includes(role);

interface RolesChange {
  readonly personId: string;
  readonly before: readonly Held[];
  readonly after: readonly Held[];
  /** Who takes roles that the person gives up. */
  readonly successors: readonly (Held & { readonly personId: string })[];
}

/** Why a change of a person's roles, which is not made yet, will be refused: no CISO would be left. Null if it will not. */
export async function willLackCiso(transaction: Transaction, operatorId: string, { personId, before, after, successors }: RolesChange) {
  if (!before.some(isCiso) || after.some(isCiso)) return null;
  const taking = successors.filter(isCiso).map((one) => one.personId);
  const [left] = await transaction.$queryRaw<Cisos[]>`
    SELECT count(*)::int AS appointed, coalesce(bool_or(portal_has_password(a.id)), false) AS working
    FROM person p LEFT JOIN account a ON a.operator_id = p.operator_id AND a.person_id = p.id
    WHERE p.operator_id = ${operatorId}::uuid AND p.id <> ${personId}::uuid AND p.left_at IS NULL AND a.disabled_at IS NULL AND (p.id = ANY(${taking}::uuid[])
      OR EXISTS (SELECT 1 FROM appointment m WHERE m.operator_id = p.operator_id AND m.person_id = p.id AND m.role = ANY(${[...BEARERS]})))`;
  return refusedWithoutCiso(await readCisos(transaction, operatorId), left ?? { appointed: 0, working: false });
}

/** Those of these people whom the platform appointed to a deciding role and who have not signed in yet. */
export async function platformsChoices(transaction: Transaction, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`SELECT portal_platforms_choices(${[...personIds]}::uuid[]) AS id`;
  return new Set(rows.map(({ id }) => id));
}

/** Whether the visitor may appoint to deciding roles: the CISO, and the 事務局 that the platform created, as long as the operator has no CISO with a password. */
export const appointsDeciding = async (transaction: Transaction, visitor: Visitor, operatorId: string): Promise<boolean> =>
  mayAppointDeciding(visitor) || !(await readCisos(transaction, operatorId)).working;

/** Whether one of these people is a deputy of a deciding post, now or later: a link or an address gives access to that too. */
async function standInDeciding(transaction: Transaction, personIds: readonly string[]): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ some: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM deputy WHERE operator_id = portal_operator() AND person_id = ANY(${[...personIds]}::uuid[])
      AND ended_at IS NULL AND until_on >= current_date - 1 AND role = ANY(${[...DECIDING]})) AS some`;
  return row?.some ?? false;
}

/** Creates a check of why the visitor may not change these roles of these people; `words` is the refusal when only the CISO may, `reaches` whether deputyships count. */
const refusedUnlessAppointing =
  (words: Refusal<"not_permitted">, reaches: "roles" | "sign-in") =>
  async (
    transaction: Transaction,
    visitor: Visitor,
    operatorId: string,
    moved: readonly Held[],
    personIds: readonly string[],
  ): Promise<Refusal<"not_permitted"> | null> => {
    if (mayAppointDeciding(visitor)) return null;
    const deciding = moved.some(({ role }) => isDeciding(role)) || (reaches === "sign-in" && (await standInDeciding(transaction, personIds)));
    if (deciding && !(await appointsDeciding(transaction, visitor, operatorId))) return words;
    return (await platformsChoices(transaction, personIds)).size > 0 ? PLATFORMS_CHOICE : null;
  };

/** Why the visitor may not add or remove these roles. */
export const refusedToAppoint = refusedUnlessAppointing(APPOINTING, "roles");

/** Why the visitor may not make a link for the holder of these roles: a link gives access to rights that only those who may appoint to them may grant. */
export const refusedToLink = refusedUnlessAppointing(LINKING, "sign-in");

/** Why the visitor may not change the sign-in address of the holder of these roles: that would hand the roles to somebody else. */
export const refusedToReaddress = refusedUnlessAppointing(READDRESSING, "sign-in");

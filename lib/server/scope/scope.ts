import { inForce, type NamedDeputyship } from "@/lib/domain/access/deputy";
import type { Actor } from "@/lib/domain/access/permission";
import { calendarDate } from "@/lib/labels/japanese-date";
import type { Office } from "@/lib/labels/page-help";

declare const minted: unique symbol;

/** The data that a transaction may access. Row-level security in the database enforces the same (docs/design.md 6). */
export type Scope = (
  | { readonly kind: "operator"; readonly operatorId: string; readonly accountId: string }
  | { readonly kind: "ministry"; readonly sectorId: string; readonly accountId: string }
  | { readonly kind: "platform"; readonly accountId: string }
  | { readonly kind: "job"; readonly operatorId: string; readonly accountId: string | null }
) & { readonly [minted]: true };

/** The link with which a password was set, its issuer and time. Absent: not recorded. */
export interface PasswordOrigin {
  readonly how: string | null;
  readonly as: "own" | "ciso" | "secretariat" | "administrator" | "commandLine" | null;
  readonly makerName: string | null;
  readonly madeAt: string;
  readonly setAt: string;
}

/** What the database returns about a signed-in account (`portal_describe_account`). */
export interface AccountDescription {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly operatorId: string | null;
  readonly operatorName: string | null;
  readonly personId: string | null;
  readonly departmentId: string | null;
  readonly sectorId: string | null;
  readonly role: "ministryOfficer" | "platformAdministrator" | null;
  readonly shortcutKeys: boolean;
  /** The link with which the present password was set; cleared once the person has read the notice. */
  readonly passwordOrigin?: PasswordOrigin | null;
  readonly appointments: readonly {
    readonly role: Actor["appointments"][number]["role"];
    readonly departmentId: string | null;
    readonly systemId: string | null;
  }[];
  /** Those not ended, whatever their period. */
  readonly deputyships?: readonly NamedDeputyship[];
  /** Whom the operator's people can ask: its 事務局 and CISO. */
  readonly office?: Office;
  /** The day of the operator's next planned handover; null if none is planned. */
  readonly handoverOn?: string | null;
}

/** The authenticated visitor: an account with its scope, and the actor that permissions are decided for. */
export interface Visitor {
  readonly account: AccountDescription;
  readonly scope: Scope;
  readonly actor: Actor;
  /** Hash of the request's access token; null if it came with a session. */
  readonly tokenHash: string | null;
  /** The session of the request. */
  readonly sessionId: string | null;
}

const mint = (scope: Omit<Scope, typeof minted>): Scope => scope as Scope;

/** The visitor of an account that a session or token resolved to at this time. Call it only with what the database returned. */
export function visitorOf(account: AccountDescription, tokenHash: string | null = null, sessionId: string | null = null, now: Date | null = null): Visitor {
  const { accountId, operatorId, sectorId, role } = account;
  const appointments = role === null ? account.appointments : [{ role, departmentId: null, systemId: null }];
  const deputyships = role === null && now !== null ? inForce(account.deputyships ?? [], calendarDate(now)) : [];
  const actor: Actor = { personId: account.personId ?? accountId, operatorId, sector: sectorId, appointments, deputyships };
  const who = { account, actor, tokenHash, sessionId };
  if (operatorId !== null) {
    return { ...who, scope: mint({ kind: "operator", operatorId, accountId } as Omit<Scope, typeof minted>) };
  }
  if (role === "ministryOfficer" && sectorId !== null) {
    return { ...who, scope: mint({ kind: "ministry", sectorId, accountId } as Omit<Scope, typeof minted>) };
  }
  return { ...who, scope: mint({ kind: "platform", accountId } as Omit<Scope, typeof minted>) };
}

/** The scope of platform work for one operator (its first accounts). */
export const jobScope = (operatorId: string, accountId: string | null): Scope => mint({ kind: "job", operatorId, accountId } as Omit<Scope, typeof minted>);

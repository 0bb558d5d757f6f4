import { type Refusal, refusal } from "@/lib/domain/shared/refusal";
import type { AccountDescription, Visitor } from "@/lib/server/scope/scope";

type Held = AccountDescription["appointments"][number];

const keyOf = ({ role, departmentId, systemId }: Held): string => [role, departmentId ?? "", systemId ?? ""].join("/");

/**
 * Whether the account still holds every right that the visitor had when the request began. `present`: the account as the
 * transaction reads it; null if it is closed, or its session or token has ended.
 */
export function holdsStill({ account }: Visitor, present: AccountDescription | null): boolean {
  if (present?.accountId !== account.accountId || present.operatorId !== account.operatorId || present.role !== account.role) return false;
  const held = new Set(present.appointments.map(keyOf));
  return account.appointments.every((one) => held.has(keyOf(one)));
}

export const RIGHTS_TAKEN: Refusal = refusal(
  "not_permitted",
  "この操作のあいだに、役割が外れたか、サインインが終わりました。何も変えていません。画面を開き直して、いまの役割を確かめてください。",
);

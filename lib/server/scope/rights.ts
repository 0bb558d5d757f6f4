import { refusal } from "@/lib/domain/shared/refusal";
import type { AccountDescription, Visitor } from "@/lib/server/scope/scope";

type Held = AccountDescription["appointments"][number];

const keyOf = ({ role, departmentId, systemId }: Held): string => [role, departmentId ?? "", systemId ?? ""].join("/");

/**
 * Whether the account still holds everything that the visitor was let in with. In: the visitor as the request began, and the
 * account as the transaction finds it; null when it was closed, or its session or token ended.
 */
export function holdsStill({ account }: Visitor, present: AccountDescription | null): boolean {
  if (present?.accountId !== account.accountId || present.operatorId !== account.operatorId || present.role !== account.role) return false;
  const held = new Set(present.appointments.map(keyOf));
  return account.appointments.every((one) => held.has(keyOf(one)));
}

export const RIGHTS_TAKEN = refusal(
  "not_permitted",
  "この操作のあいだに、役割が外れたか、サインインが終わりました。何も変えていません。画面を開き直して、いまの役割を確かめてください。",
);

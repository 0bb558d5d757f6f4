import { postKey } from "@/lib/domain/checking/posts";
import { refusal } from "@/lib/domain/shared/refusal";
import type { AccountDescription, Visitor } from "@/lib/server/scope/scope";

/** A deputyship with all that decides what it gives: a new holder or another deputy before it changes that too. */
const contentOf = (one: NonNullable<AccountDescription["deputyships"]>[number]): string =>
  JSON.stringify([one.id, one.from, one.until, one.holders, one.ahead.map(({ personId, from, until }) => [personId, from, until])]);

/**
 * Whether the account still holds every right that the visitor had when the request began. `present`: the account as the
 * transaction reads it; null if it is closed, or its session or token has ended.
 */
export function holdsStill({ account, actor }: Visitor, present: AccountDescription | null): boolean {
  if (present?.accountId !== account.accountId || present.operatorId !== account.operatorId || present.role !== account.role) return false;
  const held = new Set(present.appointments.map(postKey));
  const deputyships = new Set((present.deputyships ?? []).map(contentOf));
  const acting = new Set(actor.deputyships?.map(({ id }) => id));
  return (
    account.appointments.every((one) => held.has(postKey(one))) &&
    (account.deputyships ?? []).every((one) => !acting.has(one.id) || deputyships.has(contentOf(one)))
  );
}

export const RIGHTS_TAKEN = refusal(
  "not_permitted",
  "この操作のあいだに、役割が外れたか、サインインが終わりました。何も変えていません。画面を開き直して、いまの役割を確かめてください。",
);

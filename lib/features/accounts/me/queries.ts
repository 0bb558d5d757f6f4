import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { ownAccount } from "@/lib/features/accounts/record/record";
import { type Me, me, TAG } from "@/lib/features/accounts/record/schema";
import type { Visitor } from "@/lib/server/scope/scope";
import { get, query } from "@/lib/server/use-cases/use-case";

/** The visitor in the form of the API. */
export const meOf = ({ account, actor }: Visitor): Me => {
  const { accountId, name, email, operatorId, operatorName, personId, departmentId, sectorId, shortcutKeys } = account;
  const appointments = actor.appointments.map((one) => ({ role: one.role, departmentId: one.departmentId ?? null, systemId: one.systemId ?? null }));
  const deputyships = (actor.deputyships ?? []).map(({ role, departmentId, systemId, until }) => ({ role, departmentId, systemId, until }));
  const { how, as, makerName, madeAt, setAt } = account.passwordOrigin ?? {};
  const passwordOrigin = madeAt !== undefined && setAt !== undefined ? { how: how ?? null, as: as ?? null, makerName: makerName ?? null, madeAt, setAt } : null;
  return { accountId, name, email, operatorId, operatorName, personId, departmentId, sectorId, shortcutKeys, passwordOrigin, appointments, deputyships };
};

export const readMe = query({
  name: "account.read",
  takesOut: { no: "the visitor's own account" },
  may: "account.own",
  api: get("/me", "readMe", TAG, "サインインしている人と役割"),
  on: ownAccount,
  output: me,
  run: ({ visitor }) => Promise.resolve(granted(meOf(visitor))),
});

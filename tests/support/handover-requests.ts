import { randomUUID } from "node:crypto";
import { type Build, handover, newcomer } from "@/tests/http/request-parts";
import { dayFromNow } from "@/tests/support/days";
import { insert } from "@/tests/support/world";

/** A day on which no test of today is. */
const LATER = 300;

/** Plans the leaving of a new person. */
export const laterHandover: Build = async (ground) => {
  const { params = {}, json } = await handover(ground);
  return { params, json: { ...(json as object), effectiveOn: dayFromNow(LATER) } };
};

/** Cancels the planned leaving of a new person. */
export const handoverToCancel: Build = async (ground) => {
  const { operatorId, people } = ground.world;
  const personId = await newcomer(ground);
  await insert(ground.owner, "planned_handover", [
    {
      ...{ operator_id: operatorId, id: randomUUID(), person_id: personId, effective_on: dayFromNow(LATER), choices: { event: "leave" }, shown: {} },
      ...{ state: "planned", reasons: [], confirmed_at: new Date().toISOString(), confirmed_by: people.ciso.personId, account_id: people.ciso.accountId },
    },
  ]);
  return { params: { personId } };
};

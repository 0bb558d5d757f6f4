import "server-only";
import { z } from "zod";
import { daysAfter, outside, yearsAfter } from "@/lib/domain/shared/day";
import { NOT_FOUND, orNotFound } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { planHeld, tryOut } from "@/lib/features/handover/handing-over/rows";
import { changedMeanwhile, OWN_LEAVING } from "@/lib/features/handover/planning/refusals";
import { readPlanned } from "@/lib/features/handover/plans/queries";
import { endPlan, keepPlan } from "@/lib/features/handover/plans/rows";
import { handoverPlan, plannedHandover, plannedHandoverBody } from "@/lib/features/handover/record/schema";
import { somebody } from "@/lib/features/organisation/people/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { answersOnSheet, inState } from "@/lib/features/sheets/record/schema";
import { dayRefusal } from "@/lib/labels/day-faults";
import { calendarDate } from "@/lib/labels/japanese-date";
import { command, del, put } from "@/lib/server/use-cases/use-case";

const PLACE = "/people/{personId}/planned-handover";

/** From tomorrow to a year from today: what is for today is done at once (`people.handOver`). */
function dayFault(effectiveOn: string, today: string) {
  return dayRefusal(outside("effectiveOn", effectiveOn, daysAfter(today, 1), yearsAfter(today, 1)), { effectiveOn: "効力日" });
}

/**
 * Plans a handover for a later day (docs/design.md 6, docs/decisions/0048): takes what `people.handOver` takes, is refused where
 * that would be refused today, and changes nothing until the day. It takes the place of what was planned for the person before.
 */
export const planLaterHandover = command({
  name: "people.planHandover",
  may: "people.manage",
  api: put(PLACE, "planHandover", PEOPLE_TAG, "引継ぎを、後の日に決まるように予定する。前の予定があれば、それに代わる"),
  on: somebody.exclusive,
  input: plannedHandoverBody,
  output: plannedHandover,
  refuses: [
    ...(["not_permitted", "not_found", "invalid_input", "wrong_state", "reason_required"] as const),
    ...(["confirmation_required", "conflicting_appointments", "items_on_no_sheet"] as const),
  ],
  current: { wrong_state: inState, confirmation_required: z.union([handoverPlan, answersOnSheet]) },
  keeps: ["event", "effectiveOn"],
  wayBack: { by: "people.cancelHandover" },
  async run({ transaction, visitor, subject: person, input: { effectiveOn, ...body }, now, by, addDetail }) {
    const { operatorId, id } = person;
    const fault = dayFault(effectiveOn, calendarDate(now));
    if (fault) return refused(fault);
    if (body.event === "leave" && id === by) return refused(OWN_LEAVING);
    const planned = await planHeld(transaction, person, body, now);
    if (!planned.ok) return planned;
    if (planned.value.plan.hash !== body.hash) return refused(changedMeanwhile(planned.value.plan));
    const tried = await tryOut({ transaction, visitor, person, body, planned: planned.value, now }, true);
    if (!tried.ok) return tried;
    const before = await endPlan(transaction, operatorId, id, { by, now });
    const { accountId } = visitor.account;
    await keepPlan(transaction, { person, body, planned: planned.value, effectiveOn, by, accountId, now });
    addDetail({ ...planned.value.plan.effects, ...(before === null ? {} : { before }) });
    return orNotFound(await readPlanned(transaction, id));
  },
});

/** Cancels what was planned for the person; nothing else changes. */
export const cancelPlannedHandover = command({
  name: "people.cancelHandover",
  may: "people.manage",
  api: del(PLACE, "cancelPlannedHandover", PEOPLE_TAG, "予定した引継ぎを取り消す", 204),
  on: somebody.exclusive,
  output: z.null(),
  refuses: ["not_found"],
  wayBack: { by: "people.planHandover" },
  async run({ transaction, subject: { operatorId, id }, now, by, addDetail }) {
    const effectiveOn = await endPlan(transaction, operatorId, id, { by, now });
    if (effectiveOn === null) return refused(NOT_FOUND);
    addDetail({ effectiveOn });
    return granted(null);
  },
});

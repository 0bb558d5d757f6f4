import "server-only";
import { z } from "zod";
import { granted, refused } from "@/lib/domain/shared/result";
import { handoverAddress } from "@/lib/features/handover/handing-over/queries";
import { carryOut, planHeld } from "@/lib/features/handover/handing-over/rows";
import { changedMeanwhile, OWN_LEAVING } from "@/lib/features/handover/planning/refusals";
import { endPlan } from "@/lib/features/handover/plans/rows";
import { handoverBody, handoverPlan } from "@/lib/features/handover/record/schema";
import { somebody } from "@/lib/features/organisation/people/record";
import { person as personAnswer } from "@/lib/features/organisation/record/schema";
import { answersOnSheet, inState } from "@/lib/features/sheets/record/schema";
import { command } from "@/lib/server/use-cases/use-case";

/**
 * Hands over (引継ぎ; docs/design.md 6, docs/decisions/0040-handing-over.md): a person leaves, moves, is away for long or has
 * other roles, and everything that is open is decided with it, all or nothing. Takes the hash of the preview, and is refused
 * with what is open now if that differs. The rules are those of each part: withdrawing (`withdrawSheet`), giving roles
 * (`appoint`), leaving (`changePerson`). A handover that was planned for the person is cancelled with it.
 */
export const handOver = command({
  name: "people.handOver",
  may: "people.manage",
  api: handoverAddress,
  on: somebody.exclusive,
  input: handoverBody,
  output: personAnswer,
  refuses: [
    ...(["not_permitted", "not_found", "invalid_input", "wrong_state", "reason_required"] as const),
    ...(["confirmation_required", "conflicting_appointments", "items_on_no_sheet"] as const),
  ],
  current: { wrong_state: inState, confirmation_required: z.union([handoverPlan, answersOnSheet]) },
  keeps: ["event"],
  wayBack: { confirmed: "hash" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, input: body, now, by, addDetail, keepChange, each }) {
    const { operatorId, id } = person;
    if (body.event === "leave" && id === by) return refused(OWN_LEAVING);
    const planned = await planHeld(transaction, person, body, now);
    if (!planned.ok) return planned;
    if (planned.value.plan.hash !== body.hash) return refused(changedMeanwhile(planned.value.plan));
    // It takes the place of what was planned for a later day.
    await endPlan(transaction, operatorId, id, { by, now });
    const done = await carryOut({ transaction, visitor, person, body, planned: planned.value, now });
    if (!done.ok) return done;
    addDetail(planned.value.plan.effects);
    keepChange(done.value.change);
    each(done.value.parts);
    return granted(done.value.person);
  },
});

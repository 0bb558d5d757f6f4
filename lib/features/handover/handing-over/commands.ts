import "server-only";
import { orNotFound } from "@/lib/domain/shared/refusal";
import { granted, refused } from "@/lib/domain/shared/result";
import { handoverDetail, handoverParts } from "@/lib/features/handover/handing-over/parts";
import { carryOut, planHeld } from "@/lib/features/handover/handing-over/rows";
import { planHandover } from "@/lib/features/handover/planning/queries";
import { changedMeanwhile, OWN_LEAVING } from "@/lib/features/handover/planning/refusals";
import { endPlan } from "@/lib/features/handover/plans/rows";
import { handoverBody, handoverPlan } from "@/lib/features/handover/record/schema";
import { readPerson, somebody } from "@/lib/features/organisation/people/record";
import { PEOPLE_TAG, person as personAnswer } from "@/lib/features/organisation/record/schema";
import { command, post, query } from "@/lib/server/use-cases/use-case";

/** One address for both: `dryRun=1` only shows what is open and what the choices lead to (`operations.ts`). */
const api = post(
  "/people/{personId}/handover",
  "handOver",
  PEOPLE_TAG,
  "退職・異動・長期不在・役割の変更を、残っているものとまとめて決める。dryRun=1 は確かめるだけ",
);

/** What is open on a person and the posts that change, with the choices for it and what they lead to. */
export const previewHandover = query({
  name: "people.previewHandover",
  may: "people.manage",
  api,
  on: somebody.seen,
  takesOut: "always",
  input: handoverBody,
  output: handoverPlan,
  refuses: ["not_found", "invalid_input", "wrong_state", "reason_required"],
  async run({ transaction, subject, input, now }) {
    const planned = await planHandover(transaction, subject, input, now);
    return planned.ok ? granted(planned.value.plan) : planned;
  },
});

/**
 * Hands over (引継ぎ; docs/design.md 6, docs/decisions/0040-handing-over.md): a person leaves, moves, is away for long or has
 * other roles, and everything that is open is decided with it, all or nothing. Takes the hash of the preview, and is refused
 * with what is open now if that differs. The rules are those of each part: withdrawing (`withdrawSheet`), giving roles
 * (`appoint`), leaving (`changePerson`). A handover that was planned for the person is cancelled with it.
 */
export const handOver = command({
  name: "people.handOver",
  may: "people.manage",
  api,
  on: somebody.exclusive,
  input: handoverBody,
  output: personAnswer,
  refuses: [
    ...(["not_permitted", "not_found", "invalid_input", "wrong_state", "reason_required"] as const),
    ...(["confirmation_required", "conflicting_appointments", "items_on_no_sheet"] as const),
  ],
  keeps: ["event"],
  wayBack: { confirmed: "hash" },
  takesOwnRights: true,
  async run({ transaction, visitor, subject: person, input: body, now, by, addDetail, each }) {
    const { operatorId, id } = person;
    if (body.event === "leave" && id === by) return refused(OWN_LEAVING);
    const planned = await planHeld(transaction, person, body, now);
    if (!planned.ok) return planned;
    if (planned.value.plan.hash !== body.hash) return refused(changedMeanwhile(planned.value.plan));
    // It takes the place of what was planned for a later day.
    await endPlan(transaction, operatorId, id, { by, now });
    const done = await carryOut({ transaction, visitor, person, body, planned: planned.value, now });
    if (!done.ok) return done;
    addDetail(handoverDetail(person, planned.value));
    each(handoverParts(planned.value));
    return orNotFound(await readPerson(transaction, operatorId, id));
  },
});

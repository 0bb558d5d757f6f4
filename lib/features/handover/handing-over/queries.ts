import "server-only";
import { granted } from "@/lib/domain/shared/result";
import { planHandover } from "@/lib/features/handover/planning/queries";
import { handoverBody, handoverPlan } from "@/lib/features/handover/record/schema";
import { somebody } from "@/lib/features/organisation/people/record";
import { PEOPLE_TAG } from "@/lib/features/organisation/record/schema";
import { post, query } from "@/lib/server/use-cases/use-case";

/** One address for both: `dryRun=1` only shows what is open and what the choices lead to (`operations.ts`). */
export const handoverAddress = post(
  "/people/{personId}/handover",
  "handOver",
  PEOPLE_TAG,
  "退職・異動・長期不在・役割の変更を、残っているものとまとめて決める。dryRun=1 は確かめるだけ",
);

/** What is open on a person and the posts that change, with the choices for it and what they lead to. */
export const previewHandover = query({
  name: "people.previewHandover",
  may: "people.manage",
  api: handoverAddress,
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

"use server";

import { cancelPlannedHandover, planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { coursesIn } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { entriesOf } from "@/lib/server/use-cases/form-input";
import { keepForPage, showAgain } from "@/lib/server/use-cases/page-form";
import { signedInAction } from "@/lib/server/use-cases/server-action";

/** What becomes of the sheets. A refusal shows the page again, with all that was chosen. */
function sheetsOf(form: FormData) {
  keepForPage(form);
  return { sheets: coursesIn(entriesOf(form)) };
}

/** 「選び直す」 */
const goesBack = (form: FormData): boolean => form.get("step") === "choose";

/** Shows what the choices lead to, or others to choose from. They stand in no address: there may be thousands, and reasons are not for others to see. */
export const chooseHandoverAction = signedInAction([], (_visitor, form) => Promise.resolve(showAgain(form)));

/** Decides what the page showed, with its hash; if something has changed, the page shows it again. */
export const handOverAction = commandForm(handOver, ["personId", "event", "departmentId", "appointments", "successors", "hash"], {
  entered: sheetsOf,
  goesBack,
  next: (_person, { personId }) => withNotice(`/operator/people/${personId}`, "handed-over"),
});

/** Keeps what the page showed for its day, with its hash; if something has changed, the page shows it again. */
export const planHandoverAction = commandForm(planLaterHandover, ["personId", "event", "departmentId", "appointments", "successors", "hash", "effectiveOn"], {
  entered: sheetsOf,
  goesBack,
  next: (_planned, { personId }) => withNotice(`/operator/people/${personId}`, "handover-planned"),
});

export const cancelHandoverAction = commandForm(cancelPlannedHandover, ["personId"], {
  entered: () => ({}),
  next: (_nothing, { personId }) => withNotice(`/operator/people/${personId}`, "handover-cancelled"),
});

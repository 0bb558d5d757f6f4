"use server";

import { cancelPlannedHandover, planLaterHandover } from "@/lib/features/handover/ahead/commands";
import { coursesIn } from "@/lib/features/handover/choices/parts";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";
import { entriesOf } from "@/lib/server/use-cases/form-input";

const sheetsOf = (form: FormData) => ({ sheets: coursesIn(entriesOf(form)) });

/** Decides what the page showed, with its hash; if something has changed, the page shows it again. */
export const handOverAction = commandForm(handOver, ["personId", "event", "departmentId", "appointments", "successors", "hash"], {
  entered: sheetsOf,
  next: (_person, { personId }) => withNotice(`/operator/people/${personId}`, "handed-over"),
});

/** Keeps what the page showed for its day, with its hash; if something has changed, the page shows it again. */
export const planHandoverAction = commandForm(planLaterHandover, ["personId", "event", "departmentId", "appointments", "successors", "hash", "effectiveOn"], {
  entered: sheetsOf,
  next: (_planned, { personId }) => withNotice(`/operator/people/${personId}`, "handover-planned"),
});

export const cancelHandoverAction = commandForm(cancelPlannedHandover, ["personId"], {
  entered: () => ({}),
  next: (_nothing, { personId }) => withNotice(`/operator/people/${personId}`, "handover-cancelled"),
});

"use server";

import { reopenCycle } from "@/lib/features/submissions/reopening/commands";
import { submitCycle } from "@/lib/features/submissions/submitting/commands";
import { cycleHref } from "@/lib/labels/cycle-texts";
import { withNotice } from "@/lib/labels/notices";
import { commandForm } from "@/lib/server/use-cases/command-form";

/** Submits exactly the content that the page showed: a form without its hash is refused. */
export const submitCycleAction = commandForm(submitCycle, ["cycleId"], {
  entered: (form) => ({ surveyId: form.get("surveyId"), hash: form.get("hash") }),
  next: (_submitted, { cycleId }) => withNotice(cycleHref(cycleId), "submitted"),
});

export const reopenCycleAction = commandForm(reopenCycle, ["cycleId"], { next: ({ id }) => withNotice(cycleHref(id), "reopened") });

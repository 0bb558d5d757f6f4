"use server";

import { z } from "zod";
import { takeOutOperator } from "@/lib/features/surveys/calls/commands";
import { allowLateCorrection, withdrawLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/transitions/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";
import { sentNumber } from "@/lib/server/use-cases/form-input";

/** The form ticks every called operator, so no tick means none, not all. */
export const createSurveyAction = commandForm(createSurvey, [], {
  entered: (form) => ({ ...enteredIn(createSurvey.declaration.input, form), operatorIds: form.getAll("operatorIds") }),
  next: ({ id }) => surveyHref(id),
});

/** An emptied or invalid year is a problem; a missing field leaves the year unchanged. */
export const changeSurveyAction = commandForm(changeSurvey, ["surveyId"], {
  entered: (form) => ({
    ...enteredIn(changeSurvey.declaration.input, form),
    ...(form.has("fiscalYear") && { fiscalYear: sentNumber(form, "fiscalYear") ?? Number.NaN }),
  }),
  next: (_changed, { addOperatorIds }) => ({
    status: "done",
    message: addOperatorIds ? `調査を直し、${addOperatorIds.length}者を対象に加えました。` : "調査を直しました。",
  }),
});

/** Opens the survey with the number of called operators that the page showed. */
export const openSurveyAction = commandForm(openSurvey, ["surveyId"], { next: ({ id }) => withNotice(surveyHref(id), "survey-opened") });

export const takeBackSurveyAction = commandForm(takeBackSurvey, ["surveyId"], { next: ({ id }) => withNotice(surveyHref(id), "survey-taken-back") });

/** Closes the survey with the number of missing operators that the page showed, after a tick that the list was checked. */
export const closeSurveyAction = commandForm(closeSurvey, ["surveyId"], {
  extra: { confirmed: z.literal("yes", { error: "提出状況を確かめて、印を付けてください。" }) },
  next: ({ id }) => withNotice(surveyHref(id), "survey-closed"),
});

export const reopenSurveyAction = commandForm(reopenSurvey, ["surveyId"], { next: ({ id }) => withNotice(surveyHref(id), "survey-reopened") });

export const takeOutOperatorAction = commandForm(takeOutOperator, ["surveyId", "operatorId"], {
  next: ({ surveyId }) => withNotice(surveyHref(surveyId), "operator-taken-out"),
});

export const allowLateCorrectionAction = commandForm(allowLateCorrection, ["surveyId", "operatorId"], {
  next: ({ surveyId }) => withNotice(surveyHref(surveyId), "late-correction-allowed"),
});

export const withdrawLateCorrectionAction = commandForm(withdrawLateCorrection, ["surveyId", "operatorId"], {
  next: ({ surveyId }) => withNotice(surveyHref(surveyId), "late-correction-withdrawn"),
});

"use server";

import { z } from "zod";
import { uncalledIds } from "@/lib/features/surveys/calling/queries";
import { calledText } from "@/lib/features/surveys/calling/view";
import { takeOutOperator } from "@/lib/features/surveys/calls/commands";
import { allowLateCorrection, withdrawLateCorrection } from "@/lib/features/surveys/late-corrections/commands";
import { changeSurvey, createSurvey } from "@/lib/features/surveys/planning/commands";
import { surveyHref } from "@/lib/features/surveys/record/view";
import { closeSurvey, openSurvey, reopenSurvey, takeBackSurvey } from "@/lib/features/surveys/transitions/commands";
import { withNotice } from "@/lib/labels/notices";
import { commandForm, enteredIn } from "@/lib/server/use-cases/command-form";
import { sentNumber } from "@/lib/server/use-cases/form-input";
import { keepForPage } from "@/lib/server/use-cases/page-form";

/** The search and the pages of a choice of operators show the page again, with everything that the form says. */
const searches = (form: FormData): boolean => form.has("find");

/** Whether the button for all operators was pressed: the ticks count only for the other one. */
const callsAll = (form: FormData): boolean => form.get("called") === "all";

/** Plans a survey for the whole sector, or for those ticked: there, no tick means none, not all. A refusal keeps the ticks. */
export const createSurveyAction = commandForm(createSurvey, [], {
  goesBack: searches,
  entered(form) {
    keepForPage(form);
    return { ...enteredIn(createSurvey.declaration.input, form), operatorIds: callsAll(form) ? undefined : form.getAll("operatorIds") };
  },
  next: ({ id }) => surveyHref(id),
});

/** Changes title and days. An emptied or invalid year is a problem; a missing field leaves the year unchanged. */
export const changeSurveyAction = commandForm(changeSurvey, ["surveyId"], {
  entered: (form) => ({
    ...enteredIn(changeSurvey.declaration.input, form),
    ...(form.has("fiscalYear") && { fiscalYear: sentNumber(form, "fiscalYear") ?? Number.NaN }),
  }),
  next: () => ({ status: "done", message: "調査を直しました。" }),
});

/** Adds those ticked, or all that are not called when the button is pressed. */
export const addOperatorsAction = commandForm(changeSurvey, ["surveyId"], {
  reads: uncalledIds,
  goesBack: searches,
  entered(form, uncalled) {
    keepForPage(form);
    return { addOperatorIds: callsAll(form) ? [...uncalled] : form.getAll("addOperatorIds") };
  },
  next: ({ called }, { addOperatorIds = [] }) => ({ status: "done", message: calledText(called, new Set(addOperatorIds).size) }),
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

import * as calls from "@/lib/features/surveys/calls/commands";
import * as late from "@/lib/features/surveys/late-corrections/commands";
import * as list from "@/lib/features/surveys/list/queries";
import * as planning from "@/lib/features/surveys/planning/commands";
import * as results from "@/lib/features/surveys/results-reading/queries";
import * as transitions from "@/lib/features/surveys/transitions/commands";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of surveys. */
export const surveyOperations = operationsOf(list, planning, transitions, calls, late, results);

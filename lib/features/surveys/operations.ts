import * as planning from "@/lib/features/surveys/commands";
import * as conduct from "@/lib/features/surveys/conduct/commands";
import * as list from "@/lib/features/surveys/list/queries";
import * as readings from "@/lib/features/surveys/readings/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of surveys. */
export const surveyOperations = operationsOf(list, planning, conduct, readings);

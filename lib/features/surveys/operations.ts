import * as planning from "@/lib/features/surveys/commands";
import * as conduct from "@/lib/features/surveys/conduct/commands";
import * as list from "@/lib/features/surveys/list/queries";
import * as readings from "@/lib/features/surveys/readings/queries";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** Everything that can be done with surveys. */
export const surveyUseCases = [list, planning, conduct, readings].flatMap(useCasesOf);

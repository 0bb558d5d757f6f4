import * as answersExport from "@/lib/features/results/answers-export/queries";
import * as gapReport from "@/lib/features/results/gap-report/queries";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** Everything that can be done with scores, reports and what they are made of. */
export const resultUseCases = [gapReport, answersExport].flatMap(useCasesOf);

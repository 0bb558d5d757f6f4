import * as answersExport from "@/lib/features/results/answers-export/queries";
import * as gapReport from "@/lib/features/results/gap-report/queries";
import * as scores from "@/lib/features/results/scores/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of scores, reports and their data. */
export const resultOperations = operationsOf(scores, gapReport, answersExport);

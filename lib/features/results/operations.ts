import * as answersExport from "@/lib/features/results/answers-export/queries";
import * as gapPlaces from "@/lib/features/results/gap-places/queries";
import * as gapReport from "@/lib/features/results/gap-report/queries";
import * as itemAnswers from "@/lib/features/results/item-answers/queries";
import * as itemList from "@/lib/features/results/item-list/queries";
import * as scores from "@/lib/features/results/scores/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of scores, reports and their data. */
export const resultOperations = operationsOf(scores, itemList, itemAnswers, gapReport, gapPlaces, answersExport);

import * as progress from "@/lib/features/cycle-pages/progress/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations that a cycle's pages need and that ask sheets and results. */
export const cyclePageOperations = operationsOf(progress);

import * as published from "@/lib/features/guidelines/published/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** Everything that can be done with guidelines. */
export const guidelineOperations = operationsOf(published);

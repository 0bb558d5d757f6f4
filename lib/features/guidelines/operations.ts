import * as published from "@/lib/features/guidelines/published/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of guidelines. */
export const guidelineOperations = operationsOf(published);

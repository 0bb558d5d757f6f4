import * as list from "@/lib/features/tasks/list/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of tasks. */
export const taskOperations = operationsOf(list);

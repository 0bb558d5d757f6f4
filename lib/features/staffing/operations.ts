import * as assignment from "@/lib/features/staffing/assignment/commands";
import * as counts from "@/lib/features/staffing/counts/queries";
import type { Operation } from "@/lib/server/use-cases/operation";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations about what is missing among people and posts, and who answers a sheet. */
export const staffingOperations: readonly Operation[] = operationsOf(counts, assignment);

import * as submitting from "@/lib/features/submissions/commands";
import * as reading from "@/lib/features/submissions/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of submissions. */
export const submissionOperations = operationsOf(reading, submitting);

import * as preview from "@/lib/features/submissions/preview/queries";
import * as reopening from "@/lib/features/submissions/reopening/commands";
import * as sent from "@/lib/features/submissions/sent/queries";
import * as submitting from "@/lib/features/submissions/submitting/commands";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of submissions. */
export const submissionOperations = operationsOf(preview, sent, submitting, reopening);

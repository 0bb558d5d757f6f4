import { handOver, previewHandover } from "@/lib/features/handover/handing-over/commands";
import { handoverQuery } from "@/lib/features/handover/record/schema";
import type { Operation } from "@/lib/server/use-cases/operation";
import { choiceOf } from "@/lib/server/use-cases/registry";

/** `dryRun=1` shows what a handover would do; without it, it is done. */
export const handoverOperations: readonly Operation[] = [choiceOf(handOver, previewHandover, handoverQuery, ({ dryRun }) => dryRun === "1")];

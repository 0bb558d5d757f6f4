import * as ahead from "@/lib/features/handover/ahead/commands";
import { handOver } from "@/lib/features/handover/handing-over/commands";
import { previewHandover } from "@/lib/features/handover/handing-over/queries";
import * as plans from "@/lib/features/handover/plans/queries";
import { handoverQuery } from "@/lib/features/handover/record/schema";
import type { Operation } from "@/lib/server/use-cases/operation";
import { choiceOf, operationsOf } from "@/lib/server/use-cases/registry";

/** Handing over at once (`dryRun=1` shows what it would do) and for a later day. */
export const handoverOperations: readonly Operation[] = [
  choiceOf(handOver, previewHandover, handoverQuery, ({ dryRun }) => dryRun === "1"),
  ...operationsOf(ahead, plans),
];

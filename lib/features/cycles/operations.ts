import * as cancelling from "@/lib/features/cycles/cancelling/commands";
import * as handOut from "@/lib/features/cycles/hand-out/commands";
import * as handOutPreview from "@/lib/features/cycles/hand-out/queries";
import * as list from "@/lib/features/cycles/list/queries";
import * as plan from "@/lib/features/cycles/plan/commands";
import * as planChange from "@/lib/features/cycles/plan-change/commands";
import * as transitions from "@/lib/features/cycles/transitions/commands";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of cycles. */
export const cycleOperations = operationsOf(list, plan, planChange, handOutPreview, handOut, transitions, cancelling);

import * as audit from "@/lib/features/admin/audit/queries";
import * as firstAccount from "@/lib/features/admin/first-account/commands";
import * as health from "@/lib/features/admin/health/queries";
import * as offices from "@/lib/features/admin/offices/commands";
import * as holders from "@/lib/features/admin/offices/queries";
import * as registering from "@/lib/features/admin/operators/commands";
import * as operators from "@/lib/features/admin/operators/queries";
import * as recovery from "@/lib/features/admin/recovery/commands";
import * as security from "@/lib/features/admin/security/queries";
import * as unlocking from "@/lib/features/admin/unlocking/commands";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of operators, the platform and its records. */
export const platformOperations = operationsOf(operators, registering, firstAccount, recovery, health, holders, offices, unlocking, audit, security);

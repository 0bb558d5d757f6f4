import { accountOperations } from "@/lib/features/accounts/operations";
import { platformOperations } from "@/lib/features/admin/operations";
import { cyclePageOperations } from "@/lib/features/cycle-pages/operations";
import { cycleOperations } from "@/lib/features/cycles/operations";
import { guidelineOperations } from "@/lib/features/guidelines/operations";
import { handoverOperations } from "@/lib/features/handover/operations";
import { organisationOperations } from "@/lib/features/organisation/operations";
import { resultOperations } from "@/lib/features/results/operations";
import { sheetOperations } from "@/lib/features/sheets/operations";
import { staffingOperations } from "@/lib/features/staffing/operations";
import { submissionOperations } from "@/lib/features/submissions/operations";
import { surveyOperations } from "@/lib/features/surveys/operations";
import { taskOperations } from "@/lib/features/tasks/operations";
import type { Operation } from "@/lib/server/use-cases/operation";

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  ...accountOperations,
  ...platformOperations,
  ...organisationOperations,
  ...handoverOperations,
  ...staffingOperations,
  ...sheetOperations,
  ...cycleOperations,
  ...cyclePageOperations,
  ...resultOperations,
  ...submissionOperations,
  ...guidelineOperations,
  ...surveyOperations,
  ...taskOperations,
];

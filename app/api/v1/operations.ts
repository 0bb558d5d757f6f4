import { accountOperations } from "@/lib/features/accounts/operations";
import { platformOperations } from "@/lib/features/admin/operations";
import { cycleUseCases } from "@/lib/features/cycles/operations";
import { guidelineUseCases } from "@/lib/features/guidelines/operations";
import { organisationOperations } from "@/lib/features/organisation/operations";
import { resultUseCases } from "@/lib/features/results/operations";
import { sheetUseCases } from "@/lib/features/sheets/operations";
import { submissionUseCases } from "@/lib/features/submissions/operations";
import { surveyUseCases } from "@/lib/features/surveys/operations";
import type { Operation } from "@/lib/server/use-cases/operation";

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  ...accountOperations,
  ...platformOperations,
  ...organisationOperations,
  ...sheetUseCases.map(({ operation }) => operation),
  ...cycleUseCases.map(({ operation }) => operation),
  ...resultUseCases.map(({ operation }) => operation),
  ...submissionUseCases.map(({ operation }) => operation),
  ...guidelineUseCases.map(({ operation }) => operation),
  ...surveyUseCases.map(({ operation }) => operation),
];

import type { Operation } from "@/lib/http/operation";
import { sheetOperations } from "@/lib/features/sheets/operations";

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [...sheetOperations];

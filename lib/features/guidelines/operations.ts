import * as published from "@/lib/features/guidelines/published/queries";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** Everything that can be done with guidelines. */
export const guidelineUseCases = [published].flatMap(useCasesOf);

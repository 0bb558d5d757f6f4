import * as submitting from "@/lib/features/submissions/commands";
import * as reading from "@/lib/features/submissions/queries";
import { useCasesOf } from "@/lib/server/use-cases/use-case";

/** Everything that can be done with submissions. */
export const submissionUseCases = [reading, submitting].flatMap(useCasesOf);

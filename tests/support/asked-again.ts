import { askedFor } from "@/components/ui/form-problems";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

/** What a form sends first, and hidden, when it is sent again after this outcome: what the refusal asked to confirm. */
export const askedAgain = (before: FormOutcome | undefined): (readonly [name: string, value: string])[] =>
  before?.status === "refused" && before.confirms
    ? Object.entries(before.confirms.numbers).map(([name, number]) => [name, askedFor(before.confirms?.input ?? "", number)] as const)
    : [];

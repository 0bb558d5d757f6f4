"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { useFieldProblem } from "@/components/ui/form-problems";

/** The tick with which a form confirms that something is another than what it resembles; only after the portal has asked. */
export function SimilarConfirmation({ what }: { readonly what: string }) {
  const { error, anchor } = useFieldProblem("confirmedSimilar");
  if (!error) return null;
  return (
    <div id={anchor}>
      <Checkbox name="confirmedSimilar" label={`似ていますが、別の${what}です`} />
    </div>
  );
}

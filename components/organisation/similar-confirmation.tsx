"use client";

import { useContext } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { askedFor, FormProblemsContext, useFieldProblem } from "@/components/ui/form-problems";

/** The tick with which a form confirms that something is another than what it resembles; only after the portal has asked, and for what it has asked about. */
export function SimilarConfirmation({ what }: { readonly what: string }) {
  const { error, anchor } = useFieldProblem("confirmedSimilar");
  const input = useContext(FormProblemsContext)?.confirms?.input;
  if (!error || input === undefined) return null;
  return (
    <div id={anchor}>
      <Checkbox key={input} name="confirmedSimilar" value={askedFor(input, "yes")} label={`似ていますが、別の${what}です`} />
    </div>
  );
}

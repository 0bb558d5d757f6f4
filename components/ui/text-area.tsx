"use client";

import { AreaField, type AreaFieldProps } from "./area-field";
import { useFieldProblem, useStartText } from "./form-problems";

/** A text of several lines in a form, with what the form said about it. */
export function TextArea({ error, ...area }: AreaFieldProps) {
  return <AreaField {...area} {...useStartText(area)} {...useFieldProblem(area.name, error)} />;
}
